import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Broken } from '../../server/audit/broken.ts';
import { StreamFacts } from '../../server/audit/facts/stream-facts.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import { emptyStream } from '../../server/market/market.ts';
import { cashUnderWay } from '../../server/market/newcomers/network.ts';
import { cashView } from '../../server/market/order/release.ts';
import { writeState } from '../../server/market/snapshot.ts';
import { auditBooks } from '../builders/audit.ts';
import { replay } from '../builders/bench.ts';
import { aLiveStream, aProduct, type Market } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';

const MINUTE = 60_000;
const NEW = { isNew: true } as const;

/** What verify finds in a log, and in a fact that no rule would have written behind it. */
function foundIn({ bench: { log, state } }: Market, forged?: StreamFact): string | null {
  const checked = new StreamFacts(emptyStream(state.streamId));
  try {
    for (const { text, seq, atMs } of log) checked.take(JSON.parse(text), { seq, atMs });
    if (forged) checked.take(forged, { seq: log.length + 1, atMs: state.atMs });
    return null;
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return `${error.finding.invariant}: ${error.finding.found}`;
  }
}

function booksOf(market: Market): void {
  const { bench } = market;
  expect(foundIn(market)).toBeNull();
  expect(auditBooks(bench.state, bench.orders())).toEqual([]);
  expect(writeState(replay(bench.log, emptyStream(bench.state.streamId)))).toBe(writeState(bench.state));
}

