import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCartStore } from '../../client/stores/cart-store.ts';
import { createLiveStore } from '../../client/stores/live-store.ts';
import { noAnswer } from '../../shared/contract/answer.ts';
import type { LiveRequest } from '../../shared/protocol.ts';
import { ok } from '../../shared/values/result.ts';
import { emptyMine, type FakeLive, fakeLive, HISTORY } from './fake-live.ts';
import { fakeWorld } from './fake-world.ts';
import { aGood, aHeldLine, anOrder, aShelf, aStream, EIGHT, MINUTE } from './market.ts';

const HOLD_ENDS = EIGHT + 2 * MINUTE;
const by = { addressId: null, payment: 'cash_on_delivery' } as const;
const contact = { name: '王秀英', phone: '13800138000', address: '剑川县金华镇' };
const anAddress = {
  addressId: 'ad-1',
  name: '王秀英',
  phoneEnd: '8000',
  address: '剑川县金华镇',
  isMine: true,
};
const PLACED = { ok: true, seq: 12, order: anOrder() } as const;

beforeEach(() => {
  vi.useFakeTimers({ now: EIGHT });
  vi.spyOn(Math, 'random').mockReturnValue(0.99);
});
const opened: { close(): void }[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.close();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A stall with a held product in the cart, and a line that a test cuts and mends. */
async function aStall({ held = true, answer = (() => noAnswer) as Parameters<FakeLive['answer']>[0] } = {}) {
  const live = fakeLive();
  live.answer(answer);
  const world = fakeWorld(live, {}, () => Date.now());
  const liveStore = createLiveStore('potato-day', world);
  const cart = createCartStore(liveStore, world);
  opened.push(cart);
  cart.open();
  liveStore.open();
  await vi.advanceTimersByTimeAsync(0);
  live.snapshot([aStream(), ['o', [1]], aGood(1), aShelf(1)]);
  const line = held
    ? aHeldLine(1, 1, 1_000, HOLD_ENDS)
    : { itemNumber: 1, directUnits: 1, holds: [], expired: [] };
  const mine = { ...emptyMine, cart: { lines: [line as never], firstPaid: false } };
  const mend = () => live.welcome({ mine, nowMs: Date.now() });
  mend();
  await vi.advanceTimersByTimeAsync(0);
  const placed = () => live.sent.filter(({ command }) => command === 'order:place');
  return {
    ...{ live, liveStore, world, cart, mend, placed },
    placing: () => cart.store.getState().placing,
    cut: () => live.say.onLink('reconnecting'),
    saved: () => world.called.filter(({ name }) => name === 'saveAddress').map(({ input }) => input),
  };
}
/** What is loaded with the tap is there first, as on a page it is. */
async function pass(ms: number) {
  await vi.dynamicImportSettled();
  await vi.advanceTimersByTimeAsync(ms);
}

test('[H9] a tap without a line is sent by itself once, when the line is back', async () => {
  const { live, cart, cut, mend, placed, placing } = await aStall();
  live.answer(() => PLACED);
  cut();
  void cart.place({ ...by, addressId: 'ad-1' }, [], 1_600);
  await pass(5_000);
  expect(placing()).toEqual({ kind: 'kept', untilMs: HOLD_ENDS, totalMinor: 1_600, isSent: false });
  expect(live.sent).toEqual([]);
  mend();
  await pass(0);
  expect(placing()).toMatchObject({ kind: 'placed' });
  expect(placed()).toMatchObject([{ request: { expectTotalMinor: 1_600, addressId: 'ad-1' } }]);
  await pass(10 * MINUTE);
  expect(placed()).toHaveLength(1);
});

test('[H9] it goes out ten seconds before the earliest hold ends, and ten seconds after that nothing does', async () => {
  for (const [waitMs, ends] of [
    [2 * MINUTE - 10_000, 'placed'],
    [2 * MINUTE + 10_000, 'too_late'],
  ] as const) {
    vi.setSystemTime(EIGHT);
    const { live, cart, cut, mend, placed, placing } = await aStall();
    live.answer(() => PLACED);
    cut();
    void cart.place({ ...by, addressId: 'ad-1' });
    await pass(waitMs);
    expect(placing().kind).toBe(ends === 'placed' ? 'kept' : 'too_late');
    mend();
    await pass(30_000);
    expect(placing().kind).toBe(ends);
    expect(placed()).toHaveLength(ends === 'placed' ? 1 : 0);
    cart.close();
  }
});

test('[H9] where nothing is held it waits for three minutes', async () => {
  const { cart, cut, placing } = await aStall({ held: false });
  cut();
  void cart.place({ ...by, addressId: 'ad-1' });
  await pass(3 * MINUTE - 1);
  expect(placing()).toMatchObject({ kind: 'kept', untilMs: EIGHT + 3 * MINUTE });
  await pass(1);
  expect(placing()).toEqual({ kind: 'too_late' });
});

test('[H9] a new buyer’s address is saved first, under one key however often it is tried, and then the order goes there', async () => {
  let isAnswering = false;
  const { live, cart, cut, mend, placed, placing, saved, world } = await aStall();
  const { saveAddress } = world.me;
  // The line carries the request, and loses the answer.
  world.me.saveAddress = async (...asked) => {
    const answer = await saveAddress(...asked);
    return isAnswering ? ok(anAddress) : answer;
  };
  live.answer(() => PLACED);
  void cart.place(by, [], 1_600, contact);
  await pass(0);
  cut();
  await pass(20_000);
  expect(placing()).toMatchObject({ kind: 'kept', isSent: false });
  expect(saved()).toHaveLength(1);
  mend();
  await pass(0);
  expect(saved()).toHaveLength(2);
  expect(placed()).toEqual([]);
  isAnswering = true;
  await pass(7_500);
  expect(saved()).toHaveLength(3);
  expect(new Set(saved().map((input) => (input as { body: { key: string } }).body.key)).size).toBe(1);
  expect(placing().kind).toBe('placed');
  expect(placed()).toMatchObject([{ request: { addressId: 'ad-1', expectTotalMinor: 1_600 } }]);
});

test('[H9] *Don’t send* ends it: nothing goes out when the line is back', async () => {
  const { live, cart, cut, mend, placing, world } = await aStall();
  live.answer(() => PLACED);
  cut();
  void cart.place({ ...by, addressId: 'ad-1' });
  await pass(5_000);
  cart.callOff();
  expect(placing()).toEqual({ kind: 'idle' });
  mend();
  await pass(60_000);
  expect(live.sent).toEqual([]);
  expect(world.pending.all()).toEqual([]);
});

test('[H9] a page that is loaded again goes on with the tap, under its key', async () => {
  const first = await aStall();
  first.live.answer(() => new Promise(() => {}));
  void first.cart.place({ ...by, addressId: 'ad-1' }, [], 1_600);
  await pass(0);
  const { key } = first.placed()[0]!.request as LiveRequest<'order:place'>;
  first.cart.close();
  first.liveStore.close();

  const second = await aStall({
    answer: ({ command }) => (command === 'order:status' ? { ok: true, outcome: 'never_seen' } : PLACED),
  });
  await pass(0);
  expect(second.live.sent.map(({ command, request }) => [command, (request as { key: string }).key])).toEqual(
    [
      ['order:status', key],
      ['order:place', key],
    ],
  );
  expect(second.live.sent[0]!.request).toEqual({ key, history: HISTORY });
  expect(second.placed()[0]!.request).toMatchObject({ inDoubt: true, expectTotalMinor: 1_600 });
  expect(second.placing()).toMatchObject({ kind: 'placed' });
});

test('[H9] a price that rose meanwhile is not paid: the buyer is told', async () => {
  const { live, cart, cut, mend, placing } = await aStall();
  const changed = { code: 'PRICE_CHANGED', wasMinor: 1_600, nowMinor: 1_900 } as const;
  live.answer(() => ({ ok: false, message: '', retryable: false, ...changed }) as never);
  cut();
  void cart.place({ ...by, addressId: 'ad-1' }, [], 1_600);
  await pass(5_000);
  mend();
  await pass(0);
  expect(placing()).toMatchObject({ kind: 'refused', reason: changed });
});

test('[H9] what was sent and called off is let go of: it stands only if it was taken before', async () => {
  const { live, cart, cut, mend, placing, placed } = await aStall();
  void cart.place({ ...by, addressId: 'ad-1' });
  await pass(0);
  cut();
  expect(placing()).toMatchObject({ kind: 'kept', isSent: true });
  cart.callOff();
  live.answer(({ request }) => {
    expect(request).toMatchObject({ letGo: true });
    return { ok: true, outcome: 'never_seen' };
  });
  mend();
  await pass(7_500);
  expect(placing().kind).toBe('never_arrived');
  expect(placed()).toHaveLength(1);
});

test('[F7] a kept tap stops and asks where what it orders at list price has a flash price by now', async () => {
  const { live, cart, cut, mend, placed, placing } = await aStall();
  const offer = {
    ...{ itemNumber: 1, flashId: 'f-1', units: 1, wasMinor: 1_000, nowMinor: 800 },
    ...{ totalBeforeMinor: 1_000, totalAfterMinor: 800 },
  };
  const refusal = { ok: false, message: '', retryable: false, code: 'CHEAPER_NOW', ...offer } as const;
  live.answer(() => refusal);
  cut();
  void cart.place({ ...by, addressId: 'ad-1' }, [], 1_000);
  await pass(5_000);
  mend();
  await pass(0);
  expect(placing()).toMatchObject({ kind: 'refused', reason: offer, lines: [] });
  await pass(10 * MINUTE);
  expect(placed()).toHaveLength(1);
  live.answer(() => PLACED);
  void cart.place({ ...by, addressId: 'ad-1', askedFlashIds: ['f-1'] }, [], 1_000);
  await pass(0);
  expect(placed().at(-1)).toMatchObject({ request: { askedFlashIds: ['f-1'], expectTotalMinor: 1_000 } });
});
