import { isOlderDatabase } from '../adapters/sql/ledger/postgres-ledger.ts';
import { openPostgresRecount } from '../adapters/sql/ledger/postgres-recount.ts';
import { openSqliteRecount } from '../adapters/sql/ledger/sqlite-recount.ts';
import { placeOf } from '../adapters/sql/postgres/prepare.ts';
import { isOlder } from '../adapters/sql/sqlite/connection.ts';
import { StoreOpenError } from '../adapters/sql/store-open-error.ts';
import { type Recomputed, recompute as recomputeStream } from '../audit/recompute.ts';
import { type Config, readConfig } from '../config.ts';
import type { Recount } from '../ports/recount.ts';
import { logIdsOf, openLedger } from './ledger.ts';

/**
 * Counts every number of a stream's report anew out of the raw log, or of all streams', and compares: the command of
 * the night. The first number that differs is named, and ends the command with exit code 1.
 * @throws StoreOpenError for a market that no server of this schema has opened yet
 */
export async function recompute(which: string, options: { json?: boolean }): Promise<void> {
  const config = readConfig(process.env);
  await refuseOlderSchema(config);
  const ledger = await openLedger(config);
  try {
    const recount = openRecount(config);
    try {
      const named = await logIdsOf(ledger, which);
      const heads = await ledger.heads();
      const streamIds = heads
        .filter(({ kind, logId }) => kind === 'stream' && (named?.includes(logId) ?? true))
        .map(({ logId }) => logId);
      const results: (Recomputed & { streamId: string })[] = [];
      for (const streamId of streamIds) {
        const result = await recomputeStream(ledger, recount, streamId, Date.now());
        if (result) results.push({ streamId, ...result });
      }
      const isGood = results.every(({ difference }) => difference === null);
      process.stdout.write(
        options.json ? `${JSON.stringify({ ok: isGood, streams: results })}\n` : sentences(results),
      );
      if (!isGood) process.exitCode = 1;
    } finally {
      await recount.close();
    }
  } finally {
    await ledger.close();
  }
}

/**
 * The reports are asked for by the SQL of this program, over connections of their own: an older schema lacks what that
 * asks for, and brought up inside the transaction of the ledger it is locked for everybody else.
 */
async function refuseOlderSchema({ database }: Config): Promise<void> {
  if (database.kind === 'memory') return;
  const isOld = database.kind === 'sqlite' ? isOlder(database.file) : await isOlderDatabase(database.url);
  if (!isOld) return;
  throw new StoreOpenError({
    what: 'The market has an older schema',
    where: database.kind === 'sqlite' ? database.file : placeOf(database.url),
    howToFix: 'Start the server once: it brings the schema up.',
  });
}

function openRecount({ database }: Config): Recount {
  if (database.kind === 'postgres') return openPostgresRecount(database.url);
  if (database.kind === 'sqlite') return openSqliteRecount(database.file);
  throw new Error('A market in memory keeps no log to count from: set DATABASE_URL.');
}

function sentences(results: readonly (Recomputed & { streamId: string })[]): string {
  const lines = results.map(({ streamId, facts, numbers, difference }) =>
    difference
      ? `${streamId}: ${difference.where} is ${JSON.stringify(difference.report)} in the report and ${JSON.stringify(difference.log)} in the log`
      : `${streamId}: ${numbers} numbers from ${facts} facts, all the same`,
  );
  return `${lines.join('\n')}\n`;
}
