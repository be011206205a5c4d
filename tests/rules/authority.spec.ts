import { expect, test } from 'vitest';
import {
  mayDo,
  mayPack,
  rightsOn,
  seesFloorPrices,
  seesOrders,
} from '../../server/market/kernel/authority.ts';
import { consoleFrame, rightOf } from '../../server/market/market.ts';
import { undo } from '../../server/market/undo.ts';
import type { Grant } from '../../shared/market/stream/contract.ts';
import { idOf } from '../builders/bench.ts';
import { aLiveStream, aProduct } from '../builders/market.ts';
import { refusalOf, replyOf } from '../builders/outcomes.ts';

const helper = idOf(940_001);

test('[A1] the host and operators may do everything, a stranger sees no stream', () => {
  const { state } = aLiveStream().bench;
  expect(rightsOn(state, { staffId: state.hostId, role: 'host' })?.isHost).toBe(true);
  expect(rightsOn(state, { staffId: helper, role: 'operator' })?.isHost).toBe(true);
  expect(rightsOn(state, { staffId: helper, role: 'host' })).toBeNull();
  expect(rightsOn(state, { staffId: helper, role: 'analyst' })).toBeNull();
});

test('[A1] who works elsewhere by now keeps nothing of a stream that they made, or were granted something on', () => {
  const m = aLiveStream(aProduct('potato'));
  const { state } = m.bench;
  const pin = replyOf(m.host.pins('potato'));
  m.host.grants(helper, ['pin', 'orders:view']);
  for (const role of ['packer', 'analyst', 'producer'] as const) {
    expect(rightsOn(state, { staffId: state.hostId, role }), role).toBeNull();
    expect(rightsOn(state, { staffId: helper, role }), role).toBeNull();
  }
  const former = { staffId: state.hostId, role: 'assistant' } as const;
  expect(rightsOn(state, former)).toBeNull();
  expect(mayPack(state, former, rightOf('parcel:pack'))).toBe(false);
  expect(mayPack(state, { ...former, role: 'host' }, rightOf('parcel:pack'))).toBe(true);
  expect(mayPack(state, { ...former, role: 'packer' }, rightOf('parcel:pack'))).toBe(true);
  // Granted something by whoever runs it now, they may do that and take that back, no more.
  m.host.grants(state.hostId, ['stock']);
  const rights = rightsOn(m.bench.state, former)!;
  expect(rights).toEqual({ isHost: false, grants: ['stock'] });
  const undone = m.bench.send((now, by) => undo(now, { seq: pin.version }, { ...by, by: m.host.by, rights }));
  expect(refusalOf(undone).code).toBe('FORBIDDEN');
});

test('[A1] orders and floor prices are for the host, and for the grants that need them', () => {
  const sight = (...grants: Grant[]) => {
    const rights = { isHost: false, grants };
    return { orders: seesOrders(rights), floorPrices: seesFloorPrices(rights) };
  };
  expect(sight('pin', 'voucher', 'chat')).toEqual({ orders: false, floorPrices: false });
  expect(sight('orders:view')).toEqual({ orders: true, floorPrices: false });
  for (const grant of ['flash', 'lineup', 'stock'] as const) expect(sight(grant).floorPrices).toBe(true);
  const host = { isHost: true, grants: [] };
  expect([seesOrders(host), seesFloorPrices(host)]).toEqual([true, true]);
});

test('[A1] an assistant may do what was granted, until it is taken away', () => {
  const m = aLiveStream();
  m.host.grants(helper, ['pin', 'stock']);
  const rights = () => rightsOn(m.bench.state, { staffId: helper, role: 'assistant' })!;
  expect(mayDo(rights(), rightOf('lineup:pin'))).toBe(true);
  expect(mayDo(rights(), rightOf('stock:stop'))).toBe(true);
  for (const command of ['flash-sale:start', 'lineup:add', 'lineup:set-price', 'stream:end'] as const) {
    expect(mayDo(rights(), rightOf(command))).toBe(false);
  }
  expect(mayDo(rights(), rightOf('order:cannot-fill'))).toBe(false);
  m.host.grants(helper, []);
  expect(rights()).toBeNull();
});

test('[A1] taking back needs the grant of doing', () => {
  const m = aLiveStream(aProduct('potato'));
  m.host.grants(helper, ['pin']);
  const stop = replyOf(m.host.stops('potato'));
  expect(refusalOf(m.host.as(helper).undoes(stop.version)).code).toBe('FORBIDDEN');
  const pin = replyOf(m.host.pins('potato'));
  replyOf(m.host.as(helper).undoes(pin.version));
});

test('[A2] every console command is a fact with actor and device; the log holds the old beside the new', () => {
  const m = aLiveStream(aProduct('potato'), aProduct('walnut'));
  const flashId = m.host.startsFlash('potato', { prelaunch: 60 });
  m.host.edits(flashId, { cap: 4 });
  m.host.endsFlash(flashId);
  const pin = replyOf(m.host.pins('potato'));
  m.host.undoes(pin.version);
  m.host.reorders(['walnut', 'potato']);
  m.host.stops('potato');
  m.host.resumes('potato');
  m.host.adjusts('potato', 2);
  m.host.prices('potato', 2_500);
  m.host.cannotFill(m.buyer('ana').buys('potato'), 'potato', 1);
  m.host.losesMedia();
  m.host.findsMedia();
  m.host.grants(helper, ['pin']);
  m.host.removes('walnut');
  m.host.endsStream();
  const byNobody = new Set([
    'stock_transferred_in',
    'flash_sale_started',
    'cart_added',
    'order_placed',
    'order_paid',
  ]);
  const facts = m.bench.facts().filter(({ type }) => !byNobody.has(type));
  for (const fact of facts) expect(fact, fact.type).toMatchObject({ by: m.host.by });
  expect(facts).toContainEqual(
    expect.objectContaining({ type: 'price_changed', wasMinor: 2_990, nowMinor: 2_500 }),
  );
});

test('[A3] no fact carries a name, a phone or an address of a buyer', () => {
  const m = aLiveStream(aProduct('potato'));
  m.buyer('ana', { phone: 'tag-of-the-phone' }).buys('potato');
  const placed = m.bench.facts().find(({ type }) => type === 'order_placed');
  expect(Object.keys(placed!).sort()).toEqual(
    [
      'addressId',
      'buyerId',
      'goodsMinor',
      'isNew',
      'lines',
      'networkTag',
      'nth',
      'number',
      'orderId',
      'payByMs',
      'payment',
      'phoneTag',
      'shippingMinor',
      'totalMinor',
      'type',
    ].sort(),
  );
});

test('[A3] the floor sees every counter and order, and who of nobody', () => {
  const m = aLiveStream(aProduct('potato', { stock: 30 }));
  const [ana, ben] = [m.buyer('ana', { phone: 'tag-of-ana' }), m.buyer('ben')];
  ana.buys('potato', 2);
  ben.adds('potato', 3);
  const frame = consoleFrame(m.bench.state, 'abcd1234');
  expect(frame.items).toMatchObject([{ available: 25, held: 3, sold: 2 }]);
  expect(frame.orders).toMatchObject([{ number: '1001', units: 2 }]);
  for (const name of [ana.buyerId, ben.buyerId, 'tag-of-ana', idOf(930_000)]) {
    expect(JSON.stringify(frame)).not.toContain(name);
  }
});
