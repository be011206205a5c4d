import { describe, expect, test } from 'vitest';
import { applyShopFact } from '../../server/shop/fold.ts';
import { adjustSettlement, payOut, refKey } from '../../server/shop/payout/pay-out.ts';
import { promiseOf, statementOf } from '../../server/shop/payout/statement.ts';
import { emptyShop } from '../../server/shop/state.ts';
import { DAY } from '../../shared/values/time.ts';
import { aPlacedOrder, by, SettledShop } from '../builders/settlement.ts';

const at = (text: string) => Date.parse(text);
const NOON = at('2026-11-25T12:00:00+08:00');

describe('paying and stating', () => {
  const aDeliveredLine = () => {
    const shop = new SettledShop(NOON);
    shop.isPaid(aPlacedOrder('one', [{ producerId: 'P1', units: 2, payMinor: 2_000 }]));
    shop.isShipped('S1', 'O1', [{ orderId: 'one', lineIndex: 0, units: 2 }]);
    shop.isDelivered('S1');
    return shop;
  };
  const oneBack = { orderId: 'one', lineIndex: 0, units: 1, goodsMinor: 1_000, refundMinor: 1_000 };
  const statementOfAll = (shop: SettledShop, openingMinor = 0) => {
    const paidAt = new Map(shop.standings('P1').map((each) => [refKey(each), each.paidAtMs]));
    const account = shop.entries.filter(({ producerId }) => producerId === 'P1');
    return statementOf(openingMinor, account, (ref) => paidAt.get(ref) ?? null);
  };

  test('[M3] a refund before the payout makes the line smaller, in what is paid and on the statement', () => {
    const shop = aDeliveredLine();
    shop.nowMs += 1;
    shop.isRefunded(oneBack);
    shop.nowMs += 1;
    expect(shop.paysOut('P1', NOON + 30 * DAY)).toMatchObject([{ amountMinor: 800 }]);
    const statement = statementOfAll(shop);
    expect(statement.lines).toMatchObject([{ baseMinor: 1_000, feeMinor: 200, shareMinor: 800 }]);
    expect(statement.lines[0]!.entries).toHaveLength(2);
    expect(statement.closingMinor).toBe(0);
  });

  test('[M3] after the payout it stands below 0 by itself, and comes off the next payout', () => {
    const shop = aDeliveredLine();
    expect(shop.paysOut('P1', NOON + 30 * DAY)).toMatchObject([{ amountMinor: 1_600 }]);
    shop.nowMs += 1;
    shop.isRefunded(oneBack);
    const statement = statementOfAll(shop);
    expect(statement.lines.map(({ shareMinor }) => shareMinor)).toEqual([1_600, -800]);
    expect(statement.closingMinor).toBe(-800);
    // Less than nothing is not paid: it is carried.
    expect(shop.paysOut('P1')).toBeNull();
    shop.isPaid(aPlacedOrder('two', [{ producerId: 'P1', units: 1, payMinor: 3_000 }]));
    shop.isShipped('S2', 'O1', [{ orderId: 'two', lineIndex: 0, units: 1 }]);
    shop.isDelivered('S2');
    const lines = shop.paysOut('P1', NOON + 30 * DAY);
    expect(lines?.map(({ amountMinor }) => amountMinor).sort((a, b) => a - b)).toEqual([-800, 2_400]);
    expect(shop.balance('producer_payable:P1')).toBe(0);
  });

  const by2 = { ...{ receivedAtMs: NOON, atMs: NOON, ids: { next: () => 'id' } }, gaps: [], by };
  const aPayout = (more: object = {}) => ({
    ...{ payoutId: 'pay', producerId: 'P1', currency: 'CNY', amountMinor: 5, version: 0 },
    lines: [{ streamId: 's', orderId: 'o', lineIndex: 0, deliverySeq: 1, amountMinor: 5 }],
    ...more,
  });

  test('[M3] what stands below 0 is carried from week to week until there is something to take it off', () => {
    const shop = aDeliveredLine();
    shop.nowMs += 8 * DAY;
    expect(shop.paysOut('P1')).toMatchObject([{ amountMinor: 1_600 }]);
    shop.isRefunded(oneBack);
    expect(-shop.balance('producer_payable:P1')).toBe(-800);
    // Two weeks without a sale: nothing is paid, nothing is forgotten.
    for (let week = 0; week < 2; week += 1) {
      shop.nowMs += 7 * DAY;
      expect(shop.paysOut('P1', shop.nowMs + DAY)).toBeNull();
      expect(-shop.balance('producer_payable:P1')).toBe(-800);
      expect(shop.trialBalance()).toBe(0);
    }
    // The next parcel was late, and its line is worth less than what is to be taken back; the one after is not.
    for (const [orderId, payMinor] of [
      ['small', 500],
      ['large', 2_000],
    ] as const) {
      shop.isPaid(aPlacedOrder(orderId, [{ producerId: 'P1', units: 1, payMinor }]));
      shop.isShipped(orderId, 'O1', [{ orderId, lineIndex: 0, units: 1 }]);
      shop.nowMs += 20 * DAY;
      shop.isDelivered(orderId);
      shop.nowMs += 8 * DAY;
      const paid = shop.paysOut('P1');
      if (orderId === 'small') expect(paid).toBeNull();
      else expect(paid?.map(({ amountMinor }) => amountMinor)).toEqual([-800, 400, 1_600]);
      expect(shop.trialBalance()).toBe(0);
    }
    expect(shop.balance('producer_payable:P1')).toBe(0);
  });

  test('[M4] a payout is decided on the payouts that were seen, and on the amount that was seen', () => {
    const state = emptyShop();
    const paid = payOut(state, aPayout(), by2);
    expect(paid).toMatchObject({ kind: 'accepted', facts: [{ type: 'payout_made', amountMinor: 5 }] });
    if (paid.kind === 'accepted')
      for (const fact of paid.facts) applyShopFact(state, fact, { seq: 1, atMs: NOON });
    expect(payOut(state, aPayout(), by2)).toMatchObject({ refusal: { code: 'STALE_VERSION', version: 1 } });
    const other = aPayout({ version: 1, amountMinor: 6 });
    expect(payOut(state, other, by2)).toMatchObject({ refusal: { code: 'STALE_VERSION' } });
    expect(payOut(state, aPayout({ version: 1, amountMinor: 0, lines: [] }), by2)).toMatchObject({
      refusal: { code: 'BAD_REQUEST' },
    });
    const [line] = aPayout().lines;
    const twice = aPayout({ version: 1, amountMinor: 10, lines: [line, line] });
    expect(payOut(state, twice, by2)).toMatchObject({ refusal: { code: 'BAD_REQUEST' } });
  });

  test('[M4] an adjustment names a producer of the shop and an amount', () => {
    const state = emptyShop();
    const request = { producerId: 'P1', currency: 'CNY', amountMinor: 5, reason: 'weighed again' };
    expect(adjustSettlement(state, request, by2)).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
    state.producers.set('Ma', 'P1');
    expect(adjustSettlement(state, { ...request, amountMinor: 0 }, by2)).toMatchObject({
      refusal: { code: 'BAD_REQUEST' },
    });
    expect(adjustSettlement(state, request, by2)).toMatchObject({
      facts: [{ type: 'settlement_adjusted', dueUntilMs: at('2026-12-03T00:00:00+08:00') }],
    });
  });

  test('[M2] the promise: paid in time, paid late, overdue, paused, and lines of which nothing is owed', () => {
    const shop = aDeliveredLine();
    const [standing] = shop.standings('P1');
    const due = standing!.dueUntilMs;
    expect(promiseOf(standing!, due - 1)).toBeNull();
    expect(promiseOf(standing!, due)).toBe('overdue');
    const paid = { ...standing!, paidMinor: 1_600 };
    expect(promiseOf({ ...paid, paidAtMs: due - 1 }, due)).toBe('on_time');
    expect(promiseOf({ ...paid, paidAtMs: due }, due)).toBe('paid_late');
    expect(promiseOf({ ...standing!, isPaused: true }, due)).toBe('paused');
    expect(promiseOf({ ...standing!, reversedShareMinor: 1_600 }, due)).toBeNull();
  });
});
