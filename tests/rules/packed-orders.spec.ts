import { expect, test } from 'vitest';
import { decodeOrder, encodeOrder } from '../../server/market/order/codec.ts';
import type { Order } from '../../server/market/order/order.ts';
import { Orders } from '../../server/market/order/orders.ts';
import { aLiveStream, aProduct } from '../builders/market.ts';

function anOrder(orderId: string, more: Partial<Order> = {}): Order {
  const goods = [aProduct('mug', { stock: 5 }), aProduct('cap', { stock: 5 })];
  const m = aLiveStream(...goods, { holdPolicy: 'first_paid' });
  const placed = m.buyer('ana').orders({ lines: { mug: 2, cap: 1 } });
  if (placed.outcome.kind !== 'accepted') throw new Error('The order was not taken.');
  return { ...m.bench.order(placed.outcome.reply.order.orderId)!, orderId, ...more };
}

/** Each member that only some orders have, and one that nobody knows. */
const uncommon = {
  shipping: [{ origin: 'Dingxi', feeMinor: 800, refundedMinor: 0, discounts: [] }],
  isOverseas: true,
  shown: { currency: 'EUR', rateMicros: 127_000 },
  vouchers: ['v1', 'v2'],
  claimsReturned: true,
  channel: 'jd',
  afterSale: { shipments: [], claims: [] },
  later: { b: [{ d: 1, c: null }], a: 'x' },
} as unknown as Partial<Order>;

test('a packed order comes back as it was, with what few orders have and what nobody knows yet', () => {
  const order = anOrder('o', uncommon);
  order.lines[0]!.holds = [{ holdId: 'h', units: 2 }];
  order.lines[0]!.discounts = [{ kind: 'voucher', funder: 'shop', minor: 300, voucherId: 'v1' }];
  order.lines[1]!.withdrawn = 1;
  expect(decodeOrder('o', encodeOrder(order))).toEqual(order);
  expect(decodeOrder('o', encodeOrder(anOrder('o')))).toEqual(anOrder('o'));
});

test('equal orders have equal texts, in whatever order their members were set', () => {
  const order = anOrder('o', uncommon);
  const turned = Object.fromEntries(Object.entries(order).reverse()) as unknown as Order;
  turned.lines = order.lines.map((line) => Object.fromEntries(Object.entries(line).reverse()) as never);
  expect(encodeOrder(turned)).toBe(encodeOrder(order));
  expect(encodeOrder(decodeOrder('o', encodeOrder(order)))).toBe(encodeOrder(order));
});

test('what is changed before the surplus is packed stays changed, however few lie open', () => {
  const orders = new Orders(1);
  for (const orderId of ['a', 'b', 'c']) orders.set(orderId, anOrder(orderId));
  orders.packSurplus();
  const found = ['a', 'b', 'c'].map((orderId) => orders.get(orderId)!);
  for (const [index, order] of found.entries()) order.refundedMinor = index + 1;
  orders.packSurplus();
  expect(['a', 'b', 'c'].map((orderId) => orders.get(orderId)?.refundedMinor)).toEqual([1, 2, 3]);
  expect([...orders.values()].map(({ refundedMinor }) => refundedMinor)).toEqual([1, 2, 3]);
});

test('an order that is only looked at stays packed, and shows what the last fact left', () => {
  const orders = new Orders(1);
  for (const orderId of ['a', 'b']) orders.set(orderId, anOrder(orderId));
  orders.packSurplus();
  orders.get('a')!.refundedMinor = 7;
  orders.packSurplus();
  const looks = ['a', 'b', 'a', 'b'].map((orderId) => orders.look(orderId));
  expect(looks.map((order) => order?.refundedMinor)).toEqual([7, 0, 7, 0]);
  // Nothing that a look gave is kept: only the one that was opened last is the same record each time.
  expect(orders.look('a')).toBe(orders.look('a'));
  expect(orders.look('b')).not.toBe(orders.look('b'));
  expect(orders.look('nobody')).toBeUndefined();
});

test('orders stand in the order in which they came, and their texts do not say how they lie', () => {
  const [few, many] = [new Orders(1), new Orders(10)];
  for (const orders of [few, many]) {
    for (const orderId of ['c', 'a', 'b']) orders.set(orderId, anOrder(orderId));
    orders.packSurplus();
    orders.get('c');
    orders.packSurplus();
    expect([...orders.keys()]).toEqual(['c', 'a', 'b']);
    expect([...orders].map(([orderId, order]) => [orderId, order.orderId])).toEqual([
      ['c', 'c'],
      ['a', 'a'],
      ['b', 'b'],
    ]);
  }
  expect(few.texts()).toEqual(many.texts());
  const read = Orders.read(few.texts());
  expect(read.texts()).toEqual(few.texts());
  expect(read.get('a')).toEqual(anOrder('a'));
});
