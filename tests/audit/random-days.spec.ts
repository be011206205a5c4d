import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { openSqliteLedger } from '../../server/adapters/sql/ledger/sqlite-ledger.ts';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import { StreamFacts } from '../../server/audit/facts/stream-facts.ts';
import { verifyMarket } from '../../server/audit/verify.ts';
import { logKinds } from '../../server/logs.ts';
import { emptyStream } from '../../server/market/market.ts';
import { record, runDay } from '../builders/engine-days.ts';
import { aLiveStream, aProduct, type Market } from '../builders/market.ts';
import { openingOf, play } from '../builders/play.ts';
import { days } from '../builders/random-day.ts';

const folder = mkdtempSync(join(tmpdir(), 'fairday-audit-days-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** FAIRDAY_RUNS asks for more days. */
const RUNS = Number(process.env.FAIRDAY_RUNS ?? 150);

/** Every fact of a market's log is sound. */
function expectSound({ bench: { log, state } }: Market): void {
  const checked = new StreamFacts(emptyStream(state.streamId));
  for (const { text, seq, atMs } of log) {
    const { type, ...rest } = JSON.parse(text);
    expect(() => checked.take({ type, ...rest }, { seq, atMs })).not.toThrow();
  }
  // Only an older version wrote a deadline too late (T7).
  expect(checked.late).toBeNull();
}

test('[INV8] units that go back between two holds that end at once are behind the first, not late for the second', () => {
  const market = aLiveStream(aProduct('potato'), { settings: { closeAfterMs: 60_000 } }).until('20:00');
  for (const name of ['ana', 'ben']) market.buyer(name).adds('potato', 2);
  market.host.endsStream();
  market.until('21:00');
  const ends = market.bench.facts().map(({ type }) => type);
  expect(ends.slice(ends.indexOf('hold_expired'))).toMatchObject([
    ...['hold_expired', 'stock_transferred_out'],
    ...['hold_expired', 'stock_transferred_out'],
  ]);
  expectSound(market);
});

test(
  '[INV7] [INV8] [INV9] no fact of a random day is taken for a broken one',
  () => {
    fc.assert(
      fc.property(days, (day) => {
        const market = openingOf(day);
        for (const act of day.acts) play(market, act);
        expectSound(market);
      }),
      { numRuns: RUNS },
    );
  },
  60_000 + 300 * RUNS,
);

test(
  '[INV19] every table of a random day in a file is the fold of its log',
  async () => {
    let files = 0;
    await fc.assert(
      fc.asyncProperty(days, async (day) => {
        files += 1;
        const file = join(folder, `day-${files}.db`);
        const stores = await openSqlite({ file, sync: 'normal' });
        await runDay(stores.store, record(day));
        await stores.close();
        const ledger = openSqliteLedger(file);
        const [report] = await verifyMarket(ledger, logKinds, null);
        await ledger.close();
        const placed = report!.finding;
        // These days are sent without keys: that their orders have none is the one thing to be found.
        if (placed)
          expect(placed).toMatchObject({
            invariant: 'INV6',
            found: expect.stringContaining('without a key'),
          });
      }),
      { numRuns: Math.max(5, Math.floor(RUNS / 8)) },
    );
  },
  60_000 + 300 * RUNS,
);
