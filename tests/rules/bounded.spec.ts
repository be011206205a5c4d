import { expect, test } from 'vitest';
import { emptyStream } from '../../server/market/market.ts';
import { writeState } from '../../server/market/snapshot.ts';
import { auditBooks } from '../builders/audit.ts';
import { replay } from '../builders/bench.ts';
import { aLiveStream, aProduct, type Market } from '../builders/market.ts';
import { refusalOf, replyOf } from '../builders/outcomes.ts';

const ORDERS = 5_000;
const BUYERS = 40;
const SECONDS_BETWEEN = 5;
const HOUR_MS = 3_600_000;

test('[bounded] a day of 5,000 orders keeps at most those of its last hour and the last closed ones in memory', () => {
  const kept = 100;
  const market = aLiveStream(aProduct('potato', { stock: 20_000 }), {
    settings: { closedOrdersKept: kept, maxUnpaidOrders: 0 },
  });
  const { bench } = market;
  bench.checksDecisions = false;
  const lastHour = HOUR_MS / (SECONDS_BETWEEN * 1_000);
  let most = 0;
  let longest = 0;
  for (let n = 0; n < ORDERS; n += 1) {
    const buyer = market.buyer(`buyer-${n % BUYERS}`);
    const orderId = buyer.takes('potato');
    if (n % 4 !== 0) replyOf(buyer.pays(orderId));
    if (n % 8 === 1) replyOf(buyer.cancels(orderId));
    market.passes(SECONDS_BETWEEN * 1_000);
    most = Math.max(most, bench.state.orders.size);
    longest = Math.max(longest, bench.state.buyers.get(buyer.buyerId)!.orderIds.length);
  }
  expect(most).toBeGreaterThan(kept);
  expect(most).toBeLessThanOrEqual(lastHour + kept + 1);
  expect(longest).toBeLessThanOrEqual(most);
  expect(bench.orders().length).toBe(ORDERS);
  expect(auditBooks(bench.state, bench.orders())).toEqual([]);
  market.passes(2 * HOUR_MS);
  expect(writeState(replay(bench.log, emptyStream(bench.state.streamId)))).toBe(writeState(bench.state));
}, 60_000);

/** A market that keeps two closed orders, and goes on until an order is forgotten. */
function aForgetfulMarket(): Market {
  return aLiveStream(aProduct('potato', { stock: 50, limit: 5 }), { settings: { closedOrdersKept: 2 } });
}

function forgets(market: Market, orderId: string): void {
  for (let n = 0; n < 10 && market.bench.state.orders.has(orderId); n += 1) {
    const passer = market.buyer('passer');
    replyOf(passer.cancels(passer.takes('potato')));
  }
  expect(market.bench.state.orders.has(orderId)).toBe(false);
}

test('[bounded][O3] a payment of a forgotten cancelled order goes back, once however often it is told', () => {
  const market = aForgetfulMarket();
  const ana = market.buyer('ana');
  const orderId = ana.takes('potato');
  replyOf(ana.cancels(orderId));
  forgets(market, orderId);
  replyOf(ana.pays(orderId, { paymentId: 'late' }));
  expect(market.bench.facts().slice(-2)).toMatchObject([
    { type: 'order_recalled', orderId },
    { type: 'payment_refunded', orderId, reason: 'cancelled' },
  ]);
  forgets(market, orderId);
  const { seq } = market.bench.state;
  replyOf(ana.pays(orderId, { paymentId: 'late' }));
  expect(market.bench.state.seq).toBe(seq);
});

test('[bounded][O3] an unpaid order stays in memory and runs out in time, whatever its provider said of it', () => {
  const market = aForgetfulMarket();
  const ana = market.buyer('ana');
  const orderId = ana.takes('potato');
  replyOf(ana.pays(orderId, { outcome: 'declined' }));
  replyOf(ana.pays(orderId, { amount: 1 }));
  for (let n = 0; n < 10; n += 1) {
    const passer = market.buyer('passer');
    replyOf(passer.cancels(passer.takes('potato')));
  }
  expect(market.bench.state.orders.get(orderId)?.status).toBe('PLACED');
  market.passes(15 * 60_000);
  expect(ana.order(orderId).status).toBe('EXPIRED');
  expect(market.shelf('potato')).toEqual({ available: 50, held: 0, unpaid: 0, sold: 0 });
});

