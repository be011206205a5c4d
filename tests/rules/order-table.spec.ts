import { expect, test } from 'vitest';
import { aLiveStream, aProduct, at } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';

const statusOf = (m: ReturnType<typeof aLiveStream>, orderId: string) =>
  m.bench.state.orders.get(orderId)!.status;

test('[O1] – → PLACED: held → unpaid, pay by +15 min', () => {
  const m = aLiveStream(aProduct('mug')).until('20:00');
  m.buyer('ana').adds('mug');
  expect(replyOf(m.buyer('ana').orders()).order).toMatchObject({ status: 'PLACED', payByMs: at('20:15') });
});

test('[O1] – → PLACED with any flash line: +10 min', () => {
  const m = aLiveStream(aProduct('mug'), aProduct('cap')).until('20:00');
  m.host.startsFlash('cap');
  m.buyer('ana').adds('mug');
  m.buyer('ana').adds('cap');
  expect(replyOf(m.buyer('ana').orders()).order.payByMs).toBe(at('20:10'));
});

test('[T5] PLACED → PAID up to the deadline; the time is the notice’s receivedAt', () => {
  const m = aLiveStream(aProduct('mug')).until('20:00');
  const orderId = m.buyer('ana').takes('mug');
  replyOf(m.until('20:14:59.999').buyer('ana').pays(orderId));
  expect(m.buyer('ana').order(orderId)).toMatchObject({
    status: 'PAID',
    late: false,
    paidAtMs: at('20:14:59.999'),
  });
});

test('[orders] PLACED → CANCELLED by the buyer', () => {
  const m = aLiveStream(aProduct('mug'));
  const { order } = replyOf(m.buyer('ana').cancels(m.buyer('ana').takes('mug')));
  expect(order).toMatchObject({ status: 'CANCELLED', refundedMinor: 0 });
});

test('[T6] PLACED → EXPIRED at the deadline, with its own time', () => {
  const m = aLiveStream(aProduct('mug')).until('20:00');
  const orderId = m.buyer('ana').takes('mug');
  m.until('20:40');
  expect(statusOf(m, orderId)).toBe('EXPIRED');
  expect(m.bench.facts().at(-1)).toMatchObject({ type: 'order_expired', dueAtMs: at('20:15') });
  expect(m.bench.log.at(-1)!.atMs).toBe(at('20:15'));
});

test('[orders] a payment_pending before the deadline gives +2 min, once', () => {
  const m = aLiveStream(aProduct('mug')).until('20:00');
  const orderId = m.buyer('ana').takes('mug');
  m.until('20:14').buyer('ana').pays(orderId, { outcome: 'pending', paymentId: 'a' });
  m.until('20:15').buyer('ana').pays(orderId, { outcome: 'pending', paymentId: 'b' });
  m.until('20:16:59.999');
  expect(statusOf(m, orderId)).toBe('PLACED');
  m.until('20:17');
  expect(statusOf(m, orderId)).toBe('EXPIRED');
});

test('[orders] a declined payment changes nothing; the next may be good', () => {
  const m = aLiveStream(aProduct('mug'));
  const orderId = m.buyer('ana').takes('mug');
  m.buyer('ana').pays(orderId, { outcome: 'declined' });
  expect(statusOf(m, orderId)).toBe('PLACED');
  m.buyer('ana').pays(orderId);
  expect(statusOf(m, orderId)).toBe('PAID');
});

test('[orders] EXPIRED → PAID (late) if every line can be taken again', () => {
  const m = aLiveStream(aProduct('mug')).until('20:00');
  const orderId = m.buyer('ana').takes('mug', 2);
  m.until('20:30').buyer('ana').pays(orderId);
  expect(m.buyer('ana').order(orderId)).toMatchObject({ status: 'PAID', late: true });
  expect(m.shelf('mug')).toMatchObject({ available: 8, sold: 2 });
});

const reasons: [string, (m: ReturnType<typeof aLiveStream>) => void][] = [
  ['the stock is gone', (m) => m.buyer('ben').buys('mug', 9)],
  ['the price is another', (m) => replyOf(m.host.prices('mug', 3_500))],
  ['a limit is used up', (m) => m.buyer('ana').buys('mug', 2)],
];
test.each(reasons)('[orders][F6] EXPIRED → EXPIRED_REFUNDED if %s', (_why, happens) => {
  const m = aLiveStream(aProduct('mug', { stock: 10, limit: 9 }));
  const orderId = m.buyer('ana').takes('mug', 8);
  m.passes(900_000);
  happens(m);
  const facts = factsOf(m.buyer('ana').pays(orderId));
  expect(facts.map(({ type }) => type)).toEqual(['payment_refunded', 'order_expired_refunded']);
  expect(statusOf(m, orderId)).toBe('EXPIRED_REFUNDED');
});

