import { afterEach, expect, test, vi } from 'vitest';
import { createDeviceStorage } from '../../client/connection/device-storage.ts';
import { createPendingOrders } from '../../client/connection/pending-keys.ts';
import { createCartStore } from '../../client/stores/cart-store.ts';
import { createLiveStore } from '../../client/stores/live-store.ts';
import type { LiveRequest } from '../../shared/protocol.ts';
import { answerLater, emptyMine, type FakeLive, fakeLive, HISTORY } from './fake-live.ts';
import { type FakeWorld, fakeWorld } from './fake-world.ts';
import { aFlash, aGood, aHeldLine, anOrder, aShelf, aStream, EIGHT, MINUTE } from './market.ts';

const cash = { addressId: null, payment: 'cash_on_delivery' } as const;

async function atTheStall(nowMs = () => EIGHT) {
  const live = fakeLive();
  const world = fakeWorld(live, {}, nowMs);
  const liveStore = createLiveStore('potato-day', world);
  const cart = createCartStore(liveStore, world);
  cart.open();
  liveStore.open();
  await expect.poll(live.isOpen).toBe(true);
  live.snapshot([aStream(), ['o', [1, 7]], aGood(1), aGood(7), aShelf(1), aShelf(7, { flashLeft: 5 })]);
  const lines = [aHeldLine(7, 2, 1_990, EIGHT + 5 * MINUTE), aHeldLine(1, 1, 1_000, EIGHT + 5 * MINUTE)];
  live.welcome({ mine: { ...emptyMine, cart: { lines, firstPaid: false } } });
  await Promise.resolve();
  return { live, world, cart, state: cart.store.getState, liveStore };
}

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Pauses are as long as they can be. */
function fakeTimers() {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.99);
}

/** An order whose answer is lost with the line: it is kept (H9). */
async function loseAnswer({
  live,
  cart,
  state,
}: Pick<Awaited<ReturnType<typeof atTheStall>>, 'live' | 'cart' | 'state'>) {
  void cart.place(cash);
  await expect.poll(() => state().placing.kind).toBe('kept');
  live.say.onLink('reconnecting');
  return live.sent.at(-1)!.request as LiveRequest<'order:place'>;
}
const placesOf = (live: FakeLive) => live.sent.filter(({ command }) => command === 'order:place');

const UNAVAILABLE = {
  ok: false,
  message: '',
  retryable: true,
  code: 'UNAVAILABLE',
  retryAfterMs: 500,
} as const;

test('[I1] the key of an order is on the device before it is sent, and gone after its answer', async () => {
  const { live, world, cart, state } = await atTheStall();
  let keptWhenSent: string[] = [];
  live.answer(() => {
    keptWhenSent = world.pending.all().map((each) => each.request.key);
    return { ok: true, seq: 11, order: anOrder() };
  });
  await cart.place(cash);
  const sent = live.sent[0]!;
  expect(keptWhenSent).toEqual([(sent.request as LiveRequest<'order:place'>).key]);
  expect(world.pending.all()).toEqual([]);
  expect(state().placing).toMatchObject({ kind: 'placed', order: { reference: '12-1042' } });
});

test('[O1][O2] an order names its lines, prices and the total that was seen', async () => {
  const { live, cart } = await atTheStall();
  live.answer(() => ({ ok: true, seq: 11, order: anOrder() }));
  await cart.place(cash);
  expect(live.sent[0]).toMatchObject({
    command: 'order:place',
    request: {
      lines: [
        { itemNumber: 7, units: 2, unitPriceMinor: 1_990 },
        { itemNumber: 1, units: 1, unitPriceMinor: 1_000 },
      ],
      expectTotalMinor: 4_980,
    },
  });
});

test('[I3][H9] a lost answer is asked for by its key once the line is back, and the order is shown', async () => {
  const stall = await atTheStall();
  const { live, world, state } = stall;
  const { key } = await loseAnswer(stall);
  expect(world.pending.all()).toHaveLength(1);
  live.answer(({ command, request }) => {
    expect(command).toBe('order:status');
    expect(request).toEqual({ key, history: HISTORY });
    return { ok: true, outcome: 'accepted', order: anOrder() };
  });
  live.welcome({});
  await expect.poll(() => state().placing.kind).toBe('placed');
  expect(world.pending.all()).toEqual([]);
});

