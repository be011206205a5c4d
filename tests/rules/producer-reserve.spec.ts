import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRehearsal } from '../../server/market/stream/rehearsal.ts';
import { applyShopFact } from '../../server/shop/fold.ts';
import { nextDueMs, openMinor } from '../../server/shop/payout/pay-out.ts';
import { keptBackSum, promiseOf } from '../../server/shop/payout/statement.ts';
import { plannedShares, reserveAt, setProducerShare, sharesOf } from '../../server/shop/producer-share.ts';
import { emptyShop, type ShopState } from '../../server/shop/state.ts';
import { type Reserve, reservedPartOf } from '../../shared/values/reserve.ts';
import { DAY } from '../../shared/values/time.ts';
import { aLiveStream, aProduct } from '../builders/market.ts';
import { replyOf } from '../builders/outcomes.ts';
import { aPlacedOrder, by, ofUnit, SettledShop } from '../builders/settlement.ts';

const at = (text: string) => Date.parse(text);
const NOON = at('2026-11-25T12:00:00+08:00');
/** Seven days after the delivery, and ten after that. */
const DUE = at('2026-12-03T00:00:00+08:00');
const LATER = at('2026-12-13T00:00:00+08:00');
const TENTH: Reserve = { bps: 1_000, days: 10 };

/** One line of 457.78 at 90 %: a share of 412.00. */
function aDelivered({ reserve = TENTH, shareBps = 9_000, units = 1, payMinor = 45_778 } = {}) {
  const shop = new SettledShop(NOON);
  shop.isPaid(aPlacedOrder('one', [{ producerId: 'P1', units, payMinor, shareBps, reserve }]));
  shop.isShipped('S1', 'O1', [{ orderId: 'one', lineIndex: 0, units }]);
  shop.isDelivered('S1');
  return shop;
}

describe('[M7] a reserve', () => {
  test('of a share of 412.00, 41.20 is kept for ten days after its day; then it is due by itself', () => {
    const shop = aDelivered();
    expect(shop.standings('P1')).toMatchObject([
      { shareMinor: 41_200, dueUntilMs: DUE, reservedMinor: 4_120, reservedUntilMs: LATER },
    ]);
    expect(keptBackSum(shop.standings('P1'), NOON)).toEqual({
      ...{ notDueMinor: 37_080, reservedMinor: 4_120, pausedMinor: 0, takenBackMinor: 0 },
    });
    shop.nowMs = DUE - DAY;
    expect(shop.paysOut('P1', DUE)).toMatchObject([{ amountMinor: 37_080 }]);
    const [standing] = shop.standings('P1');
    expect(promiseOf(standing!, DUE)).toBe('on_time');
    expect(nextDueMs(standing!)).toBe(LATER);
    expect(shop.paysOut('P1', LATER - 1)).toBeNull();
    expect(promiseOf(standing!, LATER - 1)).toBe('on_time');
    expect(promiseOf(standing!, LATER)).toBe('overdue');
    expect(keptBackSum([standing!], LATER).reservedMinor).toBe(0);
    expect(shop.paysOut('P1', LATER)).toMatchObject([{ amountMinor: 4_120 }]);
    expect(promiseOf(shop.standings('P1')[0]!, LATER)).toBe('on_time');
    expect(shop.balance('producer_payable:P1')).toBe(0);
    expect(shop.trialBalance()).toBe(0);
  });

  test('what is promised is never kept: at a share of 80 % nothing is, at 85 % five hundredths of the base at most', () => {
    expect(aDelivered({ shareBps: 8_000 }).standings('P1')).toMatchObject([{ reservedMinor: 0 }]);
    expect(reservedPartOf(8_500, 10_000, 3_000)).toBe(500);
    expect(reservedPartOf(7_000, 10_000, 3_000)).toBe(0);
    expect(reservedPartOf(9_000, 10_000, 1_111)).toBe(999);
  });

  test('a refund makes it smaller too, and what was paid beyond the rest is taken back at once', () => {
    const shop = aDelivered({ units: 2, payMinor: 20_000 });
    const oneBack = { orderId: 'one', lineIndex: 0, units: 1, goodsMinor: 10_000, refundMinor: 10_000 };
    expect(shop.standings('P1')).toMatchObject([{ reservedMinor: 1_800 }]);
    shop.paysOut('P1', DUE);
    shop.isRefunded(oneBack);
    expect(shop.standings('P1').map(openMinor)).toEqual([-7_200]);
    const early = aDelivered({ units: 2, payMinor: 20_000 });
    early.isRefunded(oneBack);
    expect(early.paysOut('P1', DUE)).toMatchObject([{ amountMinor: 8_100 }]);
    expect(early.paysOut('P1', LATER)).toMatchObject([{ amountMinor: 900 }]);
    expect(early.balance('producer_payable:P1')).toBe(0);
  });

  test('a claim that moves the day of a line moves that of its reserve', () => {
    const shop = aDelivered();
    const about = { claimId: 'C1', orderId: 'one', lineIndex: 0 };
    shop.happens({ type: 'claim_opened', ...about, units: 1, shareBps: 5_000, reason: 'bruised' });
    expect(keptBackSum(shop.standings('P1'), NOON)).toMatchObject({ pausedMinor: 41_200, reservedMinor: 0 });
    shop.nowMs = at('2026-12-10T12:00:00+08:00');
    shop.happens({ type: 'claim_decided', claimId: 'C1', accepted: false, refund: null, by });
    expect(shop.standings('P1')).toMatchObject([
      { dueUntilMs: at('2026-12-13T00:00:00+08:00'), reservedUntilMs: at('2026-12-23T00:00:00+08:00') },
    ]);
  });

  test('[T2] [M5] no fen is lost: whatever is delivered, refunded and paid in whatever order, all of the share is paid out', () => {
    fc.assert(
      fc.property(
        fc.record({
          units: fc.integer({ min: 1, max: 9 }),
          payMinor: fc.integer({ min: 9, max: 99_999 }),
          shopMinor: fc.integer({ min: 0, max: 999 }),
          shareBps: fc.integer({ min: 5_000, max: 10_000 }),
          reserve: fc.record({
            bps: fc.integer({ min: 1, max: 3_000 }),
            days: fc.integer({ min: 1, max: 60 }),
          }),
        }),
        fc.array(fc.constantFrom('refund', 'pay', 'day', 'week'), { maxLength: 20 }),
        ({ units, payMinor, ...line }, acts) => {
          const shop = new SettledShop(NOON);
          shop.isPaid(aPlacedOrder('one', [{ producerId: 'P1', units, payMinor, ...line }]));
          shop.isShipped('S1', 'O1', [{ orderId: 'one', lineIndex: 0, units }]);
          shop.isDelivered('S1');
          const baseMinor = payMinor + line.shopMinor;
          let gone = 0;
          for (const act of acts) {
            if (act === 'day' || act === 'week') shop.nowMs += act === 'day' ? DAY : 7 * DAY;
            if (act === 'pay') shop.paysOut('P1');
            if (act !== 'refund' || gone === units) continue;
            gone += 1;
            shop.isRefunded({
              ...{ orderId: 'one', lineIndex: 0, units: 1 },
              goodsMinor: ofUnit(gone, units, baseMinor),
              refundMinor: ofUnit(gone, units, payMinor),
            });
            const [standing] = shop.standings('P1');
            const { shareMinor, reversedShareMinor, reservedMinor } = standing!;
            const leftMinor = standing!.baseMinor - standing!.reversedBaseMinor;
            const onTimeMinor = shareMinor - reversedShareMinor - reservedMinor;
            const promisedMinor = Math.floor((2 * leftMinor * 8_000 + 10_000) / 20_000);
            expect(onTimeMinor).toBeGreaterThanOrEqual(
              Math.min(promisedMinor, shareMinor - reversedShareMinor),
            );
          }
          const paid = shop.shopLog.reduce(
            (sum, { fact }) => sum + ('lines' in fact ? fact.amountMinor : 0),
            0,
          );
          const [standing] = shop.standings('P1');
          expect(standing!.paidMinor).toBe(paid);
          shop.nowMs += 90 * DAY;
          const rest = shop.paysOut('P1')?.[0]?.amountMinor ?? 0;
          const owed = standing!.shareMinor - standing!.reversedShareMinor;
          expect(paid + rest).toBe(Math.max(paid, owed));
          expect(shop.trialBalance()).toBe(0);
        },
      ),
      { numRuns: Number(process.env.FAIRDAY_RUNS ?? 300) },
    );
  });
});