test('[orders] EXPIRED: every line or none is taken again', () => {
  const m = aLiveStream(aProduct('mug'), aProduct('cap', { stock: 1 }));
  m.buyer('ana').adds('mug');
  m.buyer('ana').adds('cap');
  const orderId = m.buyer('ana').places();
  m.passes(900_000).buyer('ben').buys('cap');
  m.buyer('ana').pays(orderId);
  expect(statusOf(m, orderId)).toBe('EXPIRED_REFUNDED');
  expect(m.shelf('mug').available).toBe(10);
});

test('[S4] EXPIRED: after CLOSED a late payment is refunded, not revived', () => {
  const m = aLiveStream(aProduct('mug'));
  const orderId = m.buyer('ana').takes('mug');
  m.host.endsStream();
  m.passes(3_600_000).buyer('ana').pays(orderId);
  expect(statusOf(m, orderId)).toBe('EXPIRED_REFUNDED');
});

test('[orders] CANCELLED: a late payment is refunded, never revived', () => {
  const m = aLiveStream(aProduct('mug'));
  const orderId = m.buyer('ana').takes('mug');
  m.buyer('ana').cancels(orderId);
  expect(factsOf(m.buyer('ana').pays(orderId))).toMatchObject([
    { type: 'payment_refunded', reason: 'cancelled', amountMinor: 2_990 },
  ]);
  expect(statusOf(m, orderId)).toBe('CANCELLED');
});

test('[T5] PAID → CANCELLED within the free hour, refunded in full; not at its end', () => {
  const m = aLiveStream(aProduct('mug')).until('20:00');
  const [first, second] = [m.buyer('ana').buys('mug'), m.buyer('ana').buys('mug')];
  const { order } = replyOf(m.until('20:59:59.999').buyer('ana').cancels(first));
  expect(order).toMatchObject({ status: 'CANCELLED', refundedMinor: 2_990 });
  expect(refusalOf(m.until('21:00').buyer('ana').cancels(second)).code).toBe('NOT_CANCELLABLE');
});

test('[orders] PAID stays PAID when the producer cannot fill a line: that line is refunded', () => {
  const m = aLiveStream(aProduct('mug'));
  const orderId = m.buyer('ana').buys('mug', 3);
  replyOf(m.host.cannotFill(orderId, 'mug', 2));
  expect(m.buyer('ana').order(orderId)).toMatchObject({ status: 'PAID', refundedMinor: 5_980 });
  expect(refusalOf(m.host.cannotFill(orderId, 'mug', 2)).code).toBe('NOT_CANCELLABLE');
});

test('[orders][T2] what was refunded for a line is not refunded again when the rest is cancelled', () => {
  const m = aLiveStream(aProduct('mug'));
  const orderId = m.buyer('ana').buys('mug', 3);
  m.host.cannotFill(orderId, 'mug', 1);
  expect(factsOf(m.buyer('ana').cancels(orderId))).toMatchObject([{ refundMinor: 5_980 }]);
  expect(m.buyer('ana').order(orderId).refundedMinor).toBe(8_970);
  expect(m.shelf('mug')).toEqual({ available: 9, held: 0, unpaid: 0, sold: 0 });
});

test('[orders] cash on delivery is PAID at once, and the buyer owes nothing back', () => {
  const m = aLiveStream(aProduct('mug'));
  m.buyer('ana').adds('mug');
  const orderId = m.buyer('ana').places({ payment: 'cash_on_delivery' });
  expect(statusOf(m, orderId)).toBe('PAID');
  expect(replyOf(m.buyer('ana').cancels(orderId)).order.refundedMinor).toBe(0);
});

test.each([
  ['a wrong amount', { amount: 1 }, 'amount', 'PLACED'],
  ['a wrong amount, too much', { amount: 9_999 }, 'amount', 'PLACED'],
] as const)('[orders] %s is refunded and alarmed, the order unchanged', (_what, story, reason, status) => {
  const m = aLiveStream(aProduct('mug'));
  const orderId = m.buyer('ana').takes('mug');
  const attempt = m.buyer('ana').pays(orderId, story);
  expect(replyOf(attempt).alarm).toBe(true);
  expect(factsOf(attempt)).toMatchObject([{ type: 'payment_refunded', reason }]);
  expect(statusOf(m, orderId)).toBe(status);
});

test('[orders] a second payment is refunded and alarmed; the same notice twice does nothing', () => {
  const m = aLiveStream(aProduct('mug'));
  const orderId = m.buyer('ana').takes('mug');
  m.buyer('ana').pays(orderId, { paymentId: 'a' });
  expect(factsOf(m.buyer('ana').pays(orderId, { paymentId: 'a' }))).toEqual([]);
  const second = m.buyer('ana').pays(orderId, { paymentId: 'b' });
  expect(factsOf(second)).toMatchObject([{ type: 'payment_refunded', reason: 'second' }]);
  expect(replyOf(second).alarm).toBe(true);
});

test('[orders] somebody else’s order is not there', () => {
  const m = aLiveStream(aProduct('mug'));
  const orderId = m.buyer('ana').takes('mug');
  expect(refusalOf(m.buyer('eve').cancels(orderId)).code).toBe('NOT_FOUND');
  expect(refusalOf(m.buyer('eve').pays('no-such-order')).code).toBe('NOT_FOUND');
});