describe('[O13] an unpaid order that is paid on delivery instead', () => {
  test('keeps its flash price, its voucher and its units, and is as if it had been ordered so', () => {
    const market = aLiveStream(aProduct('mug', { stock: 10, price: 2_290 }));
    const voucherId = market.host.makesVoucher({ cap: 5 });
    market.host.startsFlash('mug', { price: 1_790 });
    const ana = market.buyer('ana');
    const orderId = ana.takes('mug', 2);
    const before = ana.order(orderId);
    expect(before.lines[0]).toMatchObject({ unitPriceMinor: 1_790 });
    expect(before.vouchers).toEqual([voucherId]);
    market.passes(11_000);
    const facts = factsOf(ana.paysAtDoor(orderId));
    const paidAtMs = market.bench.nowMs;
    expect(facts).toEqual([
      {
        type: 'order_payment_changed',
        ...{ orderId, payment: 'cash_on_delivery', isNew: false, networkTag: '-' },
      },
      {
        type: 'order_paid',
        ...{
          orderId,
          paymentId: `cash:${orderId}`,
          amountMinor: before.totalMinor,
          method: 'cash_on_delivery',
        },
        ...{ paidAtMs, late: false, fromLapsed: [] },
      },
    ]);
    const order = ana.order(orderId);
    expect(order).toMatchObject({
      status: 'PAID',
      payment: 'cash_on_delivery',
      totalMinor: before.totalMinor,
    });
    expect(order.vouchers).toEqual([voucherId]);
    expect(market.shelf('mug')).toMatchObject({ unpaid: 0, sold: 2 });
    // Nobody has paid yet: who is new stays new, and nothing waits for money online.
    const { hasPaid, unpaid } = market.bench.state.buyers.get(ana.buyerId)!;
    expect([hasPaid, unpaid]).toEqual([false, undefined]);
    // Its window is over, and nothing happens; a second tap answers the same.
    market.passes(20 * MINUTE);
    expect(ana.order(orderId).status).toBe('PAID');
    expect(factsOf(ana.paysAtDoor(orderId))).toEqual([]);
    booksOf(market);
  });

  test('is refused where it is paid, over, not its buyer’s, or where the stream takes no cash; nothing changes', () => {
    const market = aLiveStream(aProduct('mug', { stock: 20 }));
    const ana = market.buyer('ana');
    const [paid, cancelled, expired] = [ana.buys('mug'), ana.takes('mug'), ana.takes('mug')];
    expect(refusalOf(market.buyer('bo').paysAtDoor(expired))).toEqual({ code: 'NOT_FOUND' });
    replyOf(ana.cancels(cancelled));
    market.passes(16 * MINUTE);
    const over = { code: 'PAYMENT_FIXED', reason: 'over' };
    expect(refusalOf(ana.paysAtDoor(paid))).toEqual({ code: 'PAYMENT_FIXED', reason: 'paid' });
    expect(refusalOf(ana.paysAtDoor(cancelled))).toEqual(over);
    expect(refusalOf(ana.paysAtDoor(expired))).toEqual(over);
    booksOf(market);
    const online = aLiveStream(aProduct('mug'), { payments: ['sandbox'] });
    const bo = online.buyer('bo');
    const orderId = bo.takes('mug');
    expect(refusalOf(bo.paysAtDoor(orderId))).toEqual({ code: 'PAYMENT_FAILED', possible: ['sandbox'] });
    expect(refusalOf(bo.paysAtDoor(orderId, { isPracticeOff: true }))).toMatchObject({ possible: [] });
    booksOf(online);
  });

  test('[H8] a newcomer’s counts as cash under way instead of unpaid, within two orders and 20 units', () => {
    const market = aLiveStream(aProduct('mug', { stock: 100 }), { settings: { maxUnpaidOrders: 0 } });
    const ana = market.buyer('ana', { ...NEW, network: 'village' });
    const [first, second, third] = [ana.takes('mug', 3), ana.takes('mug', 2), ana.takes('mug')];
    const kept = () => market.bench.state.networks.get('item:1')?.kept.get('village');
    expect(kept()).toBe(6);
    replyOf(ana.paysAtDoor(first, NEW));
    replyOf(ana.paysAtDoor(second, NEW));
    const buyer = () => market.bench.state.buyers.get(ana.buyerId)!;
    expect(cashUnderWay(buyer())).toEqual({ orders: 2, units: 5 });
    expect(market.item('mug')).toMatchObject({ newCashUnits: 5, newUnpaidUnits: 1 });
    expect([kept(), buyer().unpaid]).toEqual([6, [third]]);
    expect(refusalOf(ana.paysAtDoor(third, NEW))).toEqual({
      code: 'NEWCOMER_CASH',
      ...{ maxOrders: 2, maxUnits: 20, possible: ['sandbox'] },
    });
    // Who has paid online since is no newcomer: the bound is not theirs, and nothing of it is kept from others.
    replyOf(ana.pays(third));
    const fourth = ana.takes('mug');
    replyOf(ana.paysAtDoor(fourth, NEW));
    expect(cashUnderWay(buyer())).toEqual({ orders: 2, units: 5 });
    expect(kept()).toBe(5);
    booksOf(market);
  });

  test('[H8] a bar refuses it, by its item and by its network; a release takes it where it was previewed as cash', () => {
    const market = aLiveStream(aProduct('mug', { stock: 50 }), { settings: { maxUnpaidOrders: 0 } });
    const ana = market.buyer('ana', { ...NEW, network: 'village' });
    const [first, second] = [ana.takes('mug', 2), ana.takes('mug', 1)];
    const { upTo } = cashView(market.bench.state);
    const from = { ...NEW, from: 'elsewhere' };
    replyOf(ana.paysAtDoor(first, from));
    // It became one for cash after the preview, wherever it was placed.
    const of = { kind: 'network', tag: 'village' } as const;
    expect(replyOf(market.host.releases(of, upTo))).toMatchObject({ released: 0, left: 0 });
    expect(replyOf(market.host.releases(of))).toMatchObject({ released: 1 });
    expect(ana.order(first)).toMatchObject({ status: 'CANCELLED', isReleased: true });
    // Its units are the village's, wherever its buyer is by now.
    expect(refusalOf(ana.paysAtDoor(second, from))).toEqual({ code: 'CASH_BARRED', possible: ['sandbox'] });
    replyOf(ana.cancels(second));
    expect(market.shelf('mug')).toEqual({ available: 50, held: 0, unpaid: 0, sold: 0 });
    booksOf(market);
  });

  test('a payment that arrives afterwards goes back the way it came, before and after a cancellation, and alarms nobody', () => {
    const market = aLiveStream(aProduct('mug'));
    const ana = market.buyer('ana');
    const orderId = ana.takes('mug');
    replyOf(ana.paysAtDoor(orderId));
    const back = { type: 'payment_refunded', orderId, amountMinor: 2_990, method: 'sandbox' };
    const late = ana.pays(orderId);
    expect(factsOf(late)).toMatchObject([{ ...back, reason: 'second' }]);
    expect(replyOf(late).alarm).toBe(false);
    expect(market.shelf('mug')).toMatchObject({ unpaid: 0, sold: 1 });
    replyOf(ana.cancels(orderId));
    expect(ana.order(orderId)).toMatchObject({ status: 'CANCELLED', refundedMinor: 0 });
    expect(factsOf(ana.pays(orderId))).toMatchObject([{ ...back, reason: 'cancelled' }]);
    expect(market.shelf('mug')).toMatchObject({ available: 10, sold: 0 });
    booksOf(market);
  });
});

