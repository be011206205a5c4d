import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accepted, MarketHouse } from '../builders/engine-house.ts';
import { at } from '../builders/market.ts';

let house: MarketHouse;
beforeEach(async () => {
  house = await MarketHouse.open();
});
afterEach(() => house.close());

describe('[S5] units go from the warehouse to a stream, and what is left goes back', () => {
  test('both halves are booked, once per key', async () => {
    const product = await house.product(50);
    const stream = await house.stream();
    const request = { key: house.ids.next(), productId: product.productId, units: 20 };
    const first = accepted(await house.console(stream, 'lineup:add', request));
    expect(await house.console(stream, 'lineup:add', request)).toEqual({ ...first, replay: true });
    expect(await house.warehouse(product)).toBe(30);
    expect((await house.shelf(stream)).available).toBe(20);
  });

  test('[L8] an archived product goes into no lineup and leaves nothing; what was answered before stays', async () => {
    const product = await house.product(50);
    const { productId } = product;
    const stream = await house.stream();
    const request = { key: house.ids.next(), productId, units: 20 };
    const first = accepted(await house.console(stream, 'lineup:add', request));
    const operator = house.staff('operator', 'Su');
    const archive = async (isArchived: boolean) =>
      accepted(
        await house.app.application.changeProduct(operator, productId, null, {
          key: house.ids.next(),
          isArchived,
        }),
      );
    await archive(true);
    const other = await house.stream();
    const add = () => house.console(other, 'lineup:add', { productId, units: 5 });
    const moves = async () => await house.app.engines.shop.read((shop) => shop.seq);
    const before = await moves();
    expect(await add()).toMatchObject({ code: 'PRODUCT_ARCHIVED' });
    expect(await moves()).toBe(before);
    expect(await house.warehouse(product)).toBe(30);
    expect(await house.console(stream, 'lineup:add', request)).toEqual({ ...first, replay: true });
    // The stream that has it goes on.
    const { itemNumber, version } = first;
    accepted(await house.console(stream, 'stock:adjust', { itemNumber, version, delta: 4 }));
    await archive(false);
    accepted(await add());
    expect(await house.warehouse(product)).toBe(25);
  });

  test('the same key with another number of units is KEY_REUSED and moves nothing', async () => {
    const product = await house.product(50);
    const stream = await house.stream();
    const request = { key: house.ids.next(), productId: product.productId, units: 20 };
    accepted(await house.console(stream, 'lineup:add', request));
    expect(await house.console(stream, 'lineup:add', { ...request, units: 30 })).toMatchObject({
      code: 'KEY_REUSED',
    });
    expect(await house.warehouse(product)).toBe(30);
    expect((await house.shelf(stream)).available).toBe(20);
  });

  test('more than the warehouse has is refused with what it has', async () => {
    const product = await house.product(5);
    const stream = await house.stream();
    const ack = await house.console(stream, 'lineup:add', { productId: product.productId, units: 6 });
    expect(ack).toMatchObject({ code: 'STOCK_INVALID', available: 5 });
    expect(await house.warehouse(product)).toBe(5);
  });

  test('a stream that refuses leaves the warehouse as it was, however often it is asked', async () => {
    const product = await house.product(50);
    const stream = await house.stream();
    accepted(await house.console(stream, 'stream:cancel', {}));
    const request = { key: house.ids.next(), productId: product.productId, units: 20 };
    for (const waitMs of [0, 0, 61_000, 61_000]) {
      house.clock.passes(waitMs);
      expect((await house.console(stream, 'lineup:add', request)).ok).toBe(false);
      expect(await house.warehouse(product)).toBe(50);
    }
  });

  test('a key that was refused and later succeeds moves its units once', async () => {
    const product = await house.product(50);
    const stream = await house.stream();
    const request = { key: house.ids.next(), productId: product.productId, units: 20 };
    // The stream takes it only after a moment in which its store is full, twice.
    house.store.constraint = ({ logId }) => (logId === stream.streamId ? 'k1_stock' : null);
    expect(await house.console(stream, 'lineup:add', request)).toMatchObject({ code: 'INTERNAL' });
    house.store.constraint = () => null;
    accepted(await house.console(stream, 'lineup:add', request));
    expect(await house.warehouse(product)).toBe(30);
    expect((await house.shelf(stream)).available).toBe(20);
  });

  test('units that left the warehouse and never arrived are there again after a restart', async () => {
    const product = await house.product(50);
    const stream = await house.stream();
    const request = { key: house.ids.next(), productId: product.productId, units: 20 };
    house.store.constraint = ({ logId }) => (logId === stream.streamId ? 'k1_stock' : null);
    await house.console(stream, 'lineup:add', request);
    house.store.constraint = () => null;
    expect(await house.warehouse(product)).toBe(30);
    await house.starts();
    expect(await house.warehouse(product)).toBe(50);
    // The host's console still has its key, and tries it again.
    accepted(await house.console(stream, 'lineup:add', request));
    expect(await house.warehouse(product)).toBe(30);
    expect((await house.shelf(stream)).available).toBe(20);
    await house.starts();
    expect(await house.warehouse(product)).toBe(30);
  });

  test('[S4] CLOSED returns what is left; a cancellation afterwards returns its units as well', async () => {
    const { stream, product } = await house.liveStream(10);
    const buyer = await house.buyer();
    await house.until('20:30');
    accepted(await house.adds(buyer, stream, 2));
    accepted(await house.console(stream, 'stream:end', {}));
    await house.until('20:32');
    const { order } = accepted(await house.places(buyer, stream, 2));
    await house.until('20:40');
    await house.pays(order.orderId, 5_980);
    expect(await house.store.openLogs('stream')).toContain(stream.streamId);
    await house.until('21:30');
    expect(await house.store.openLogs('stream')).not.toContain(stream.streamId);
    expect(await house.warehouse(product)).toBe(8);
    await house.until('21:35');
    const cancelled = accepted(await house.live(buyer, stream, 'order:cancel', { orderId: order.orderId }));
    expect(cancelled.order).toMatchObject({ status: 'CANCELLED', refundedMinor: 5_980 });
    expect(await house.warehouse(product)).toBe(10);
    expect(house.refunds).toMatchObject([{ orderId: order.orderId, amountMinor: 5_980 }]);
    expect(await house.shelf(stream)).toEqual({ available: 0, held: 0, unpaid: 0, sold: 0 });
  });

  test('[S4] a return that a crash kept from the warehouse is booked at the next start, once', async () => {
    const { stream, product } = await house.liveStream(10);
    accepted(await house.console(stream, 'stream:end', {}));
    house.store.constraint = ({ logId }) => (logId === 'shop' ? 'down' : null);
    await house.until('21:00');
    house.store.constraint = () => null;
    expect(await house.warehouse(product)).toBe(0);
    await house.starts();
    expect(await house.warehouse(product)).toBe(10);
    await house.starts();
    expect(await house.warehouse(product)).toBe(10);
  });
});

