import { afterEach, beforeEach, expect, test } from 'vitest';
import { createStream } from '../../server/market/stream/decide.ts';
import { defaultSettings } from '../../server/market/stream/settings.ts';
import type { ShopFact } from '../../server/shop/state.ts';
import type { StreamSummary } from '../../shared/market/stream/contract.ts';
import { accepted, MarketHouse, newGround } from '../builders/engine-house.ts';
import { at } from '../builders/market.ts';
import { openStreet, type Street, settled } from '../builders/street.ts';

let house: MarketHouse;
let street: Street | null = null;
beforeEach(async () => {
  house = await MarketHouse.open();
});
afterEach(async () => {
  await house.close();
  await street?.close();
  street = null;
});

/** One order of one unit by somebody new, as it is answered. */
async function orders(stream: StreamSummary, at = house) {
  return at.takes(await at.buyer(), stream);
}

/** Facts of the shop's log of these types, in their order. */
async function shopFacts(...types: ShopFact['type'][]): Promise<ShopFact[]> {
  const stored = await house.stores.store.factsAfter('shop', 0, 10_000, types);
  return stored.map(({ body, type }) => ({ ...JSON.parse(body).body, type }));
}

/** A stream as versions up to 0.3.0 made it: its name without a number, and then its first fact. */
async function olderStream(slug: string): Promise<string> {
  const { engines } = house.app;
  const streamId = house.ids.next();
  const { staffId, device } = house.host;
  const by = { staffId, device };
  const own = { readAtMs: house.clock.steadyMs(), ids: [], key: null };
  const named: ShopFact = { type: 'stream_named', streamId, slug, by };
  await engines.shop.submit({
    ...own,
    decide: () => ({ kind: 'accepted', facts: [named], reply: () => null }),
  });
  const engine = await engines.create(streamId);
  await engine.submit({
    ...own,
    decide: (state, when) =>
      createStream(
        state,
        {
          ...{ slug, title: slug, hostId: staffId, hostName: 'Yang', currency: 'CNY', holdPolicy: 'hold' },
          ...{ payments: ['sandbox'], scheduledAtMs: at('20:00'), settings: defaultSettings },
        },
        { ...when, by },
      ),
  });
  return streamId;
}

const numberOf = (streamId: string, at = house) => at.app.application.shopNumber(streamId);

test('[O7] two streams each have an order 1001, and nobody outside reads the same of both', async () => {
  const [one, two] = [await house.liveStream(5), await house.liveStream(5)];
  const placed = [await orders(one.stream), await orders(two.stream)];
  expect(placed.map(({ number }) => number)).toEqual(['1001', '1001']);
  expect(placed.map(({ reference }) => reference)).toEqual(['1-1001', '2-1001']);
});

test('[O7] wherever an order is told it has the one reference: to its buyer, on the console, in its status and in the way', async () => {
  await house.stream();
  const { stream } = await house.liveStream(9);
  const { streamId } = stream;
  const { application } = house.app;
  const buyer = await house.buyer();
  const key = house.ids.next();
  accepted(await house.adds(buyer, stream));
  const { addressId } = buyer;
  const lines = [{ itemNumber: 1, units: 1, unitPriceMinor: 2_990 }];
  const request = { key, lines, expectTotalMinor: 2_990, addressId, payment: 'sandbox' as const };
  const { order } = accepted(await house.live(buyer, stream, 'order:place', request));
  const again = accepted(await house.live(buyer, stream, 'order:place', request));
  const status = accepted(await application.orderStatus(buyer, streamId, key));
  const [mine] = await application.myOrders(buyer);
  const one = await application.myOrder(buyer, order.orderId);
  const { orders: own } = await application.privateView(streamId, buyer);
  const floor = await application.consoleFrame(streamId);
  await house.takes(buyer, stream);
  accepted(await house.adds(buyer, stream));
  const refused = await house.places(buyer, stream);
  const told = [
    ...[order, again.order, 'order' in status ? status.order : undefined, mine?.order, one?.order, own[0]],
    ...[floor.orders[0], !refused.ok && refused.code === 'UNPAID_ORDERS' ? refused.orders[0] : undefined],
  ];
  expect(told.map((each) => each?.reference)).toEqual(told.map(() => '2-1001'));
  expect(
    accepted(await house.live(buyer, stream, 'order:cancel', { orderId: order.orderId })).order,
  ).toMatchObject({ number: '1001', reference: '2-1001' });
});

test('[O7] an order is found by its reference, by its number alone the newest of its buyer’s, and nobody else’s', async () => {
  const [one, two] = [await house.liveStream(5), await house.liveStream(5)];
  const { application } = house.app;
  const buyer = await house.buyer();
  const older = await house.takes(buyer, one.stream);
  house.clock.passes(1_000);
  const newer = await house.takes(buyer, two.stream);
  const found = async (asked: string, who = buyer) => (await application.myOrder(who, asked))?.order.orderId;
  expect(await found('1-1001')).toBe(older.orderId);
  expect(await found('2-1001')).toBe(newer.orderId);
  expect(await found('1001')).toBe(newer.orderId);
  expect(await found(older.orderId)).toBe(older.orderId);
  expect([await found('3-1001'), await found('1002')]).toEqual([undefined, undefined]);
  expect(await found('1-1001', await house.buyer())).toBeUndefined();
});