const lostOrder = { sinceMs: EIGHT - MINUTE, restoredAtMs: EIGHT, ask: 'Yang' };

test('[I5] an order that a restore may have lost is not ordered again without a yes, also after a reload', async () => {
  const stall = await atTheStall();
  const { live, world, cart, state, liveStore } = stall;
  const { key } = await loseAnswer(stall);
  live.answer(({ command }) =>
    command === 'order:status'
      ? { ok: true, outcome: 'lost_in_restore', ...lostOrder }
      : { ok: true, seq: 12, order: anOrder({ number: 'TWICE' }) },
  );
  live.welcome({});
  await expect.poll(() => state().placing).toMatchObject({ kind: 'lost', key, loss: lostOrder });
  // Closed without a yes: it stays away until the next tap, which asks again, and orders nothing.
  cart.putAside();
  live.welcome({});
  await expect.poll(() => live.sent.length).toBe(3);
  expect(state().placing.kind).toBe('idle');
  await cart.place(cash);
  expect(state().placing).toMatchObject({ kind: 'lost', key });
  const reloaded = createCartStore(liveStore, world);
  await reloaded.place(cash);
  expect(reloaded.store.getState().placing).toMatchObject({ kind: 'lost', key });
  expect(live.sent.filter(({ command }) => command === 'order:place')).toHaveLength(1);

  // The yes, as the sheet says it.
  world.pending.settle(key);
  reloaded.putAside();
  expect(reloaded.store.getState().placing.kind).toBe('idle');
  expect(world.pending.all()).toEqual([]);
  await reloaded.place(cash);
  const last = live.sent.at(-1)!;
  expect(last).toMatchObject({ command: 'order:place', request: { history: HISTORY } });
  expect((last.request as LiveRequest<'order:place'>).key).not.toBe(key);
  expect(reloaded.store.getState().placing.kind).toBe('placed');
});

test('[I5] an order on its way over a restore is told so, and its key stays until the yes', async () => {
  const { live, world, cart, state } = await atTheStall();
  live.answer(({ command }) =>
    command === 'order:status'
      ? { ok: true, outcome: 'lost_in_restore', ...lostOrder }
      : { ok: false, message: '', retryable: false, code: 'LOST_IN_RESTORE', ...lostOrder },
  );
  await cart.place(cash);
  await expect.poll(() => state().placing).toMatchObject({ kind: 'lost', loss: lostOrder });
  expect(world.pending.all()).toHaveLength(1);
});

test('[I3] an order that never arrived, and whose time is over, says that nothing was ordered', async () => {
  let nowMs = EIGHT;
  const stall = await atTheStall(() => nowMs);
  const { live, world, state } = stall;
  const { key } = await loseAnswer(stall);
  nowMs += 5 * MINUTE;
  live.answer(() => ({ ok: true, outcome: 'never_seen' }));
  live.welcome({});
  await expect.poll(() => state().placing.kind).toBe('never_arrived');
  expect(live.sent.at(-1)).toMatchObject({ command: 'order:status', request: { key, letGo: true } });
  expect(placesOf(live)).toHaveLength(1);
  expect(world.pending.all()).toEqual([]);
});

test('[I1] a second tap while an order has no answer sends no other', async () => {
  const stall = await atTheStall();
  const { live, cart, state } = stall;
  await loseAnswer(stall);
  live.answer(({ command }) =>
    command === 'order:status'
      ? { ok: true, outcome: 'accepted', order: anOrder() }
      : { ok: true, seq: 12, order: anOrder({ number: 'TWICE' }) },
  );
  await cart.place(cash);
  expect(placesOf(live)).toHaveLength(1);
  live.welcome({});
  await expect.poll(() => state().placing).toMatchObject({ kind: 'placed', order: { reference: '12-1042' } });
  expect(placesOf(live)).toHaveLength(1);
});