test('[bounded][F6][B1] a forgotten expired order is paid late and counts again', () => {
  const market = aForgetfulMarket();
  const ana = market.buyer('ana');
  const orderId = ana.takes('potato', 2);
  market.passes(20 * 60_000);
  forgets(market, orderId);
  expect(market.bench.state.buyers.get(ana.buyerId)!.taken).toEqual([]);
  replyOf(ana.pays(orderId));
  expect(ana.order(orderId)).toMatchObject({ status: 'PAID', late: true });
  expect(market.bench.state.cancellable.has(orderId)).toBe(true);
  expect(refusalOf(ana.adds('potato', 4))).toMatchObject({ code: 'BUYER_LIMIT', allowance: 3 });
  expect(market.shelf('potato').sold).toBe(2);
  forgets(market.passes(HOUR_MS), orderId);
});

test('[bounded][T2][K1] a producer cannot fill a forgotten paid order: refunded, and out of the world', () => {
  const market = aForgetfulMarket();
  const ana = market.buyer('ana');
  const orderId = ana.buys('potato', 3);
  forgets(market.passes(HOUR_MS), orderId);
  expect(refusalOf(ana.cancels(orderId)).code).toBe('NOT_CANCELLABLE');
  replyOf(market.host.cannotFill(orderId, 'potato', 1, 2_990));
  forgets(market, orderId);
  expect(refusalOf(market.host.cannotFill(orderId, 'potato', 3, 2_990)).code).toBe('NOT_CANCELLABLE');
  replyOf(market.host.cannotFill(orderId, 'potato', 2, 2_990));
  expect(ana.order(orderId)).toMatchObject({ refundedMinor: 8_970 });
  expect(market.shelf('potato').sold).toBe(0);
  expect(auditBooks(market.bench.state, market.bench.orders())).toEqual([]);
});

test("[bounded][H6] a new buyer's cash order counts while it is forgotten, until it is written off", () => {
  const market = aForgetfulMarket();
  const ben = market.buyer('ben', { isNew: true });
  replyOf(ben.adds('potato', 2));
  const { orderId } = replyOf(ben.orders({ payment: 'cash_on_delivery' })).order;
  forgets(market.passes(HOUR_MS), orderId);
  expect(market.item('potato').newBuyerUnits).toBe(2);
  replyOf(market.host.cannotFill(orderId, 'potato', 2, 2_990));
  expect(market.item('potato').newBuyerUnits).toBe(0);
});

test('[bounded][B2] a forgotten order belongs to whom its buyer has become', () => {
  const market = aForgetfulMarket();
  const [guest, ana] = [market.buyer('guest'), market.buyer('ana')];
  const orderId = guest.takes('potato');
  market.passes(20 * 60_000);
  forgets(market, orderId);
  replyOf(guest.becomes(ana));
  expect(refusalOf(market.buyer('ben').cancels(orderId)).code).toBe('NOT_FOUND');
  replyOf(ana.pays(orderId));
  expect(market.bench.state.orders.get(orderId)).toMatchObject({ buyerId: ana.buyerId, status: 'PAID' });
  expect(market.bench.state.buyers.get(ana.buyerId)!.orderIds).toEqual([orderId]);
  expect(replyOf(ana.cancels(orderId)).order.status).toBe('CANCELLED');
});

test('[bounded] a cancellation that is repeated after the order was forgotten gets the same answer', () => {
  const market = aForgetfulMarket();
  const ana = market.buyer('ana');
  const orderId = ana.takes('potato');
  replyOf(ana.cancels(orderId));
  forgets(market, orderId);
  const { seq } = market.bench.state;
  expect(replyOf(ana.cancels(orderId)).order).toMatchObject({ orderId, status: 'CANCELLED' });
  expect(market.bench.state.seq).toBe(seq);
});

test('[bounded] an order that was forgotten or recalled since it was looked up must be looked up again', () => {
  const market = aForgetfulMarket();
  const { bench } = market;
  const ana = market.buyer('ana');
  const orderId = ana.takes('potato');
  replyOf(ana.cancels(orderId));
  const inMemory = bench.lookUp(orderId);
  expect(inMemory).toBeNull();
  forgets(market, orderId);
  expect(refusalOf(ana.cancels(orderId, inMemory))).toMatchObject({ code: 'UNAVAILABLE' });
  const before = bench.lookUp(orderId);
  replyOf(ana.pays(orderId));
  forgets(market, orderId);
  expect(refusalOf(ana.cancels(orderId, before))).toMatchObject({ code: 'UNAVAILABLE' });
  replyOf(ana.cancels(orderId));
});