test('[S4][C37] a return that was booked and whose cursor a crash lost is not booked again', async () => {
  const { stream, product } = await house.liveStream(10);
  accepted(await house.console(stream, 'stream:end', {}));
  house.store.cursor = async () => 0;
  await house.until('21:00');
  expect(await house.warehouse(product)).toBe(10);
  await house.starts();
  expect(await house.warehouse(product)).toBe(10);
  const returned = (await house.store.factsAfter('shop', 0, 1_000)).filter(
    ({ type }) => type === 'units_returned',
  );
  expect(returned.length).toBe(1);
});

describe('an order from the cart to its end', () => {
  test('[O3] add, order, paid on time', async () => {
    const { stream } = await house.liveStream(10);
    const buyer = await house.buyer();
    const order = await house.takes(buyer, stream, 2);
    expect(order).toMatchObject({ status: 'PLACED', totalMinor: 5_980, payUrl: `/pay/${order.orderId}` });
    expect(await house.shelf(stream)).toEqual({ available: 8, held: 0, unpaid: 2, sold: 0 });
    await house.pays(order.orderId, 5_980);
    expect(await house.order(buyer, order.orderId)).toMatchObject({
      status: 'PAID',
      late: false,
      payUrl: null,
    });
    expect(await house.shelf(stream)).toEqual({ available: 8, held: 0, unpaid: 0, sold: 2 });
    expect(house.refunds).toEqual([]);
  });

  test('[I3] the status of a key shows the order as it is now', async () => {
    const { stream } = await house.liveStream(10);
    const buyer = await house.buyer();
    accepted(await house.adds(buyer, stream));
    const key = house.ids.next();
    const { application } = house.app;
    expect(await application.orderStatus(buyer, stream.streamId, key)).toEqual({
      ok: true,
      outcome: 'never_seen',
    });
    const request = {
      key,
      lines: [{ itemNumber: 1, units: 1, unitPriceMinor: 2_990 }],
      expectTotalMinor: 2_990,
      addressId: buyer.addressId,
      payment: 'sandbox' as const,
    };
    const { order } = accepted(await house.live(buyer, stream, 'order:place', request));
    await house.pays(order.orderId, 2_990);
    expect(await application.orderStatus(buyer, stream.streamId, key)).toMatchObject({
      outcome: 'accepted',
      order: { orderId: order.orderId, status: 'PAID' },
    });
    expect(await house.live(buyer, stream, 'order:place', request)).toMatchObject({ ok: true, replay: true });
  });

  test('[O3] late, and the units can be taken again: PAID late', async () => {
    const { stream } = await house.liveStream(10);
    const buyer = await house.buyer();
    const order = await house.takes(buyer, stream, 2);
    await house.until('19:30');
    expect((await house.order(buyer, order.orderId)).status).toBe('EXPIRED');
    await house.pays(order.orderId, 5_980);
    expect(await house.order(buyer, order.orderId)).toMatchObject({ status: 'PAID', late: true });
    expect(await house.shelf(stream)).toEqual({ available: 8, held: 0, unpaid: 0, sold: 2 });
  });

  test('[O3] late, and the units are gone: refunded, once', async () => {
    const { stream } = await house.liveStream(2);
    const slow = await house.buyer();
    const order = await house.takes(slow, stream, 1);
    await house.until('19:30');
    const { items } = await house.app.application.consoleFrame(stream.streamId);
    const { version } = items[0]!;
    accepted(await house.console(stream, 'stock:adjust', { itemNumber: 1, version, delta: -2 }));
    const payment = { paymentId: house.ids.next() };
    await house.pays(order.orderId, 2_990, payment);
    await house.pays(order.orderId, 2_990, payment);
    expect((await house.order(slow, order.orderId)).status).toBe('EXPIRED_REFUNDED');
    expect(house.refunds).toMatchObject([{ orderId: order.orderId, amountMinor: 2_990 }]);
  });

  test('[O3] the same payment told twice changes nothing; a second payment goes back', async () => {
    const { stream } = await house.liveStream(10);
    const buyer = await house.buyer();
    const order = await house.takes(buyer, stream);
    const paymentId = house.ids.next();
    await house.pays(order.orderId, 2_990, { paymentId });
    await house.pays(order.orderId, 2_990, { paymentId });
    expect(house.refunds).toEqual([]);
    await house.pays(order.orderId, 2_990);
    expect(house.refunds).toMatchObject([{ orderId: order.orderId, amountMinor: 2_990 }]);
    expect((await house.order(buyer, order.orderId)).status).toBe('PAID');
    expect(house.alarms).toContain('payment did not fit');
  });

  test('[O3] a wrong amount goes back, is alarmed about, and leaves the order as it was', async () => {
    const { stream } = await house.liveStream(10);
    const buyer = await house.buyer();
    const order = await house.takes(buyer, stream);
    await house.pays(order.orderId, 2_989);
    expect((await house.order(buyer, order.orderId)).status).toBe('PLACED');
    expect(house.refunds).toMatchObject([{ amountMinor: 2_989 }]);
    expect(house.alarms).toContain('payment did not fit');
  });

  test('[O3] a notice that the stream cannot take now is thrown back to the provider', async () => {
    const { stream } = await house.liveStream(10);
    const buyer = await house.buyer();
    const order = await house.takes(buyer, stream);
    house.store.fates.push({ kind: 'failed', reason: 'full', message: 'full' });
    await expect(house.pays(order.orderId, 2_990)).rejects.toThrow('UNAVAILABLE');
    await house.pays(order.orderId, 2_990);
    expect((await house.order(buyer, order.orderId)).status).toBe('PAID');
  });

  test('a payment for an order that is not there is alarmed about', async () => {
    await house.pays(house.ids.next(), 100);
    expect(house.alarms).toContain('payment without an order');
  });

  test('[O3] an unpaid order is cancelled; a payment after it goes back', async () => {
    const { stream } = await house.liveStream(10);
    const buyer = await house.buyer();
    const order = await house.takes(buyer, stream);
    accepted(await house.live(buyer, stream, 'order:cancel', { orderId: order.orderId }));
    expect((await house.shelf(stream)).available).toBe(10);
    await house.pays(order.orderId, 2_990);
    expect((await house.order(buyer, order.orderId)).status).toBe('CANCELLED');
    expect(house.refunds).toMatchObject([{ amountMinor: 2_990 }]);
  });

  test('[A1][X90] an order belongs to its buyer: to others it is as if it were not there', async () => {
    const { stream } = await house.liveStream(10);
    const order = await house.takes(await house.buyer(), stream);
    const other = await house.buyer();
    const asks = (orderId: string) => house.live(other, stream, 'order:cancel', { orderId });
    const answer = await asks(order.orderId);
    expect(answer).toMatchObject({ code: 'NOT_FOUND' });
    expect(answer).toEqual(await asks(house.ids.next()));
  });
});