test('[O1] after a refusal the rest is ordered under a new key, without the lines at fault', async () => {
  const { live, world, cart, state } = await atTheStall();
  const fault = {
    itemNumber: 7,
    unitPriceMinor: 1_990,
    refusal: { code: 'HOLD_EXPIRED' as const, itemNumber: 7, heldUnits: 0, nowMinor: 2_990 },
  };
  live.answer(() => ({ ok: false, message: '', retryable: false, ...fault.refusal, lines: [fault] }));
  await cart.place(cash);
  expect(state().placing).toMatchObject({ kind: 'refused', lines: [fault] });
  expect(world.pending.all()).toEqual([]);
  live.answer(() => ({ ok: true, seq: 12, order: anOrder() }));
  await cart.place(cash, [fault]);
  const [first, second] = live.sent.map(({ request }) => request as LiveRequest<'order:place'>);
  expect(second?.lines).toEqual([{ itemNumber: 1, units: 1, unitPriceMinor: 1_000 }]);
  expect(second?.expectTotalMinor).toBe(1_000);
  expect(second?.key).not.toBe(first?.key);
});

test('an order that is turned away for now says so until it has its answer; another tap is no other order', async () => {
  const { live, cart, state } = await atTheStall();
  const { promise, resolve } = answerLater();
  live.answer(() => promise);
  const placed = cart.place(cash);
  await expect.poll(() => live.sent.length).toBe(1);
  expect(state().placing.kind).toBe('sending');
  live.sent[0]!.onBusy?.();
  expect(state().placing.kind).toBe('in_line');
  await cart.place(cash);
  expect(live.sent).toHaveLength(1);
  resolve({ ok: true, seq: 12, order: anOrder() });
  await placed;
  expect(state().placing.kind).toBe('placed');
});

test('[I2] BUSY keeps the key: the order may still stand under it', async () => {
  const { live, world, cart, state } = await atTheStall();
  live.answer(() => ({ ok: false, message: '', retryable: true, code: 'BUSY', retryAfterMs: 500 }));
  await cart.place(cash);
  expect(state().placing).toMatchObject({ kind: 'refused', reason: { code: 'BUSY' } });
  expect(world.pending.all()).toHaveLength(1);
});

test('[I3][H9] an order that cannot be written down just now is tried again under its key until it can', async () => {
  const { live, world, cart, state } = await atTheStall();
  fakeTimers();
  const asks = () => live.sent.filter(({ command }) => command === 'order:status').length;
  live.answer(({ command }) =>
    command === 'order:status' ? { ok: true, outcome: 'never_seen' } : UNAVAILABLE,
  );
  void cart.place(cash);
  await vi.advanceTimersByTimeAsync(0);
  expect(state().placing).toMatchObject({ kind: 'kept', isSent: true });
  expect(world.pending.all()).toHaveLength(1);
  for (const asked of [1, 2, 3]) {
    await vi.advanceTimersByTimeAsync(7_500);
    expect(asks()).toBe(asked);
    expect(state().placing.kind).toBe('kept');
  }
  const keys = placesOf(live).map(({ request }) => (request as LiveRequest<'order:place'>).key);
  expect(new Set(keys).size).toBe(1);
  expect(keys).toHaveLength(4);
  live.answer(() => ({ ok: true, outcome: 'accepted', order: anOrder() }));
  await vi.advanceTimersByTimeAsync(7_500);
  expect(state().placing).toMatchObject({ kind: 'placed', order: { reference: '12-1042' } });
  expect(world.pending.all()).toEqual([]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asks()).toBe(4);
});

test('[I3] who stops trying and puts the question aside is not asked to look again until there is an answer; a page that is left asks nothing', async () => {
  const stall = await atTheStall();
  const { live, cart, state } = stall;
  await loseAnswer(stall);
  fakeTimers();
  live.answer(() => UNAVAILABLE);
  cart.callOff();
  expect(state().placing.kind).toBe('unanswered');
  cart.putAside();
  // A look at the checkout in between, closed again.
  cart.putAside();
  await vi.advanceTimersByTimeAsync(7_500);
  live.welcome({});
  await vi.advanceTimersByTimeAsync(0);
  expect(state().placing.kind).toBe('idle');
  live.answer(() => ({ ok: true, outcome: 'never_seen' }));
  await vi.advanceTimersByTimeAsync(7_500);
  expect(state().placing.kind).toBe('never_arrived');

  live.answer(() => UNAVAILABLE);
  void cart.place(cash);
  await vi.advanceTimersByTimeAsync(0);
  const before = live.sent.length;
  cart.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(live.sent).toHaveLength(before);
});

const FIRST = '0190a000-0000-7000-8000-0000000000b1';
const SECOND = '0190a000-0000-7000-8000-0000000000b2';

