import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteLedger } from '../../../server/adapters/sql/ledger/sqlite-ledger.ts';
import type { StoredFact } from '../../../server/event-log/ports/store.ts';
import type { Refused } from '../../../server/insights/floor/refused.ts';
import { openDemo } from '../../../server/tools/demo/open-demo.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import { isLively, paceOf } from '../../builders/pace.ts';

/**
 * What happens in each minute of the demo's live stream, out of its log, by hand and not in CI:
 * `node server/run.mjs tests/bench/demo/main.ts [minutes] [viewers]`. It ends with 1 if a minute was quiet.
 */
const [minutes = 10, viewers = 160] = process.argv.slice(2).map(Number);
const PAGE = 5_000;

const startMs = performance.now();
const demo = await openDemo({ port: 0, viewers, isDev: false, environment: {}, chromium: null });
const { clock, folder, past } = demo;
const fromMs = clock.nowMs();
say(`open after ${((performance.now() - startMs) / 1_000).toFixed(1)} s with ${viewers} viewers`);
await new Promise((resolve) => setTimeout(resolve, minutes * MINUTE));
const file = join(folder, 'fairday.db');
const ledger = openSqliteLedger(file);
const facts: StoredFact[] = [];
for (let page: StoredFact[] = []; ; ) {
  page = await ledger.facts(past.liveStreamId, facts.at(-1)?.seq ?? 0, PAGE);
  facts.push(...page);
  if (page.length < PAGE) break;
}
await ledger.close();
const db = new Database(file, { readonly: true });
const refusals = db
  .prepare(
    `SELECT buyer_id AS "buyerId", item_number AS "itemNumber", code, first_at_ms AS "firstAtMs",
      last_at_ms AS "lastAtMs", count, largest_ask AS "largestAsk" FROM refusal WHERE stream_id = ?`,
  )
  .all(past.liveStreamId) as Refused[];
db.close();
const pace = paceOf(past.liveStreamId, facts, refusals, { fromMs, minutes });
for (const [n, minute] of pace.entries()) {
  const { orders, flashes, soldOut, refused } = minute;
  const counts = `${orders} orders, ${flashes} flashes, ${soldOut} sold out, ${refused} refused`;
  say(`  minute ${n + 1}: ${counts}${isLively(minute) ? '' : '  (quiet)'}`);
}
await demo.close();
process.exitCode = pace.every(isLively) ? 0 : 1;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
