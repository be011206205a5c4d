import { expect, test } from 'vitest';
import { shownTo } from '../../server/application/stream/sight.ts';
import { consoleFrame } from '../../server/market/market.ts';
import { MINUTE } from '../../shared/values/time.ts';
import { auditBooks } from '../builders/audit.ts';
import { aLiveStream, aProduct } from '../builders/market.ts';

const market = () => aLiveStream(aProduct('mug', { stock: 50, price: 2_000 })).until('20:00');

test('GMV paid grows with each payment, and falls with nothing that comes after it', () => {
  const m = market();
  const { state } = m.bench;
  const ana = m.buyer('ana');
  const paid = ana.takes('mug', 3);
  expect(state.gmv).toEqual({
    ...{ paidMinor: 0, paidOrders: 0, atDoorMinor: 0 },
    ...{ unpaidMinor: 6_000, unpaidOrders: 1 },
  });
  ana.pays(paid);
  const sold = { paidMinor: 6_000, paidOrders: 1, atDoorMinor: 0, unpaidMinor: 0, unpaidOrders: 0 };
  expect(state.gmv).toEqual(sold);
  ana.cancels(paid);
  expect(ana.order(paid).status).toBe('CANCELLED');
  expect(state.gmv).toEqual(sold);
});

test('what nobody pays for leaves the unpaid, and a late payment of it counts', () => {
  const m = market();
  const { state } = m.bench;
  const [ana, bo] = [m.buyer('ana'), m.buyer('bo')];
  const late = ana.takes('mug', 1);
  bo.cancels(bo.takes('mug', 1));
  expect(state.gmv).toMatchObject({ unpaidMinor: 2_000, unpaidOrders: 1 });
  m.passes(16 * MINUTE);
  expect(state.gmv).toMatchObject({ unpaidMinor: 0, unpaidOrders: 0, paidMinor: 0 });
  ana.pays(late);
  expect(ana.order(late)).toMatchObject({ status: 'PAID', late: true });
  expect(state.gmv).toMatchObject({ paidMinor: 2_000, paidOrders: 1, unpaidMinor: 0, unpaidOrders: 0 });
});

test('[S4] what is paid after the close is not counted, as in the insights', () => {
  const m = market();
  m.host.setsTerms({ payMs: 120 * MINUTE });
  const ana = m.buyer('ana');
  const orderId = ana.takes('mug', 1);
  m.host.endsStream();
  m.passes(61 * MINUTE);
  expect(m.bench.state.status).toBe('CLOSED');
  ana.pays(orderId);
  expect(ana.order(orderId).status).toBe('PAID');
  expect(m.bench.state.gmv).toMatchObject({ paidOrders: 0, paidMinor: 0, unpaidOrders: 0 });
  expect(auditBooks(m.bench.state, m.bench.orders())).toEqual([]);
});

test('[O13] of it at the door: what is ordered so, and what is turned into it', () => {
  const m = market();
  const { state } = m.bench;
  const ana = m.buyer('ana');
  ana.adds('mug', 1);
  ana.places({ lines: { mug: 1 }, payment: 'cash_on_delivery' });
  expect(state.gmv).toMatchObject({ paidMinor: 2_000, atDoorMinor: 2_000, unpaidOrders: 0 });
  ana.paysAtDoor(ana.takes('mug', 2));
  expect(state.gmv).toMatchObject({ paidMinor: 6_000, atDoorMinor: 6_000, paidOrders: 2, unpaidMinor: 0 });
  ana.pays(ana.takes('mug', 1));
  expect(state.gmv).toMatchObject({ paidMinor: 8_000, atDoorMinor: 6_000 });
  expect(auditBooks(state, m.bench.orders())).toEqual([]);
});

test('[A1] a console without sight of orders hears no sum of them, and no target', () => {
  const m = market();
  m.host.setsTerms({ targetMinor: 300_000 });
  m.buyer('ana').takes('mug', 1);
  const frame = consoleFrame(m.bench.state, 'history');
  expect(frame).toMatchObject({ gmv: { unpaidMinor: 2_000 }, aims: { targetMinor: 300_000 } });
  const blind = shownTo({ orders: false, floorPrices: true }, frame);
  expect(blind).not.toHaveProperty('gmv');
  expect(blind).not.toHaveProperty('aims');
  expect(shownTo({ orders: true, floorPrices: false }, frame).gmv).toEqual(frame.gmv);
});

test('orders of an item: each once, however many lines; the paid ones stay counted when they are cancelled', () => {
  const m = aLiveStream(aProduct('mug', { stock: 50, price: 2_000 }), aProduct('cap', { stock: 9 }));
  const { state } = m.bench;
  const ana = m.buyer('ana');
  ana.adds('mug', 2);
  const flashId = m.host.startsFlash('mug', { price: 1_500 });
  m.passes(11_000);
  ana.adds('mug', 1);
  const both = ana.places({ declined: [flashId] });
  expect(ana.order(both).lines).toHaveLength(2);
  expect(state.itemOrders.get(1)).toEqual({ placed: 1, paid: 0 });
  ana.pays(both);
  ana.cancels(both);
  ana.takes('cap', 1);
  expect([...state.itemOrders.values()]).toEqual([
    { placed: 1, paid: 1 },
    { placed: 1, paid: 0 },
  ]);
  const { items } = consoleFrame(state, 'history');
  expect(items.map(({ orders }) => orders)).toEqual([...state.itemOrders.values()]);
  expect(auditBooks(state, m.bench.orders())).toEqual([]);
});