test('[O7] [S1] a rehearsal has no number and takes none; its orders are called by their own alone', async () => {
  const first = await house.stream();
  const rehearsal = accepted(await house.app.application.rehearse(house.host, first.slug)).stream;
  const next = await house.stream();
  expect(await numberOf(rehearsal.streamId)).toBeNull();
  expect([await numberOf(first.streamId), await numberOf(next.streamId)]).toEqual([1, 2]);
});

test('[O7] [I1] a stream that is asked for again keeps its number, under another title too', async () => {
  const key = house.ids.next();
  const { application, engines } = house.app;
  const asks = (title: string) =>
    application.createStream(house.host, {
      ...{
        key,
        title,
        scheduledAtMs: at('20:00'),
        holdPolicy: 'hold',
        payments: ['sandbox'],
        currency: 'CNY',
      },
    });
  // The process dies between name and stream, and the host thinks of a better title.
  const { create } = engines;
  engines.create = () => Promise.reject(new Error('killed'));
  await expect(asks('Potatoes')).rejects.toThrow('killed');
  engines.create = create;
  const { stream } = accepted(await asks('Potato day'));
  accepted(await asks('Potato day'));
  expect(await numberOf(stream.streamId)).toBe(1);
  expect(await numberOf((await house.stream()).streamId)).toBe(2);
});

test('[O7] streams of before get their numbers at the next start, in the order in which they began, and never others', async () => {
  const older = [await olderStream('potatoes'), await olderStream('apples'), await olderStream('tea')];
  expect(await numberOf(older[0]!)).toBeNull();
  const heads = await Promise.all(older.map((id) => house.stores.store.head(id)));
  for (let start = 0; start < 3; start += 1) {
    await house.app.close();
    await house.starts();
    expect(await Promise.all(older.map((id) => numberOf(id)))).toEqual([1, 2, 3]);
  }
  expect(await shopFacts('stream_numbered')).toMatchObject(
    older.map((streamId, index) => ({ streamId, shopNumber: index + 1 })),
  );
  expect(await numberOf((await house.stream()).streamId)).toBe(4);
  // Nothing is written into their own logs.
  expect(await Promise.all(older.map((id) => house.stores.store.head(id)))).toEqual(heads);
});

test('[O7] a start that can’t write them says so and serves; the next one numbers them', async () => {
  const streamId = await olderStream('potatoes');
  await house.app.close();
  house.store.fates = [{ kind: 'failed', reason: 'full', message: 'full' }];
  await house.starts();
  expect(house.alarms).toContain('streams could not be numbered');
  await house.app.close();
  await house.starts();
  expect(await numberOf(streamId)).toBe(1);
});

test('[O7] servers that start at once number streams of before once', async () => {
  const older = [await olderStream('potatoes'), await olderStream('apples')];
  await house.app.close();
  const { clock, stores, ids } = house;
  street = await openStreet(3, { clock, stores, ids, cluster: null });
  await Promise.all(street.houses.map(({ app }) => app.close()));
  await Promise.all(street.houses.map((each) => each.starts()));
  for (const each of street.houses) {
    expect(await Promise.all(older.map((id) => numberOf(id, each)))).toEqual([1, 2]);
  }
  expect(await shopFacts('stream_numbered')).toHaveLength(2);
  await house.starts();
});

test('[O7] streams that several servers make at once have each a number of their own', async () => {
  street = await openStreet(3, newGround());
  const made = await Promise.all([...street.houses, ...street.houses].map((each) => each.stream()));
  const [first] = street.houses;
  const numbers = await Promise.all(made.map(({ streamId }) => numberOf(streamId, first)));
  expect(numbers.toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
});

test('[O7] a server that has not heard of a new stream yet looks its number up before it shows an order', async () => {
  street = await openStreet(2, newGround());
  const [first, second] = street.houses as [MarketHouse, MarketHouse];
  await street.cutBus();
  const { stream } = await first.liveStream(5);
  expect(second.app.engines.shopNumberOf(stream.streamId)).toBeNull();
  expect((await orders(stream, second)).reference).toBe('1-1001');
  await settled();
});

test('[O7] [C2] systems outside are told both, the same at every asking', async () => {
  const { stream } = await house.liveStream(5);
  await orders(stream);
  const told = async () => {
    const page = await house.app.webhookAdmin!.facts(stream.slug, 0, 200, ['order']);
    return page!.events;
  };
  const before = await told();
  const data = { number: '1001', reference: '1-1001' };
  expect(before).toMatchObject([{ event: { type: 'order.placed', data } }]);
  await house.app.close();
  await house.starts();
  expect(await told()).toEqual(before);
});
