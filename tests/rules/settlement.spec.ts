import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entriesOf } from '../../server/domain/settlement/entry.ts';
import {
  addDays,
  dayOf,
  dayText,
  endOfDayAfter,
  localDay,
  mondayOf,
  startOfDay,
} from '../../server/domain/settlement/local-day.ts';
import { adjustSettlement, payOut, refKey } from '../../server/domain/settlement/pay-out.ts';
import { promiseOf, statementOf } from '../../server/domain/settlement/statement.ts';
import { defaultTerms, dueAfterClaim, dueUntil, termsAt } from '../../server/domain/settlement/terms.ts';
import { applyShopFact } from '../../server/domain/shop/apply.ts';
import { emptyShop } from '../../server/domain/shop/state.ts';
import { DAY } from '../../shared/values/time.ts';
import { aPlacedOrder, by, SettledShop, written } from '../builders/settlement.ts';

const at = (text: string) => Date.parse(text);
const NOON = at('2026-11-25T12:00:00+08:00');

/** The golden basket of the rules: potatoes (P1, O1), quinoa (P2, O1), walnuts (P3, O2), a shop voucher of 1,000. */
function golden() {
  const shop = new SettledShop(NOON);
  const order = aPlacedOrder(
    'basket',
    [
      { producerId: 'P1', units: 2, payMinor: 3_630, shopMinor: 350 },
      { producerId: 'P2', units: 1, payMinor: 2_919, shopMinor: 281 },
      { producerId: 'P3', units: 1, payMinor: 3_831, shopMinor: 369 },
    ],
    [
      { origin: 'O1', feeMinor: 1_200 },
      { origin: 'O2', feeMinor: 600 },
    ],
  );
  const paid = shop.isPaid(order);
  shop.isShipped('S1', 'O1', [
    { orderId: 'basket', lineIndex: 0, units: 2 },
    { orderId: 'basket', lineIndex: 1, units: 1 },
  ]);
  shop.isShipped('S2', 'O2', [{ orderId: 'basket', lineIndex: 2, units: 1 }]);
  return { shop, order, paid };
}

describe('the golden settlement', () => {
  test('[M5] paid: 12,180 fen lie in escrow', () => {
    const { order, paid } = golden();
    expect(order.totalMinor).toBe(12_180);
    expect(written(paid)).toEqual({ psp_clearing: 12_180, escrow: -12_180 });
  });

  test('[M1] [M5] all delivered: producers 9,104, fee 2,276, carriers 1,800, and the shop pays its voucher', () => {
    const { shop } = golden();
    const entries = [...shop.isDelivered('S1'), ...shop.isDelivered('S2')];
    expect(written(entries)).toEqual({
      escrow: 12_180,
      promo_expense: 1_000,
      'producer_payable:P1': -3_184,
      'producer_payable:P2': -2_560,
      'producer_payable:P3': -3_360,
      shop_fee: -2_276,
      'shipping_payable:O1': -1_200,
      'shipping_payable:O2': -600,
    });
    expect(shop.balance('escrow')).toBe(0);
    expect(shop.trialBalance()).toBe(0);
  });

  test('[M3] [M5] one potato back after delivery: 1,815 to the buyer, 1,592 and 398 reversed', () => {
    const { shop } = golden();
    shop.isDelivered('S1');
    const entries = shop.isRefunded({
      orderId: 'basket',
      lineIndex: 0,
      units: 1,
      goodsMinor: 1_990,
      refundMinor: 1_815,
    });
    expect(written(entries)).toEqual({
      refunds_payable: -1_815,
      'producer_payable:P1': 1_592,
      shop_fee: 398,
      promo_expense: -175,
    });
    expect(shop.standings('P1')).toMatchObject([{ shareMinor: 3_184, reversedShareMinor: 1_592 }]);
  });

  test('[M5] each payable names the entry that made it', () => {
    const { shop } = golden();
    shop.isDelivered('S1');
    shop.isDelivered('S2');
    for (const producerId of ['P1', 'P2', 'P3']) {
      const [payable] = shop.standings(producerId);
      const entry = shop.entries.find(
        ({ seq, entryIndex }) => seq === payable!.deliverySeq && entryIndex === payable!.entryIndex,
      );
      expect(entry).toMatchObject({ producerId, amountMinor: -payable!.shareMinor });
    }
  });
});

