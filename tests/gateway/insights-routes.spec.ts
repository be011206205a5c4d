import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StaffActor } from '../../server/application/application.ts';
import { analystOver } from '../../server/audit/analyst.ts';
import { insightsRoutes } from '../../server/gateway/http/sales/insights-routes.ts';
import { FirstActs } from '../../server/insights/floor/first-acts.ts';
import { emptyStream } from '../../server/market/market.ts';
import type { FunnelReport } from '../../shared/contract/funnel.ts';
import type { InsightsList } from '../../shared/contract/insights-list.ts';
import type { FilmPersons, MomentPage, StepsReply } from '../../shared/contract/moment.ts';
import type { PastReply, SalesReport } from '../../shared/contract/sales.ts';
import { viewOf } from '../../shared/live-view/changes.ts';
import type { Change } from '../../shared/live-view/entries.ts';
import type { StreamSummary } from '../../shared/market/stream/contract.ts';
import { accepted, type HouseBuyer, MarketHouse } from '../builders/engine-house.ts';
import { at } from '../builders/market.ts';

let house: MarketHouse;
beforeEach(async () => {
  house = await MarketHouse.open();
  noted.length = 0;
});
afterEach(() => house.close());

/** What was noted in the security log. */
const noted: { kind: string; what?: string; about?: string; by: string }[] = [];

/** The routes over a whole server's stores; questions are put as the front door would. */
function routes() {
  const { store, stores, app, clock } = house;
  const analyst = analystOver(async () => ({
    head: (logId) => store.head(logId),
    facts: (logId, after, limit) => store.factsAfter(logId, after, limit),
    close: async () => {},
  }));
  const handlers = insightsRoutes({
    readers: stores.readers,
    application: app.application,
    analyst,
    clock,
    directory: {
      staffById: async (staffId: string) =>
        staffId === house.host.staffId ? { staffId, name: house.host.name } : null,
    },
  } as never);
  const visitor = {
    note: (event: { kind: string }, { staffId }: StaffActor) => void noted.push({ ...event, by: staffId }),
  };
  const call =
    (name: keyof typeof handlers) =>
    (stream: { slug: string }, query: object = {}, actor: StaffActor = house.host) =>
      handlers[name]({ params: { slug: stream.slug }, query, staff: { actor }, visitor } as never);
  return {
    sales: call('sales'),
    gmv: call('gmv'),
    funnel: call('funnel'),
    floor: call('floor'),
    moment: call('moment'),
    steps: call('steps'),
    persons: call('filmPersons'),
    past: call('past'),
    list: (actor: StaffActor = house.host) => call('insightsList')({ slug: '' }, {}, actor),
  };
}

const passTo = (time: string) => house.clock.passes(at(time) - house.clock.nowMs());

async function aStreamOf(units: number, priceMinor: number): Promise<StreamSummary> {
  const { productId } = await house.product(units, priceMinor);
  const stream = await house.stream({ holdPolicy: 'hold' });
  accepted(await house.console(stream, 'lineup:add', { productId, units }));
  accepted(await house.console(stream, 'stream:go-live', {}));
  return stream;
}

async function buys(stream: StreamSummary, buyer: HouseBuyer, unitPriceMinor: number) {
  const seen = { itemNumber: 1, units: 1, seenPriceMinor: unitPriceMinor };
  accepted(await house.live(buyer, stream, 'cart:add', seen));
  const { order } = accepted(
    await house.live(buyer, stream, 'order:place', {
      lines: [{ itemNumber: 1, units: 1, unitPriceMinor }],
      expectTotalMinor: unitPriceMinor,
      addressId: buyer.addressId,
      payment: 'sandbox',
    }),
  );
  const notice = { noticeId: house.ids.next(), paymentId: house.ids.next(), orderId: order.orderId };
  const paid = { ...notice, amountMinor: unitPriceMinor, outcome: 'paid' as const };
  await house.app.application.payment(paid, house.clock.nowMs());
}

