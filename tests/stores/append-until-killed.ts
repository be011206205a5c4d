import { openPostgres } from '../../server/adapters/sql/postgres/open.ts';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import { aBatch, aHead, aKey } from '../builders/store-rows.ts';

/** Appends one fact after the other and prints the seq of each that was acknowledged, until somebody kills it. */
const [place, logId] = process.argv.slice(2) as [string, string];
const { store } = place.startsWith('postgres:')
  ? await openPostgres({ url: place })
  : await openSqlite({ file: place });
await store.create(aHead(logId));
const start = (await store.head(logId))!.seq;
for (let seq = start; seq < start + 10_000; seq += 1) {
  const outcome = await store.append(aBatch(logId, seq, { keys: [aKey('a', `key ${seq}`, seq + 1)] }));
  if (outcome.kind !== 'committed') throw new Error(JSON.stringify(outcome));
  process.stdout.write(`${seq + 1}\n`);
}