describe('what else moves money', () => {
  const one = (line: Partial<Parameters<typeof aPlacedOrder>[1][number]> = {}) =>
    aPlacedOrder(
      'one',
      [{ producerId: 'P1', units: 2, payMinor: 3_980, ...line }],
      [{ origin: 'O1', feeMinor: 600 }],
    );
  const inParcel = [{ orderId: 'one', lineIndex: 0, units: 2 }];

  test('[M5] cash is booked when the parcel is at the door, and lies with the carrier', () => {
    const shop = new SettledShop(NOON);
    expect(shop.isPaid(one(), 'cash_on_delivery')).toEqual([]);
    shop.isShipped('S1', 'O1', inParcel);
    expect(written(shop.isDelivered('S1'))).toEqual({
      cod_receivable: 4_580,
      'producer_payable:P1': -3_184,
      shop_fee: -796,
      'shipping_payable:O1': -600,
    });
    const brought = shop.books({
      type: 'bank_booked',
      ...{ bookingId: 'b1', move: 'cash_brought', party: '', currency: 'CNY' },
      ...{ amountMinor: 4_580, feeMinor: 80, by },
    });
    expect(written(brought)).toEqual({ bank: 4_500, psp_fees: 80, cod_receivable: -4_580 });
  });

  test('[M5] cancelled in the remorse window: all of it goes from escrow to the buyer', () => {
    const shop = new SettledShop(NOON);
    shop.isPaid(one());
    const entries = shop.happens({
      type: 'order_cancelled',
      orderId: 'one',
      stage: 'paid',
      refundMinor: 4_580,
    });
    expect(written(entries)).toEqual({ escrow: 4_580, refunds_payable: -4_580 });
  });

  test('[M5] shipping that a cancelled order does not get back is the carriers’', () => {
    const shop = new SettledShop(NOON);
    shop.isPaid(one());
    const entries = shop.happens({
      type: 'order_cancelled',
      orderId: 'one',
      stage: 'paid',
      refundMinor: 4_180,
      shippingRefunds: [{ origin: 'O1', amountMinor: 200 }],
    });
    expect(written(entries)).toEqual({
      escrow: 4_580,
      refunds_payable: -4_180,
      'shipping_payable:O1': -400,
    });
  });

  test('[M5] what the producer cannot fill goes back out of escrow, the rest is settled', () => {
    const shop = new SettledShop(NOON);
    shop.isPaid(one());
    const entries = shop.happens({
      type: 'line_unfilled',
      ...{ orderId: 'one', lineIndex: 0, units: 1, goodsMinor: 1_990, refundMinor: 1_990, by },
    });
    expect(written(entries)).toEqual({ escrow: 1_990, refunds_payable: -1_990 });
    shop.isShipped('S1', 'O1', [{ orderId: 'one', lineIndex: 0, units: 1 }]);
    expect(written(shop.isDelivered('S1'))).toMatchObject({ 'producer_payable:P1': -1_592, shop_fee: -398 });
    expect(shop.balance('escrow')).toBe(0);
  });

  test('[M5] a lost parcel pays nobody but the buyer', () => {
    const shop = new SettledShop(NOON);
    shop.isPaid(one());
    shop.isShipped('S1', 'O1', inParcel);
    const refunds = [{ orderId: 'one', lineIndex: 0, units: 2, goodsMinor: 3_980, refundMinor: 3_980 }];
    const entries = shop.happens({ type: 'shipment_lost', shipmentId: 'S1', refunds, by });
    expect(written(entries)).toEqual({
      escrow: 4_580,
      refunds_payable: -3_980,
      'shipping_payable:O1': -600,
    });
    expect(shop.standings('P1')).toEqual([]);
  });

  test('[V2] [M5] what a host gave away the host owes, and gets back with a refund', () => {
    const shop = new SettledShop(NOON);
    shop.isPaid(one({ payMinor: 2_980, hostMinor: 1_000 }));
    shop.isShipped('S1', 'O1', inParcel);
    expect(written(shop.isDelivered('S1'))).toMatchObject({
      'host_receivable:host': 1_000,
      'producer_payable:P1': -3_184,
    });
    const refund = { orderId: 'one', lineIndex: 0, units: 1, goodsMinor: 1_990, refundMinor: 1_490 };
    expect(written(shop.isRefunded(refund))).toEqual({
      refunds_payable: -1_490,
      'producer_payable:P1': 1_592,
      shop_fee: 398,
      'host_receivable:host': -500,
    });
  });

  test('[P3] [M5] shipping that became free goes back from escrow', () => {
    const shop = new SettledShop(NOON);
    shop.isPaid(one());
    const entries = shop.happens({
      type: 'shipping_credited',
      ...{ buyerId: 'ana', origin: 'O1', addressId: null, lines: [{ orderId: 'one', amountMinor: 600 }] },
    });
    expect(written(entries)).toEqual({ escrow: 600, refunds_payable: -600 });
    shop.isShipped('S1', 'O1', inParcel);
    expect(written(shop.isDelivered('S1'))).not.toHaveProperty('shipping_payable:O1');
    expect(shop.balance('escrow')).toBe(0);
  });

  test('[M5] a second payment is owed back at once and never was the order’s', () => {
    const shop = new SettledShop(NOON);
    const entries = shop.happens({
      type: 'payment_refunded',
      ...{ orderId: 'one', paymentId: 'p2', amountMinor: 4_580, reason: 'second' },
    });
    expect(written(entries)).toEqual({ psp_clearing: 4_580, refunds_payable: -4_580 });
  });

  test('[M5] the provider pays less its fee; refunds, hosts and carriers are paid from their accounts', () => {
    const shop = new SettledShop(NOON);
    const move = (
      move: 'provider_paid' | 'provider_refunded' | 'refund_paid' | 'host_paid' | 'carrier_paid',
    ) =>
      written(
        shop.books({
          type: 'bank_booked',
          ...{ bookingId: 'b', move, party: 'X', currency: 'CNY', amountMinor: 1_000, by },
          feeMinor: move === 'provider_paid' ? 6 : 0,
        }),
      );
    expect(move('provider_paid')).toEqual({ bank: 994, psp_fees: 6, psp_clearing: -1_000 });
    expect(move('provider_refunded')).toEqual({ refunds_payable: 1_000, psp_clearing: -1_000 });
    expect(move('refund_paid')).toEqual({ refunds_payable: 1_000, bank: -1_000 });
    expect(move('host_paid')).toEqual({ bank: 1_000, 'host_receivable:X': -1_000 });
    expect(move('carrier_paid')).toEqual({ 'shipping_payable:X': 1_000, bank: -1_000 });
  });

  test('[M5] a booking whose sides differ is a fault, not an entry', () => {
    const fact = { streamId: 's', currency: 'CNY', what: 'order_paid', seq: 1, atMs: 0 };
    expect(() => entriesOf([{ account: 'bank', amountMinor: 1 }], fact)).toThrow('off by 1');
  });
});