test('[K4] a moment shows the cart as its buyer saw it, and the refusals that touch its minute', async () => {
  await passTo('20:00');
  const stream = await aStreamOf(1, 2_990);
  const [first, second, third] = [await house.buyer(), await house.buyer(), await house.buyer()];
  const wants = { itemNumber: 1, units: 1, seenPriceMinor: 2_990 };
  await passTo('20:01');
  accepted(await house.live(first, stream, 'cart:add', wants));
  // Refusals are written within a second or so of each other: each has time for it here.
  for (const [time, later] of [
    ['20:01:10', '20:01:14'],
    ['20:01:30', '20:01:34'],
  ] as const) {
    await passTo(time);
    expect(await house.live(second, stream, 'cart:add', wants)).toMatchObject({ code: 'ALL_HELD' });
    await house.until(later);
  }
  const { moment } = routes();
  const seen = await moment(stream, { atMs: at('20:01:20'), buyer: first.buyerId });
  expect(seen).toMatchObject({
    ok: true,
    value: {
      moment: { atMs: at('20:01:20'), cart: { lines: [{ itemNumber: 1, holds: [{ units: 1 }] }] } },
      refusals: [],
    },
  });
  expect(await moment(stream, { atMs: at('20:01:20') })).toMatchObject({
    value: { refusals: [{ buyerId: second.buyerId, code: 'ALL_HELD', count: 2, largestAsk: 1 }] },
  });
  // Said once, it has no time between its first and its last: hardly any instant would lie there.
  await passTo('20:03:10');
  expect(await house.live(third, stream, 'cart:add', wants)).toMatchObject({ code: 'ALL_HELD' });
  await house.until('20:03:14');
  for (const [time, buyer] of [
    ['20:01:05', second],
    ['20:03:05', third],
    ['20:03:40', third],
  ] as const) {
    const around = { refusals: [{ buyerId: buyer.buyerId }] };
    expect(await moment(stream, { atMs: at(time) }), time).toMatchObject({ value: around });
  }
  for (const time of ['20:00:59', '20:02:30']) {
    expect(await moment(stream, { atMs: at(time) }), time).toMatchObject({ value: { refusals: [] } });
  }
  for (const wrong of [{}, { atMs: 1, seq: 1 }]) {
    expect(await moment(stream, wrong)).toMatchObject({ ok: false, refusal: { code: 'BAD_REQUEST' } });
  }
});

test('a moment has the viewer’s page of then, and again only once it has changed', async () => {
  await passTo('20:00');
  const stream = await aStreamOf(3, 2_990);
  const buyer = await house.buyer();
  await passTo('20:01');
  accepted(await house.console(stream, 'lineup:pin', { itemNumber: 1, version: 2 }));
  await passTo('20:02');
  await buys(stream, buyer, 2_990);
  const { moment } = routes();
  type Told = { value: { moment: { seq: number }; page?: MomentPage } };
  const told = async (query: object) => ((await moment(stream, query)) as unknown as Told).value;
  const before = await told({ atMs: at('20:01:30'), shownSeq: 0 });
  expect(viewOf(before.page!.changes as Change[])).toMatchObject({
    stream: { status: 'LIVE' },
    pins: [{ itemNumber: 1 }],
    cards: { 1: { listPriceMinor: 2_990 } },
    stock: { 1: { state: 'LOW', available: 3 } },
  });
  expect(before.page!.mine).toBeNull();
  expect((await told({ atMs: at('20:01:40'), shownSeq: before.moment.seq })).page).toBeUndefined();
  expect((await told({ atMs: at('20:01:30') })).page).toBeUndefined();
  const after = await told({ atMs: at('20:02:30'), shownSeq: before.moment.seq, buyer: buyer.buyerId });
  expect(viewOf(after.page!.changes as Change[])).toMatchObject({ stock: { 1: { available: 2 } } });
  expect(after.page!.mine).toMatchObject({ orders: [{ status: 'PAID' }] });
});