/** Another page of the same device, with what that page kept. */
function anotherPage(world: FakeWorld, deviceMs: () => number, key = FIRST) {
  const request = {
    key,
    lines: [],
    expectTotalMinor: 0,
    addressId: null,
    payment: 'cash_on_delivery' as const,
  };
  const pending = createPendingOrders(createDeviceStorage(), deviceMs);
  pending.keepBeforeSending({ slug: 'potato-day', sentAtMs: world.clock.now(), request });
  return { key, pending };
}

test('[I3] an order that another page may still be sending is asked for, and not let go before its last try', async () => {
  // The phone is an hour off, which a page finds out with its first samples.
  let phoneMs = EIGHT - 60 * MINUTE;
  const { live, world, state } = await atTheStall(() => phoneMs);
  const { key } = anotherPage(world, () => phoneMs);
  live.answer(() => ({ ok: true, outcome: 'never_seen' }));
  fakeTimers();
  world.clock.takeSample({ sentAt: 0, receivedAt: 0, serverNowMs: EIGHT });
  live.welcome({});
  await vi.advanceTimersByTimeAsync(0);
  expect(live.sent.at(-1)?.request).toEqual({ key });
  expect(state().placing.kind).toBe('unanswered');
  phoneMs += 31_000;
  await vi.advanceTimersByTimeAsync(7_500);
  expect(live.sent.at(-1)?.request).toEqual({ key, letGo: true });
  expect(state().placing.kind).toBe('never_arrived');
});

test('[I3] what another page has heard is asked for no more, and nothing is said of it', async () => {
  const { live, world, state } = await atTheStall();
  const other = anotherPage(world, () => EIGHT);
  fakeTimers();
  live.answer(() => UNAVAILABLE);
  live.welcome({});
  await vi.advanceTimersByTimeAsync(0);
  expect(state().placing.kind).toBe('unanswered');
  other.pending.settle(other.key);
  const before = live.sent.length;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(state().placing.kind).toBe('idle');
  expect(live.sent).toHaveLength(before);
});

test('[I3] a confirmation stays on the screen, whatever becomes of an order of another page', async () => {
  const { live, world, cart, state } = await atTheStall();
  live.answer(() => ({ ok: true, seq: 12, order: anOrder() }));
  await cart.place(cash);
  anotherPage(world, () => EIGHT - MINUTE);
  fakeTimers();
  for (const answer of [UNAVAILABLE, { ok: true, outcome: 'never_seen' } as const]) {
    live.answer(() => answer);
    live.welcome({});
    await vi.advanceTimersByTimeAsync(7_500);
    expect(state().placing).toMatchObject({ kind: 'placed', order: { reference: '12-1042' } });
  }
});

test('[I1] a tap meets an order of another page, which sends its next one: this page does not stay in sending', async () => {
  const { live, world, cart, state } = await atTheStall();
  anotherPage(world, () => EIGHT);
  fakeTimers();
  live.answer(({ request }) => {
    const { key } = request as LiveRequest<'order:status'>;
    if (key === SECOND) return { ok: true, outcome: 'accepted', order: anOrder() };
    anotherPage(world, () => EIGHT, SECOND);
    return { ok: true, outcome: 'refused', code: 'PRICE_CHANGED' };
  });
  await cart.place(cash);
  expect(live.sent.filter(({ command }) => command === 'order:place')).toEqual([]);
  expect(state().placing.kind).toBe('unanswered');
  await vi.advanceTimersByTimeAsync(7_500);
  expect(state().placing.kind).toBe('placed');
});

const RECEIPT = `${EIGHT - 1_000}.a-receipt`;

test('[F5] an order that was turned away is sent again after a reload, with its receipt, under its key', async () => {
  const { live, world, cart, liveStore } = await atTheStall();
  live.answer(({ command, onReceipt }) => {
    if (command !== 'order:place') throw new Error(`${command} would let go of the key.`);
    onReceipt?.(RECEIPT);
    return new Promise(() => {});
  });
  void cart.place(cash);
  await expect.poll(() => world.pending.all()).toMatchObject([{ request: { receipt: RECEIPT } }]);
  const first = live.sent[0]!.request;
  cart.close();

  const reloaded = createCartStore(liveStore, world);
  reloaded.open();
  live.answer(() => ({ ok: true, seq: 12, order: anOrder({ number: 'KEPT' }) }));
  live.welcome({});
  await expect
    .poll(() => reloaded.store.getState().placing)
    .toMatchObject({ kind: 'placed', order: { number: 'KEPT' } });
  expect(live.sent.at(-1)).toMatchObject({
    command: 'order:place',
    request: { ...first, receipt: RECEIPT, inDoubt: true },
  });
  expect(world.pending.all()).toEqual([]);
});

