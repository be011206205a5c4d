import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyStream } from '../../server/market/market.ts';
import { deliveredAtMs } from '../../server/market/parcel/after-sale.ts';
import { readState, writeState } from '../../server/market/snapshot.ts';
import { type AfterAct, afterActs, auditParcels, playAfter } from '../builders/after-sale-acts.ts';
import { auditBooks } from '../builders/audit.ts';
import { replay } from '../builders/bench.ts';
import type { Market } from '../builders/market.ts';
import { openingOf, play } from '../builders/play.ts';
import { type Day, days } from '../builders/random-day.ts';

/** Days per property; FAIRDAY_RUNS asks for more in a longer hunt. */
const RUNS = Number(process.env.FAIRDAY_RUNS ?? 150);
const PATIENCE_MS = 20_000 + RUNS * 200;

/** A day of sale, closed, and then its parcels; the books are checked after every fact. */
function playAll(day: Day, acts: readonly AfterAct[]): Market {
  const market = openingOf(day);
  for (const act of day.acts) play(market, act);
  market.host.endsStream();
  market.passes(2 * 3_600_000 + 1);
  const { bench } = market;
  bench.onFact = (fact) => {
    const orders = bench.orders();
    expect(auditBooks(bench.state, orders), `after ${fact.type}`).toEqual([]);
    // Between its recall and the fact that it is recalled for, an order is as it was.
    expect(auditParcels(orders), `after ${fact.type}`).toEqual([]);
  };
  for (const act of acts) playAfter(market, act);
  return market;
}

test(
  '[O4][O5][O6][K1][B1][T2] whatever happens to parcels, no unit is packed, paid back or taken back twice',
  () => {
    fc.assert(
      fc.property(days, afterActs, (day, acts) => {
        playAll(day, acts);
      }),
      { numRuns: RUNS },
    );
  },
  PATIENCE_MS,
);

test(
  '[T6][O4] the log of a year after the sale gives the same bytes, and nothing delivered stays open',
  () => {
    fc.assert(
      fc.property(days, afterActs, fc.nat(), (day, acts, cut) => {
        const market = playAll(day, acts);
        for (const { afterSale } of market.bench.orders()) {
          for (const { claimId, status } of afterSale?.claims ?? []) {
            if (status === 'OPEN') market.packer.decides(claimId, true);
          }
        }
        market.passes(8 * 86_400_000);
        for (const { orderId } of market.bench.orders()) market.packer.completes(orderId);
        for (const order of market.bench.orders()) {
          if (order.status === 'PAID')
            expect(deliveredAtMs(order), '[O4] delivered and not completed').toBeNull();
        }
        const { log, state } = market.bench;
        const live = writeState(state);
        expect(writeState(replay(log, emptyStream(state.streamId)))).toBe(live);
        const at = cut % (log.length + 1);
        const snapshot = writeState(replay(log.slice(0, at), emptyStream(state.streamId)));
        expect(writeState(replay(log.slice(at), readState(snapshot)))).toBe(live);
      }),
      { numRuns: RUNS / 2 },
    );
  },
  PATIENCE_MS,
);