test('[A2, A6] who did what is named to whoever may know; a buyer who is followed is noted, once in ten minutes', async () => {
  await passTo('20:00');
  const stream = await aStreamOf(3, 2_990);
  const buyer = await house.buyer();
  const { application } = house.app;
  const wish = [{ itemNumber: 1, buyerId: buyer.buyerId }];
  accepted(await application.requestShows(wish, stream.streamId, house.clock.nowMs()));
  await buys(stream, buyer, 2_990);
  const helper = house.staff('host', 'Su');
  accepted(await house.console(stream, 'stream:grant', { staffId: helper.staffId, grants: ['stock'] }));
  const { steps, moment } = routes();
  type Told = { value: StepsReply };
  const told = async (query: object, actor?: StaffActor) =>
    ((await steps(stream, { after: 0, ...query }, actor)) as unknown as Told).value;
  const all = await told({});
  expect(all.people).toEqual([{ staffId: house.host.staffId, name: 'Yang' }]);
  expect(all.steps.find(({ type }) => type === 'stream_went_live')!.staffId).toBe(house.host.staffId);
  expect(all.steps.find(({ type }) => type === 'order_placed')!.staffId).toBeNull();
  // What names no item of its own says which ones it is about; an order's facts its number, to who may read orders.
  const only = (steps: StepsReply['steps'], type: string) => steps.find((each) => each.type === type)!;
  expect(only(all.steps, 'shows_requested')).toMatchObject({ itemNumber: null, items: [1] });
  expect(only(all.steps, 'order_placed')).toMatchObject({
    items: [1],
    order: expect.stringMatching(/^\d+$/),
  });
  const called = only(all.steps, 'order_placed');
  expect(all.buyers).toEqual([{ buyerId: called.buyerId, order: called.order }]);
  expect((await told({}, helper)).buyers).toEqual([]);
  expect(only((await told({}, helper)).steps, 'order_placed').order).toBeUndefined();
  // About an order's product are the facts of the order as well; round a place are those up to it.
  const ofItem = await told({ item: 1 });
  const types = ofItem.steps.map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(['item_added', 'cart_added', 'order_placed', 'order_paid']));
  expect(types).not.toContain('stream_went_live');
  const paidSeq = ofItem.steps.find(({ type }) => type === 'order_paid')!.seq;
  const before = await told({ after: paidSeq, before: 2, item: 1 });
  expect(before.steps.slice(0, 2).map(({ type }) => type)).toEqual(['order_placed', 'order_paid']);
  const ofHost = await told({ staff: house.host.staffId });
  expect(new Set(ofHost.steps.map(({ staffId }) => staffId))).toEqual(new Set([house.host.staffId]));
  // Who helps reads nobody's acts (A2), and follows nobody without the orders (A6).
  const helped = await told({ staff: house.host.staffId }, helper);
  expect(helped.people).toEqual([]);
  expect(new Set(helped.steps.map(({ staffId }) => staffId))).toEqual(new Set([null]));
  expect(helped.steps.length).toBe(all.steps.length);
  const follow = { atMs: house.clock.nowMs(), buyer: buyer.buyerId };
  expect(await moment(stream, follow, helper)).toMatchObject({ ok: false, refusal: { code: 'FORBIDDEN' } });
  expect(await steps(stream, { after: 0, buyer: buyer.buyerId }, helper)).toMatchObject({
    refusal: { code: 'FORBIDDEN' },
  });
  expect(noted).toEqual([]);
  for (const question of [1, 2])
    expect(await moment(stream, follow), `${question}`).toMatchObject({ ok: true });
  await told({ buyer: buyer.buyerId });
  const look = { kind: 'data_read', what: 'film', about: buyer.buyerId, by: house.host.staffId };
  expect(noted).toEqual([expect.objectContaining({ ...look, stream: stream.slug })]);
  house.clock.passes(10 * 60_000);
  await moment(stream, follow);
  expect(noted.length).toBe(2);
});