describe('[H6][H7] what is looked up before the cut', () => {
  test('a new buyer holds for 3 min, one who has paid anywhere in the shop for 10', async () => {
    const first = await house.liveStream(20);
    const second = await house.liveStream(20);
    const buyer = await house.buyer();
    const held = accepted(await house.adds(buyer, first.stream));
    expect(held.heldUntilMs).toBe(at('19:03'));
    const order = await house.places(buyer, first.stream);
    await house.pays(accepted(order).order.orderId, 2_990);
    // What was looked up is kept for a moment in other streams; this stream knows by itself.
    expect(accepted(await house.adds(buyer, first.stream)).heldUntilMs).toBe(at('19:10'));
    await house.until('19:01');
    expect(accepted(await house.adds(buyer, second.stream)).heldUntilMs).toBe(at('19:11'));
  });

  test('[A3][H7] the log knows a phone by its tag alone', async () => {
    const { stream } = await house.liveStream(20);
    const buyer = await house.buyer('+8613900001111');
    await house.takes(buyer, stream);
    const facts = await house.store.factsAfter(stream.streamId, 0, 1_000);
    const placed = facts.find(({ type }) => type === 'order_placed')!;
    expect(JSON.parse(placed.body).body.phoneTag).toMatch(/^[A-Za-z0-9_-]{20,}$/);
    expect(facts.filter(({ body }) => body.includes('13900001111'))).toEqual([]);
    const { order } = (await house.stores.readers.ordersOf(buyer.allIds, 10))[0]!;
    expect(JSON.stringify(order)).not.toContain('13900001111');
  });

  test('[H7][X48] an address of somebody else is none, and neither is one that was never there', async () => {
    const { stream } = await house.liveStream(20);
    const [buyer, other] = [await house.buyer(), await house.buyer()];
    accepted(await house.adds(buyer, stream));
    expect(await house.places({ ...buyer, addressId: other.addressId }, stream)).toMatchObject({
      code: 'ADDRESS_REQUIRED',
    });
    const never = await house.places({ ...buyer, addressId: house.ids.next() }, stream);
    expect(never).toMatchObject({ code: 'ADDRESS_REQUIRED' });
    accepted(await house.places(buyer, stream));
  });
});