describe('pieces of a line', () => {
  test('[T2] [M5] units unfilled, delivered in parcels and refunded one by one leave nothing anywhere', () => {
    fc.assert(
      fc.property(
        fc.record({
          units: fc.integer({ min: 1, max: 9 }),
          payMinor: fc.integer({ min: 9, max: 99_999 }),
          shopMinor: fc.integer({ min: 0, max: 999 }),
          hostMinor: fc.integer({ min: 0, max: 999 }),
          shareBps: fc.integer({ min: 0, max: 10_000 }),
          goneFirst: fc.integer({ min: 0, max: 9 }),
          parcels: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 9 }),
        }),
        ({ goneFirst, parcels, ...line }) => {
          const shop = new SettledShop(NOON);
          shop.isPaid(aPlacedOrder('one', [{ producerId: 'P1', ...line }]));
          const base = line.payMinor + line.shopMinor + line.hostMinor;
          const upTo = (total: number, k: number) =>
            Math.floor((2 * total * k + line.units) / (2 * line.units));
          let gone = 0;
          const refund = (delivered: boolean) => {
            const [goodsMinor, refundMinor] = [base, line.payMinor].map(
              (total) => upTo(total, gone + 1) - upTo(total, gone),
            ) as [number, number];
            gone += 1;
            const back = { orderId: 'one', lineIndex: 0, units: 1, goodsMinor, refundMinor };
            if (delivered) shop.isRefunded(back);
            else shop.happens({ type: 'line_unfilled', ...back, by });
          };
          const first = Math.min(goneFirst, line.units);
          for (let i = 0; i < first; i += 1) refund(false);
          let left = line.units - first;
          for (const [index, wanted] of [...parcels, 9].entries()) {
            const units = Math.min(wanted, left);
            if (units === 0) break;
            left -= units;
            shop.isShipped(`S${index}`, 'O1', [{ orderId: 'one', lineIndex: 0, units }]);
            shop.isDelivered(`S${index}`);
            expect(shop.trialBalance()).toBe(0);
          }
          expect(shop.balance('escrow')).toBe(0);
          if (first === 0) {
            const share = Math.floor((2 * base * line.shareBps + 10_000) / 20_000);
            expect(shop.balance('producer_payable:P1')).toBe(share === 0 ? 0 : -share);
          }
          while (gone < line.units) refund(true);
          const off = Object.entries(written(shop.entries)).filter(
            ([account]) => account !== 'psp_clearing' && account !== 'refunds_payable',
          );
          expect(off).toEqual([]);
          expect(shop.balance('refunds_payable')).toBe(-line.payMinor);
        },
      ),
      { numRuns: Number(process.env.FAIRDAY_RUNS ?? 300) },
    );
  });
});