test('[A6] whoever added, ordered or was refused is told with the first time, by the number of an order; a refusal is an act', async () => {
  await passTo('20:00');
  const stream = await aStreamOf(1, 2_990);
  const [first, second] = [await house.buyer(), await house.buyer()];
  await passTo('20:01');
  await buys(stream, first, 2_990);
  const wants = { itemNumber: 1, units: 1, seenPriceMinor: 2_990 };
  for (const [time, later] of [
    ['20:03', '20:03:04'],
    ['20:05', '20:05:04'],
  ] as const) {
    await passTo(time);
    expect(await house.live(second, stream, 'cart:add', wants)).toMatchObject({ ok: false });
    await house.until(later);
  }
  const { persons, steps } = routes();
  type Persons = { ok: true; value: FilmPersons };
  const told = ((await persons(stream)) as unknown as Persons).value;
  expect(told).toMatchObject({
    persons: [
      { buyerId: first.buyerId, atMs: at('20:01'), nth: 1, order: expect.stringMatching(/^\d+$/) },
      { buyerId: second.buyerId, atMs: at('20:03') },
    ],
    hasMore: false,
  });
  expect(told.readSeq).toBe(told.headSeq);
  expect(told.persons[1]).not.toHaveProperty('order');
  // A list of names is no look at anybody; whoever may not read orders has none.
  expect(noted).toEqual([]);
  const helper = house.staff('host', 'Su');
  accepted(await house.console(stream, 'stream:grant', { staffId: helper.staffId, grants: ['stock'] }));
  expect(await persons(stream, {}, helper)).toMatchObject({ refusal: { code: 'FORBIDDEN' } });
  expect(await steps(stream, { after: 0, buyer: second.buyerId })).toMatchObject({
    value: {
      steps: [],
      refusals: [{ itemNumber: 1, firstAtMs: at('20:03'), lastAtMs: at('20:05'), count: 2 }],
    },
  });
  expect(noted).toMatchObject([{ what: 'film', about: second.buyerId }]);
  expect(await steps(stream, { after: 0, buyer: first.buyerId })).toMatchObject({ value: { refusals: [] } });
  expect(((await steps(stream, { after: 0 })) as unknown as { value: StepsReply }).value).not.toHaveProperty(
    'refusals',
  );
});

test('of more than are kept, the first are told and that there are more; a guest is the buyer of by now (B2)', () => {
  const state = emptyStream('0190a000-0000-7000-9000-0000000051ea');
  const acts = new FirstActs(state);
  const add = (n: number) => acts.on.cart_added({ buyerId: `b${n}` } as never, at('20:00') + n);
  for (let n = 0; n < 400; n += 1) add(n);
  const refusal = { itemNumber: 1, code: 'ALL_HELD', count: 1, largestAsk: 1 };
  const refused = [{ ...refusal, buyerId: 'r', firstAtMs: at('20:00') - 1, lastAtMs: at('20:00') }];
  state.aliases.set('b7', 'b9');
  const some = acts.tell(refused, 500);
  expect(some.hasMore).toBe(false);
  expect(some.persons.length).toBe(400);
  expect(some.persons[0]).toMatchObject({ buyerId: 'r' });
  expect(some.persons.find(({ buyerId }) => buyerId === 'b9')).toMatchObject({ atMs: at('20:00') + 7 });
  for (let n = 400; n < 1_500; n += 1) add(n);
  const many = acts.tell(refused, 500);
  expect(many.hasMore).toBe(true);
  expect(many.persons.length).toBe(500);
  expect(many.persons.at(-1)).toMatchObject({ buyerId: 'b499' });
});