test('[F5] an order that another page was turned away with is sent again, with its receipt, under its key', async () => {
  const { live, world, state } = await atTheStall();
  const request = { key: FIRST, lines: [], expectTotalMinor: 0, ...cash, receipt: RECEIPT };
  createPendingOrders(createDeviceStorage(), () => EIGHT - MINUTE).keepBeforeSending({
    slug: 'potato-day',
    sentAtMs: world.clock.now(),
    request,
  });
  live.answer(() => ({ ok: true, seq: 12, order: anOrder() }));
  live.welcome({});
  await expect.poll(() => state().placing.kind).toBe('placed');
  expect(live.sent).toMatchObject([{ command: 'order:place', request: { ...request, inDoubt: true } }]);
});

test('[F5] one that is refused by then says so, and one that is not decided is kept', async () => {
  const { live, world, cart, state } = await atTheStall();
  fakeTimers();
  live.answer(({ onReceipt }) => {
    onReceipt?.(RECEIPT);
    return UNAVAILABLE;
  });
  void cart.place(cash);
  await vi.advanceTimersByTimeAsync(7_500);
  expect(live.sent[1]).toMatchObject({
    command: 'order:place',
    request: { receipt: RECEIPT, inDoubt: true },
  });
  expect(state().placing.kind).toBe('kept');
  expect(world.pending.all()).toHaveLength(1);
  live.answer(() => ({ ...UNAVAILABLE, retryable: false, code: 'STOPPED', itemNumber: 7 }) as never);
  await vi.advanceTimersByTimeAsync(7_500);
  expect(state().placing).toMatchObject({ kind: 'refused', reason: { code: 'STOPPED' } });
  expect(world.pending.all()).toEqual([]);
});

test('[F5] a receipt that is too old is not worth sending: the order is asked for as ever', async () => {
  let nowMs = EIGHT;
  const { live, cart } = await atTheStall(() => nowMs);
  fakeTimers();
  live.answer(({ onReceipt }) => {
    onReceipt?.(RECEIPT);
    nowMs = EIGHT + 29_000;
    return UNAVAILABLE;
  });
  void cart.place(cash);
  await vi.advanceTimersByTimeAsync(7_500);
  expect(live.sent.at(-1)?.command).toBe('order:status');
});

test('[F5] units that were turned away are put into the cart after a reload, while their receipt is good', async () => {
  let nowMs = EIGHT;
  const { live, world, cart, liveStore } = await atTheStall(() => nowMs);
  live.answer(({ onReceipt }) => {
    onReceipt?.(RECEIPT);
    return new Promise(() => {});
  });
  void cart.add(7, 1, { priceMinor: 1_990, listMinor: 2_990, flashId: 'f', flash: null } as never);
  await expect.poll(() => world.pendingAdds.all()).toMatchObject([{ request: { receipt: RECEIPT } }]);
  // The page that is sending it does not send it a second time when its line comes back.
  live.welcome({});
  await Promise.resolve();
  expect(live.sent.filter(({ command }) => command === 'cart:add')).toHaveLength(1);
  cart.close();

  const reloaded = createCartStore(liveStore, world);
  reloaded.open();
  live.answer(() => ({ ok: true, seq: 12, unitPriceMinor: 1_990, heldUntilMs: null, lateOk: false }));
  live.welcome({});
  await expect.poll(() => reloaded.store.getState().lastAdded).toBe(7);
  const [first, second] = live.sent.filter(({ command }) => command === 'cart:add');
  expect(second!.request).toEqual({ ...first!.request, receipt: RECEIPT, inDoubt: true });
  expect(world.pendingAdds.all()).toEqual([]);

  world.pendingAdds.keepBeforeSending({
    ...{ slug: 'potato-day', sentAtMs: EIGHT },
    request: second!.request as LiveRequest<'cart:add'>,
  });
  nowMs = EIGHT + 29_000;
  live.welcome({ nowMs });
  await expect.poll(() => world.pendingAdds.all()).toEqual([]);
  expect(live.sent.filter(({ command }) => command === 'cart:add')).toHaveLength(2);
});