describe('[M2] when a line is due', () => {
  test('at the end of the shop’s day, seven days of the calendar after the delivery', () => {
    const due = dueUntil(defaultTerms, at('2026-11-25T00:10:00+08:00'), null);
    expect(due).toBe(at('2026-12-03T00:00:00+08:00'));
    expect(dueUntil(defaultTerms, at('2026-11-25T23:59:59+08:00'), null)).toBe(due);
    expect(dueUntil(defaultTerms, at('2026-11-26T00:00:00+08:00'), null)).toBe(due + 86_400_000);
  });

  test('an hour more or less of a changed clock shifts no due day', () => {
    const berlin = { ...defaultTerms, timeZone: 'Europe/Berlin' };
    const spring = dueUntil(berlin, at('2026-03-28T23:30:00+01:00'), null);
    expect(spring).toBe(at('2026-04-05T00:00:00+02:00'));
    const autumn = dueUntil(berlin, at('2026-10-24T23:30:00+02:00'), null);
    expect(autumn).toBe(at('2026-11-01T00:00:00+01:00'));
  });

  test('where clocks jump over midnight the day starts with the jump', () => {
    // Chile goes from 23:59 to 01:00 on 6 September 2026.
    const day = { year: 2026, month: 9, day: 6 };
    const start = startOfDay(day, 'America/Santiago');
    expect(localDay(start, 'America/Santiago')).toEqual(day);
    expect(localDay(start - 1, 'America/Santiago')).toEqual(addDays(day, -1));
  });

  test('days start and end side by side in every zone', () => {
    const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'Africa/Cairo'];
    const anyZone = fc.constantFrom(...zones, 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Kathmandu');
    fc.assert(
      fc.property(anyZone, fc.integer({ min: at('2012-01-01'), max: at('2030-01-01') }), (zone, ms) => {
        const day = localDay(ms, zone);
        const start = startOfDay(day, zone);
        const end = endOfDayAfter(ms, 0, zone);
        expect(start).toBeLessThanOrEqual(ms);
        expect(end).toBeGreaterThan(ms);
        expect(localDay(start, zone)).toEqual(day);
        expect(localDay(end - 1, zone)).toEqual(day);
        expect(dayOf(dayText(day))).toEqual(day);
      }),
      { numRuns: 500 },
    );
  });

  test('weeks begin on Monday, and a text that is no day is none', () => {
    expect(dayText(mondayOf({ year: 2026, month: 11, day: 25 }))).toBe('2026-11-23');
    expect(dayText(mondayOf({ year: 2026, month: 11, day: 23 }))).toBe('2026-11-23');
    expect(dayText(mondayOf({ year: 2027, month: 1, day: 3 }))).toBe('2026-12-28');
    for (const text of ['2026-02-29', '2026-13-01', '2026-1-1', 'soon']) expect(dayOf(text)).toBeNull();
    expect(dayOf('2028-02-29')).toEqual({ year: 2028, month: 2, day: 29 });
  });

  test('counted from the hand-over it is earlier, but never before the day of delivery ends', () => {
    const terms = { ...defaultTerms, countFrom: 'handover' as const };
    const [handed, delivered] = [at('2026-11-20T10:00:00+08:00'), at('2026-11-23T10:00:00+08:00')];
    expect(dueUntil(terms, delivered, handed)).toBe(at('2026-11-28T00:00:00+08:00'));
    expect(dueUntil(terms, at('2026-12-03T10:00:00+08:00'), handed)).toBe(at('2026-12-04T00:00:00+08:00'));
  });

  test('terms hold from the fact that set them', () => {
    const history = [{ fromMs: NOON, terms: { ...defaultTerms, dueDays: 3 } }];
    expect(termsAt(history, NOON - 1).dueDays).toBe(7);
    expect(termsAt(history, NOON).dueDays).toBe(3);
  });

  test('a dispute pauses the line; afterwards it is due two days later, or on the old date if that is later', () => {
    const due = at('2026-12-03T00:00:00+08:00');
    expect(dueAfterClaim(defaultTerms, due, at('2026-11-26T10:00:00+08:00'))).toBe(due);
    expect(dueAfterClaim(defaultTerms, due, at('2026-12-02T10:00:00+08:00'))).toBe(
      at('2026-12-05T00:00:00+08:00'),
    );

    const shop = new SettledShop(NOON);
    shop.isPaid(aPlacedOrder('one', [{ producerId: 'P1', units: 1, payMinor: 1_000 }]));
    shop.isShipped('S1', 'O1', [{ orderId: 'one', lineIndex: 0, units: 1 }]);
    shop.isDelivered('S1');
    const opened = {
      claimId: 'C1',
      orderId: 'one',
      lineIndex: 0,
      units: 1,
      shareBps: 5_000,
      reason: 'bruised',
    };
    shop.happens({ type: 'claim_opened', ...opened });
    shop.nowMs = at('2026-12-10T12:00:00+08:00');
    expect(shop.standings('P1')).toMatchObject([{ isPaused: true }]);
    expect(shop.paysOut('P1')).toBeNull();
    const refund = { orderId: 'one', lineIndex: 0, units: 1, goodsMinor: 500, refundMinor: 500 };
    shop.happens({ type: 'claim_decided', claimId: 'C1', accepted: true, refund, by });
    expect(shop.standings('P1')).toMatchObject([
      { isPaused: false, dueUntilMs: at('2026-12-13T00:00:00+08:00'), reversedShareMinor: 400 },
    ]);
  });
});

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

  const by2 = { ...{ receivedAtMs: NOON, atMs: NOON, ids: { next: () => 'id' } }, by };
  const aPayout = (more: object = {}) => ({
    ...{ payoutId: 'pay', producerId: 'P1', currency: 'CNY', amountMinor: 5, version: 0 },
    lines: [{ streamId: 's', orderId: 'o', lineIndex: 0, deliverySeq: 1, amountMinor: 5 }],
    ...more,
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