test('the floor is read of the log and of who watched; another host’s stream is not found', async () => {
  await passTo('20:00');
  const stream = await aStreamOf(50, 2_990);
  const buyer = await house.buyer();
  await passTo('20:05');
  await buys(stream, buyer, 2_990);
  await house.stores.audience.record([
    {
      connectionId: 'a',
      streamId: stream.streamId,
      node: 'main',
      viewerId: buyer.buyerId,
      channel: 'direct',
      isStaff: false,
      fromMs: at('20:00'),
      toMs: at('20:10'),
    },
  ]);
  await passTo('20:10');
  const { floor, steps, sales } = routes();
  expect(await floor(stream)).toMatchObject({
    ok: true,
    value: { isWhole: true, acts: [], holds: { heldUnits: 1, placedUnits: 1, conversion: 1 }, flashes: [] },
  });
  expect(await steps(stream, { after: 0, limit: 2 })).toMatchObject({
    value: { steps: [{ seq: 1, type: 'stream_created' }, { seq: 2 }] },
  });
  expect(await sales(stream)).toMatchObject({ value: { summary: { gmvPaidMinor: 2_990, keptBuyers: 1 } } });
  const stranger = house.staff('host', 'Somebody else');
  for (const question of [floor, steps, sales]) {
    expect(await question(stream, { after: 0 }, stranger)).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
  }
  expect(await floor(stream, {}, house.staff('analyst', 'Wen'))).toMatchObject({ ok: true });
  expect(await floor({ slug: 'nowhere' })).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
});

test('whoever asks while a stream is being counted gets the same count, and the next question another', async () => {
  await passTo('20:00');
  const stream = await aStreamOf(50, 2_990);
  const { readers } = house.stores;
  const { sales: counted } = readers;
  let counts = 0;
  readers.sales = (...asked) => {
    counts += 1;
    return counted(...asked);
  };
  const { sales, list } = routes();
  const [one, two] = await Promise.all([sales(stream), sales(stream)]);
  expect(one).toEqual(two);
  expect(counts).toBe(1);
  await buys(stream, await house.buyer(), 2_990);
  await passTo('20:01');
  expect(await sales(stream)).toMatchObject({ value: { summary: { gmvPaidMinor: 2_990 } } });
  expect(counts).toBe(2);
  // Two who open the list of all streams count each once, too.
  await Promise.all([list(house.staff('analyst', 'Lan')), list(house.staff('analyst', 'Wen'))]);
  expect(counts).toBe(3);
});