describe('[M7] [M6] a reserve is set with the share, from a day on', () => {
  const day = Date.UTC(2026, 4, 3, 4);
  function sets(shop: ShopState, from: string, shareBps: number, reserve?: Reserve | null) {
    const { version } = sharesOf(shop, 'ma');
    const asked = { producerId: 'ma', version, from, shareBps, reserve };
    const decision = setProducerShare(shop, asked, { atMs: day, by });
    if (decision.kind !== 'accepted') throw new Error(decision.kind);
    for (const fact of decision.facts) applyShopFact(shop, fact, { seq: shop.seq + 1, atMs: day });
    return decision.facts;
  }
  function aShop() {
    const shop = emptyShop();
    applyShopFact(
      shop,
      { type: 'producer_added', producerId: 'ma', producer: 'Ma', by },
      { seq: 1, atMs: 1 },
    );
    return shop;
  }

  test('nothing is kept until somebody says so; who sets the share alone leaves the reserve as it is', () => {
    const shop = aShop();
    expect(sets(shop, '2026-05-03', 8_000, null)).toEqual([]);
    expect(sets(shop, '2026-05-05', 9_000, TENTH)).toMatchObject([{ shareBps: 9_000, reserve: TENTH }]);
    expect(reserveAt(shop, 'ma', day)).toBeNull();
    const later = day + 10 * DAY;
    expect(reserveAt(shop, 'ma', later)).toEqual(TENTH);
    expect(sets(shop, '2026-05-06', 9_100)).toMatchObject([{ reserve: TENTH, wasReserve: TENTH }]);
    expect(sets(shop, '2026-05-07', 9_100, TENTH)).toEqual([]);
    const [none] = sets(shop, '2026-05-07', 9_100, null);
    expect(none).toMatchObject({ wasReserve: TENTH });
    expect(none).not.toHaveProperty('reserve');
    expect(reserveAt(shop, 'ma', later)).toBeNull();
    expect(plannedShares(shop, 'ma', day).map(({ reserve }) => reserve)).toEqual([TENTH, TENTH, undefined]);
  });

  test('it stays with the item of a lineup, and with what is ordered of it; a rehearsal has it too', () => {
    const m = aLiveStream(aProduct('mug', { share: 9_000, reserve: TENTH }), aProduct('cap'));
    const ana = m.buyer('ana');
    replyOf(ana.adds('mug'));
    replyOf(ana.adds('cap'));
    replyOf(ana.orders());
    const placed = m.bench.facts().find((fact) => fact.type === 'order_placed');
    expect(placed?.lines.map(({ reserve }) => reserve)).toEqual([TENTH, undefined]);
    const made = createRehearsal({ seq: 0 } as never, { of: m.bench.state, slug: 'practice' }, {
      atMs: 0,
      by,
    } as never);
    expect(made.kind === 'accepted' && made.facts.find(({ type }) => type === 'item_added')).toMatchObject({
      reserve: TENTH,
    });
  });
});