test('[INV10] [INV9] an order that was turned though it is paid, or beyond a newcomer’s cash, is found', () => {
  const market = aLiveStream(aProduct('mug', { stock: 50 }), { settings: { maxUnpaidOrders: 0 } });
  const ana = market.buyer('ana', { ...NEW });
  const turned = (orderId: string, isNew: boolean): StreamFact => ({
    type: 'order_payment_changed',
    ...{ orderId, payment: 'cash_on_delivery', isNew, networkTag: '-' },
  });
  const orders = [ana.takes('mug'), ana.takes('mug'), ana.takes('mug')] as const;
  for (const orderId of orders.slice(0, 2)) replyOf(ana.paysAtDoor(orderId, NEW));
  expect(foundIn(market, turned(orders[2], true))).toBe('INV9: 3 units in 3 cash orders of a new buyer');
  expect(foundIn(market, turned(orders[2], false))).toBeNull();
  expect(foundIn(market, turned(orders[0], false))).toMatch(/^INV10: another way to pay/);
});

const step = fc.record({
  act: fc.constantFrom('order', 'order', 'door', 'door', 'pay', 'cancel', 'wait', 'release'),
  who: fc.nat(2),
  units: fc.integer({ min: 1, max: 3 }),
  last: fc.nat(3),
});

test('[O13] [K1] however orders are placed, turned, paid, cancelled and run out, every count is that of the orders', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
      const market = aLiveStream(aProduct('mug', { stock: 30, limit: 12 }), {
        settings: { maxUnpaidOrders: 0 },
      });
      const buyers = ['ana', 'ben', 'cai'].map((name, index) =>
        market.buyer(name, {
          isNew: index > 0,
          network: index > 1 ? 'there' : 'here',
          phone: index > 1 ? 'one' : name,
        }),
      );
      const placed: { who: number; orderId: string }[] = [];
      for (const { act, who, units, last } of steps) {
        const buyer = buyers[who]!;
        const mine = placed.filter((each) => each.who === who).at(-1 - last)?.orderId;
        if (act === 'wait') market.passes(4 * MINUTE);
        else if (act === 'release') market.host.releases({ kind: 'item', itemNumber: 1 });
        else if (act === 'order') {
          if (buyer.adds('mug', units).outcome.kind !== 'accepted') continue;
          const { outcome } = buyer.orders();
          if (outcome.kind === 'accepted') placed.push({ who, orderId: outcome.reply.order.orderId });
        } else if (mine && act === 'pay') buyer.pays(mine);
        else if (mine && act === 'cancel') buyer.cancels(mine);
        else if (mine) {
          const total = buyer.order(mine).totalMinor;
          const { outcome } = buyer.paysAtDoor(mine, { isNew: buyer.isNew, from: buyer.network });
          expect(buyer.order(mine).totalMinor).toBe(total);
          if (outcome.kind === 'accepted') expect(outcome.reply.order.payment).toBe('cash_on_delivery');
        }
        const { state } = market.bench;
        expect(auditBooks(state, market.bench.orders())).toEqual([]);
        const orders = placed.flatMap(({ orderId }) => state.orders.look(orderId) ?? []);
        const unitsOf = (isMeant: (order: (typeof orders)[number]) => boolean) =>
          orders.filter(isMeant).reduce((sum, { lines }) => sum + lines[0]!.units, 0);
        expect(market.item('mug')).toMatchObject({
          newCashUnits: unitsOf(
            ({ isNew, status, payment }) => isNew && status === 'PAID' && payment !== 'sandbox',
          ),
          newUnpaidUnits: unitsOf(({ isNew, status }) => isNew && status === 'PLACED'),
          unpaid: unitsOf(({ status }) => status === 'PLACED'),
          sold: unitsOf(({ status }) => status === 'PAID'),
        });
      }
      booksOf(market);
    }),
    { numRuns: 60 },
  );
});