test('a stream is compared with those that went live before it, newest first, of its host or of the shop', async () => {
  await passTo('20:00');
  const days: StreamSummary[] = [];
  for (const [n, time] of ['20:10', '20:20', '20:30'].entries()) {
    const stream = await aStreamOf(5, 1_000 * (n + 1));
    await passTo(time);
    await buys(stream, await house.buyer(), 1_000 * (n + 1));
    if (n < 2) accepted(await house.console(stream, 'stream:end', {}));
    days.push(stream);
  }
  house.clock.passes(1_000);
  const { past, list } = routes();
  // The list has all that were live with the numbers of their reports, for whoever may analyse them.
  type Told = { value: InsightsList };
  const numbersFor = async (actor: StaffActor) =>
    ((await list(actor)) as unknown as Told).value.streams.map(({ slug, numbers }) => [slug, numbers]);
  const one = (gmvPaidMinor: number) => ({ gmvPaidMinor, paidOrders: 1, payingBuyers: 1 });
  const listed = [2, 1, 0].map((n) => [days[n]!.slug, expect.objectContaining(one(1_000 * (n + 1)))]);
  expect(await numbersFor(house.staff('analyst', 'Lan'))).toEqual(listed);
  expect(await numbersFor(house.host)).toEqual(listed);
  expect(await numbersFor(house.staff('host', 'Su'))).toEqual([]);
  const answer = await past(days[2]!, { of: 'host' });
  expect(answer).toMatchObject({
    ok: true,
    value: {
      isWhole: true,
      streams: [
        { slug: days[1]!.slug, summary: { gmvPaidMinor: 2_000 }, categories: [{ gmvPaidMinor: 2_000 }] },
        { slug: days[0]!.slug, summary: { gmvPaidMinor: 1_000 } },
      ],
    },
  });
  expect(await past(days[2]!, { of: 'shop', limit: 1 })).toMatchObject({
    value: { streams: [{ slug: days[1]!.slug }] },
  });
  expect(await past(days[0]!, { of: 'shop' })).toMatchObject({ value: { isWhole: true, streams: [] } });
  // One that is on stands beside what they had at its minute: each was paid for in its tenth.
  const soFar = async (minutes: number) => {
    const told = (await past(days[2]!, { of: 'shop', minutes })) as unknown as { value: PastReply };
    return told.value.streams.map(({ summary }) => [summary.gmvPaidMinor, summary.paidOrders]);
  };
  expect(await soFar(9)).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(await soFar(11)).toEqual([
    [2_000, 1],
    [1_000, 1],
  ]);
  expect(await soFar(9)).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

test('GMV paid is the same on the console, on home and in the insights, within a second of each order and to the fen', async () => {
  await passTo('20:00');
  const stream = await aStreamOf(9, 2_990);
  const { sales, gmv } = routes();
  const buyers = [await house.buyer(), await house.buyer(), await house.buyer()];
  const three = async () => {
    const frame = await house.app.application.consoleFrame(stream.streamId);
    const home = (await gmv(stream)) as { value: { gmv: typeof frame.gmv } };
    const { value } = (await sales(stream)) as { value: SalesReport };
    return {
      console: [frame.gmv!.paidMinor, frame.gmv!.paidOrders],
      home: [home.value.gmv!.paidMinor, home.value.gmv!.paidOrders],
      insights: [value.summary.gmvPaidMinor, value.summary.paidOrders],
    };
  };
  for (const [index, buyer] of [...buyers, ...buyers].entries()) {
    await buys(stream, buyer, 2_990);
    await house.clock.passes(1_000);
    const now = [(index + 1) * 2_990, index + 1];
    expect(await three()).toEqual({ console: now, home: now, insights: now });
  }
  accepted(await house.console(stream, 'stream:end', {}));
  await passTo('22:00');
  const sold = [6 * 2_990, 6];
  expect(await three()).toEqual({ console: sold, home: sold, insights: sold });
});

test('the minutes of an item add up to what the report says of it, and the console asks the same of one', async () => {
  await passTo('20:00');
  const stream = await aStreamOf(9, 2_990);
  const { sales, funnel } = routes();
  const { streamId } = stream;
  for (const [index, minute] of [0, 1, 1].entries()) {
    await passTo(`20:0${minute}:${10 * index}`);
    const buyer = await house.buyer();
    await buys(stream, buyer, 2_990);
    const seenMinute = Math.floor(house.clock.nowMs() / 60_000);
    const exposed = { streamId, itemNumber: 1, viewerId: buyer.buyerId, channel: 'direct' as const };
    await house.stores.audience.expose([
      { ...exposed, shownMs: 5_000, isOpened: index > 0, oneIn: 2, seenMinute },
      ...(index > 0 ? [{ ...exposed, shownMs: 10, isOpened: true, oneIn: 2, openedMinute: seenMinute }] : []),
    ]);
  }
  await house.clock.passes(1_000);
  const { value: report } = (await sales(stream)) as { value: SalesReport };
  const { value: told } = (await funnel(stream)) as { value: FunnelReport };
  expect(told.isWhole).toBe(true);
  expect(told.minutes).toHaveLength(2);
  const sum = (step: 'seen' | 'tapped' | 'added' | 'ordered' | 'paid') =>
    told.minutes.reduce((all, minute) => all + (minute[step] ?? 0), 0);
  const [item] = report.items;
  expect(item).toMatchObject({ exposedViewers: 6, openedViewers: 4, adders: 3 });
  expect(sum('seen')).toBe(item!.exposedViewers);
  expect(sum('tapped')).toBe(item!.openedViewers);
  expect(sum('added')).toBe(item!.adders);
  expect([sum('ordered'), sum('paid')]).toEqual([report.summary.placedOrders, report.summary.paidOrders]);
  const one = await house.stores.readers.itemFunnel(streamId, 1);
  expect(one).toMatchObject({ seen: sum('seen'), tapped: sum('tapped'), added: sum('added'), oneIn: 2 });
  const { items } = await house.app.application.consoleFrame(streamId);
  expect(items[0]!.orders).toEqual({ placed: sum('ordered'), paid: sum('paid') });
});