test('[H6][H1] a buyer is told what a newcomer has, and what a regular has once an order was paid', async () => {
  const { stream } = await house.liveStream(20);
  const { stream: later } = await house.liveStream(20);
  const buyer = await house.buyer();
  const told = async ({ streamId }: { streamId: string }) =>
    (await house.app.application.privateView(streamId, buyer)).allowance;
  expect(await told(stream)).toMatchObject({ isNew: true, holdMs: 180_000, reservable: 4 });
  await house.pays((await house.takes(buyer, stream)).orderId, 2_990);
  expect(await told(stream)).toMatchObject({ isNew: false, holdMs: 600_000, reservable: 20 });
  await house.until('20:01');
  expect(await told(later)).toMatchObject({ isNew: false, flashHoldMs: 300_000, orderUnits: null });
});

describe('[B2] two guests become one', () => {
  test('in every stream: carts, orders and keys are found under the new id', async () => {
    const streams = [(await house.liveStream(20)).stream, (await house.liveStream(20)).stream];
    const [guest, buyer] = [await house.buyer(), await house.buyer()];
    const order = await house.takes(guest, streams[0]!);
    accepted(await house.adds(guest, streams[1]!, 2));
    await house.app.application.mergeBuyers(guest.buyerId, buyer.buyerId);
    const merged = { ...buyer, allIds: [buyer.buyerId, guest.buyerId] };
    expect((await house.order(merged, order.orderId)).status).toBe('PLACED');
    const { cart } = await house.app.application.privateView(streams[1]!.streamId, merged);
    expect(cart.lines).toMatchObject([{ itemNumber: 1, holds: [{ units: 2 }] }]);
    const rows = await house.stores.readers.ordersOf([buyer.buyerId], 10);
    expect(rows.map(({ order: row }) => row.orderId)).toEqual([order.orderId]);
  });

  test('a merge wakes no closed stream but those in which the guest has ordered', async () => {
    const guest = await house.buyer();
    const streams: { streamId: string }[] = [];
    for (let number = 0; number < 4; number += 1) streams.push((await house.liveStream(20)).stream);
    await house.pays((await house.takes(guest, streams[2]!)).orderId, 2_990);
    for (const stream of streams) accepted(await house.console(stream, 'stream:end', {}));
    await house.until('22:30');
    const { stream: open } = await house.liveStream(20);
    await house.app.close();
    await house.starts();
    const awake = () => house.app.engines.awakeStreams().sort();
    expect(awake()).toEqual([open.streamId]);
    // Two who did nothing anywhere: the stream that sells is told, since a tap may be on its way (INV6).
    const [one, other] = [await house.buyer(), await house.buyer()];
    await house.app.application.mergeBuyers(one.buyerId, other.buyerId);
    expect(awake()).toEqual([open.streamId]);
    await house.app.application.mergeBuyers(guest.buyerId, other.buyerId);
    expect(awake()).toEqual([open.streamId, streams[2]!.streamId].sort());
    const merged = { ...other, allIds: [other.buyerId, guest.buyerId] };
    const { orders } = await house.app.application.privateView(streams[2]!.streamId, merged);
    expect(orders).toHaveLength(1);
  });

  test('a stream that is busy is asked again; one that stays so stops the merge', async () => {
    const { stream } = await house.liveStream(20);
    const [guest, buyer] = [await house.buyer(), await house.buyer()];
    accepted(await house.adds(guest, stream));
    const full = { kind: 'failed', reason: 'full', message: 'full' } as const;
    house.store.fates.push(full, full);
    const merge = house.app.application.mergeBuyers(guest.buyerId, buyer.buyerId);
    await ticking(merge);
    const { cart } = await house.app.application.privateView(stream.streamId, buyer);
    expect(cart.lines.length).toBe(1);
    house.store.fates.push(full, full, full, full, full);
    const failing = house.app.application.mergeBuyers(buyer.buyerId, (await house.buyer()).buyerId);
    await expect(ticking(failing)).rejects.toThrow(/UNAVAILABLE/);
  });

  async function ticking<T>(promise: Promise<T>): Promise<T> {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    promise.then(done, done);
    for (let step = 0; step < 100 && !isDone; step += 1) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      house.clock.passes(100);
    }
    return promise;
  }
});