test('[F5] an add says what the viewer saw; with a flash, its id and the ticket', async () => {
  const { live, cart, world } = await atTheStall();
  live.say.onFrame({
    history: 'abcd1234',
    from: 10,
    to: 11,
    changes: [aFlash(7, { priceMinor: 1_990, startsAtMs: EIGHT, endsAtMs: EIGHT + MINUTE })],
  });
  live.answer(() => ({ ok: true, seq: 12, unitPriceMinor: 1_990, heldUntilMs: EIGHT, lateOk: false }));
  const flashId = '0190a000-0000-7000-8000-0000000000f1';
  const added = cart.add(7, 1, { priceMinor: 1_990, flashId });
  // Whoever leaves before the answer finds the stream of it from every other page.
  expect(world.keep.read('fairday.added-at')).toBe('potato-day');
  await added;
  await cart.add(1, 1, { priceMinor: 1_000, flashId: null });
  expect(live.sent[0]?.request).toMatchObject({
    itemNumber: 7,
    seenPriceMinor: 1_990,
    flashId,
    ticket: 'ticket',
  });
  expect(live.sent[1]?.request).toMatchObject({ itemNumber: 1, seenPriceMinor: 1_000 });
  expect(live.sent[1]?.request).not.toHaveProperty('flashId');
});

test('[I4] a refused add is kept with its item until the next try', async () => {
  const { live, cart, state } = await atTheStall();
  const seen = { priceMinor: 1_000, flashId: null };
  live.answer(() => ({
    ok: false,
    message: '',
    retryable: false,
    code: 'INSUFFICIENT',
    itemNumber: 1,
    max: 2,
  }));
  expect(await cart.add(1, 5, seen)).toBe(false);
  expect(state().faults[1]).toMatchObject({ code: 'INSUFFICIENT', max: 2 });
  live.answer(() => ({ ok: true, seq: 12, unitPriceMinor: 1_000, heldUntilMs: EIGHT, lateOk: false }));
  expect(await cart.add(1, 2, seen)).toBe(true);
  expect(state().faults[1]).toBeUndefined();
});

const seen = { priceMinor: 1_000, flashId: null };
const taken = { ok: true, seq: 12, unitPriceMinor: 1_000, heldUntilMs: EIGHT, lateOk: false } as const;

test('taps on one item wait for each other on a slow line, and none is lost', async () => {
  const { live, cart, state } = await atTheStall();
  const first = answerLater<'cart:add'>();
  live.answer(() => (live.sent.length === 1 ? first.promise : taken));
  const taps = [cart.add(1, 1, seen), cart.add(1, 1, seen), cart.add(1, 1, seen)];
  expect(live.sent).toHaveLength(1);
  expect(state().waiting).toEqual({ 1: 3 });
  first.resolve(taken);
  expect(await Promise.all(taps)).toEqual([true, true, true]);
  expect(live.sent).toHaveLength(3);
  expect(new Set(live.sent.map(({ request }) => (request as LiveRequest<'cart:add'>).key)).size).toBe(3);
  expect(state()).toMatchObject({ waiting: {}, lastAdded: 1, faults: {} });
});

test('[I4] a no takes back the taps that wait behind it, and the next one is asked anew', async () => {
  const { live, cart, state } = await atTheStall();
  const first = answerLater<'cart:add'>();
  live.answer(() => (live.sent.length === 1 ? first.promise : taken));
  const taps = [cart.add(1, 1, seen), cart.add(1, 1, seen), cart.add(7, 1, seen)];
  expect(state().waiting).toEqual({ 1: 2, 7: 1 });
  first.resolve({ ok: false, message: '', retryable: false, code: 'SOLD_OUT' });
  expect(await Promise.all(taps)).toEqual([false, false, true]);
  expect(live.sent).toHaveLength(2);
  expect(state()).toMatchObject({ waiting: {}, lastAdded: 7, faults: { 1: { code: 'SOLD_OUT' } } });
  expect(await cart.add(1, 1, seen)).toBe(true);
  expect(state().faults).toEqual({});
});