describe('[S1] a rehearsal', () => {
  test('has a log and numbers of its own; going live takes its order and prices, nothing else', async () => {
    const product = await house.product(100);
    const stream = await house.stream();
    for (const units of [10, 20]) {
      accepted(await house.console(stream, 'lineup:add', { productId: product.productId, units }));
    }
    const { application } = house.app;
    const { stream: rehearsal } = accepted(await application.rehearse(house.host, stream.slug));
    expect(rehearsal).toMatchObject({ status: 'REHEARSAL', rehearsalOf: stream.streamId });
    const items = (await application.consoleFrame(rehearsal.streamId)).items;
    const version = items.find(({ itemNumber }) => itemNumber === 1)!.version;
    accepted(
      await house.console(rehearsal, 'lineup:set-price', { itemNumber: 1, version, priceMinor: 2_500 }),
    );
    const lineupVersion = await house.app.engines
      .stream(rehearsal.streamId)
      .then((engine) => engine!.read((state) => state.lineupVersion));
    accepted(await house.console(rehearsal, 'lineup:reorder', { order: [2, 1], version: lineupVersion }));
    accepted(await house.console(rehearsal, 'lineup:add', { productId: product.productId, units: 50 }));
    const sold = (await application.consoleFrame(rehearsal.streamId)).items.find(
      ({ itemNumber }) => itemNumber === 2,
    )!;
    accepted(
      await house.console(rehearsal, 'stock:adjust', { itemNumber: 2, version: sold.version, delta: -5 }),
    );
    expect(await house.warehouse(product)).toBe(70);
    const buyer = await house.buyer();
    expect(await house.adds(buyer, rehearsal)).toMatchObject({ code: 'NOT_FOUND' });

    accepted(await house.console(stream, 'stream:go-live', {}));
    const view = (await application.position(stream.streamId))!.view;
    expect(view.order).toEqual([2, 1]);
    expect(Object.values(view.cards).map(({ listPriceMinor }) => listPriceMinor)).toEqual([2_500, 2_990]);
    expect(await house.shelf(stream, 2)).toEqual({ available: 20, held: 0, unpaid: 0, sold: 0 });
    accepted(await house.console(rehearsal, 'stream:end', {}));
    await house.until('21:00');
    expect(await house.warehouse(product)).toBe(70);
  });

  test('[A1] is for the host of the stream alone', async () => {
    const stream = await house.stream();
    const { application } = house.app;
    expect(await application.rehearse(house.staff('host', 'Li'), stream.slug)).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await application.rehearse(house.host, 'nothing')).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('[A1] authority', () => {
  test('an assistant may do what was granted on this stream, at once and no longer', async () => {
    const { stream } = await house.liveStream(10);
    const assistant = house.staff('assistant', 'Bai');
    const pin = async () => {
      const { items } = await house.app.application.consoleFrame(stream.streamId);
      const ack = await house.console(
        stream,
        'lineup:pin',
        { itemNumber: 1, version: items[0]!.version },
        assistant,
      );
      return ack.ok ? 'ok' : ack.code;
    };
    const grant = (grants: ('pin' | 'stock')[]) =>
      house.console(stream, 'stream:grant', { staffId: assistant.staffId, grants });
    expect(await pin()).toBe('NOT_FOUND');
    accepted(await grant(['stock']));
    expect(await pin()).toBe('FORBIDDEN');
    accepted(await grant(['pin']));
    expect(await pin()).toBe('ok');
    expect(await house.console(stream, 'stream:end', {}, assistant)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await house.app.application.staffGrants(stream.streamId, assistant)).toMatchObject({
      isHost: false,
    });
    accepted(await grant([]));
    expect(await pin()).toBe('NOT_FOUND');
  });

  test('a right that is taken away counts for what waits already', async () => {
    const { stream } = await house.liveStream(10);
    const assistant = house.staff('assistant', 'Bai');
    const { staffId } = assistant;
    accepted(await house.console(stream, 'stream:grant', { staffId, grants: ['pin'] }));
    const { items } = await house.app.application.consoleFrame(stream.streamId);
    const { version } = items[0]!;
    const [taken, pinned] = await Promise.all([
      house.console(stream, 'stream:grant', { staffId, grants: [] }),
      house.console(stream, 'lineup:pin', { itemNumber: 1, version }, assistant),
    ]);
    expect(taken.ok).toBe(true);
    expect(pinned).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('who may not add goods moves none out of the warehouse', async () => {
    const { stream } = await house.liveStream(10);
    const product = await house.product(50);
    const other = house.staff('host', 'Li');
    const request = { productId: product.productId, units: 5 };
    expect(await house.console(stream, 'lineup:add', request, other)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await house.warehouse(product)).toBe(50);
  });
});

test('[I1] a stream is made once per key; somebody else gets nothing by it', async () => {
  const request = {
    key: house.ids.next(),
    title: 'Market day',
    scheduledAtMs: at('20:00'),
    holdPolicy: 'hold' as const,
    payments: ['sandbox' as const],
    currency: 'CNY',
  };
  const { application } = house.app;
  const first = accepted(await application.createStream(house.host, request));
  expect(accepted(await application.createStream(house.host, request)).stream).toEqual(first.stream);
  expect(await application.createStream(house.host, { ...request, title: 'Other' })).toMatchObject({
    code: 'KEY_REUSED',
  });
  expect(await application.createStream(house.staff('host', 'Li'), request)).toMatchObject({
    code: 'KEY_REUSED',
  });
});

test('[I1] a good is made once per key; a sku once', async () => {
  const request = {
    key: house.ids.next(),
    name: 'Walnut',
    producer: 'Ma',
    sku: 'W-1',
    priceMinor: 4_200,
    currency: 'CNY',
    warehouseUnits: 5,
  };
  const { application } = house.app;
  const first = accepted(await application.createProduct(house.host, request));
  expect(accepted(await application.createProduct(house.host, request))).toEqual(first);
  expect(await application.createProduct(house.host, { ...request, key: house.ids.next() })).toMatchObject({
    code: 'SKU_TAKEN',
  });
});
