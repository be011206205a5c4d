import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCartStore } from '../../client/stores/cart-store.ts';
import { changeKept, keptCart, takeOrdered } from '../../client/stores/kept-carts.ts';
import { createLiveStore } from '../../client/stores/live-store.ts';
import { KEPT_CARTS } from '../../client/stores/placing.ts';
import type { PrivateView } from '../../shared/contract/private-view.ts';
import { emptyMine, type FakeLive, fakeLive } from './fake-live.ts';
import { type FakeWorld, fakeWorld } from './fake-world.ts';
import { aGood, anOrder, aShelf, aStream, EIGHT } from './market.ts';

const SLUG = 'potato-day';
const sandbox = { addressId: null, payment: 'sandbox' } as const;
const atPrice = { priceMinor: 1_000, flashId: null };
const nothing: PrivateView = { ...emptyMine, cart: { lines: [], firstPaid: true } };

beforeEach(() => localStorage.clear());
let close = () => {};
afterEach(() => close());

/** A page of a stream where nothing is reserved; the market agrees to every add. */
async function aPage(mine = nothing, live = fakeLive(), world: FakeWorld = fakeWorld(live, {}, () => EIGHT)) {
  const liveStore = createLiveStore(SLUG, world);
  const cart = createCartStore(liveStore, world);
  close = () => {
    cart.close();
    liveStore.close();
  };
  cart.open();
  liveStore.open();
  await expect.poll(live.isOpen).toBe(true);
  live.answer(agree);
  live.snapshot([aStream({ holdPolicy: 'first_paid' }), ['o', [1, 7]], aGood(1), aGood(7), aShelf(1)]);
  live.welcome({ mine });
  const lines = () =>
    liveStore.store
      .getState()
      .mine!.cart.lines.map(({ itemNumber, directUnits }) => [itemNumber, directUnits]);
  return { live, world, cart, lines, state: cart.store.getState };
}
const agree: Parameters<FakeLive['answer']>[0] = ({ command }) =>
  command === 'cart:add'
    ? { ok: true, seq: 10, unitPriceMinor: 1_000, heldUntilMs: null, lateOk: false }
    : { ok: true, seq: 10 };
const commandsOf = ({ sent }: FakeLive) => sent.map(({ command }) => command);

test('[H2] units that the market agrees to lie on this device, whatever the market tells of the cart', async () => {
  const { live, cart, lines } = await aPage();
  expect(await cart.add(1, 2, atPrice)).toBe(true);
  await cart.add(1, 1, atPrice);
  await cart.add(7, 1, atPrice);
  expect(lines()).toEqual([
    [1, 3],
    [7, 1],
  ]);
  live.say.onPrivate({ ...nothing, seq: 20 });
  live.welcome({ mine: { ...nothing, seq: 21 } });
  expect(lines()).toEqual([
    [1, 3],
    [7, 1],
  ]);
});

test('[H2] what is taken out is asked of nobody', async () => {
  const { live, cart, lines } = await aPage();
  await cart.add(1, 2, atPrice);
  await cart.remove(1, 1);
  expect(lines()).toEqual([[1, 1]]);
  await cart.remove(1, 1);
  expect(lines()).toEqual([]);
  expect(commandsOf(live)).toEqual(['cart:add']);
});

test('[F5] what the market refuses is not kept, and says why', async () => {
  const { live, cart, lines, state } = await aPage();
  live.answer(() => ({ ok: false, message: '', retryable: false, code: 'SOLD_OUT', itemNumber: 1 }));
  expect(await cart.add(1, 1, atPrice)).toBe(false);
  expect(lines()).toEqual([]);
  expect(state().faults[1]).toMatchObject({ code: 'SOLD_OUT' });
});

test('[H2] a reload, and a page beside this one, find the same cart; another stream has one of its own', async () => {
  const { world, cart, lines } = await aPage();
  await cart.add(1, 2, atPrice);
  const reloaded = await aPage();
  await expect.poll(reloaded.lines).toEqual([[1, 2]]);
  await reloaded.cart.add(7, 1, atPrice, 'another-key');
  window.dispatchEvent(new StorageEvent('storage', { key: KEPT_CARTS }));
  expect(lines()).toEqual([
    [1, 2],
    [7, 1],
  ]);
  expect(keptCart(world.keep, 'another-day').lines).toEqual([]);
});

test('[O1] an order has its lines at the prices that are shown, and what it has leaves the cart once', async () => {
  const { live, world, cart, lines, state } = await aPage();
  await cart.add(1, 2, atPrice);
  await cart.add(7, 1, atPrice);
  const [line] = anOrder().lines;
  const order = anOrder({ lines: [{ ...line!, itemNumber: 1, units: 2 }] });
  live.answer(() => ({ ok: true, seq: 11, order }));
  await cart.place(sandbox);
  expect(live.sent.at(-1)).toMatchObject({
    command: 'order:place',
    request: {
      lines: [
        { itemNumber: 1, units: 2 },
        { itemNumber: 7, units: 1 },
      ],
    },
  });
  expect(state().placing.kind).toBe('placed');
  expect(lines()).toEqual([[7, 1]]);
  live.answer(agree);
  await cart.add(1, 2, atPrice);
  // Another page of the device hears of the same order.
  takeOrdered(world.keep, SLUG, order);
  expect(keptCart(world.keep, SLUG).lines).toEqual([
    [7, 1],
    [1, 2],
  ]);
});

test('[I1] an add that is sent again under its key, by whatever page, is counted once', async () => {
  const { cart, lines } = await aPage();
  await cart.add(1, 2, atPrice, 'one-key');
  await cart.add(1, 2, atPrice, 'one-key');
  expect(lines()).toEqual([[1, 2]]);
});

test('[H2] what an older log says of the cart stands beside it, and is asked for when it is taken out', async () => {
  const line = { itemNumber: 1, directUnits: 2, expiredUnits: 0, holds: [] };
  const { live, cart, lines } = await aPage({ ...nothing, cart: { lines: [line], firstPaid: true } });
  await cart.add(1, 1, atPrice);
  expect(lines()).toEqual([[1, 3]]);
  await cart.remove(1, 2);
  expect(live.sent.at(-1)).toMatchObject({ command: 'cart:remove', request: { itemNumber: 1, units: 1 } });
});

test('[H2] a line has 99 units at most, and a cart as many lines as an order', async () => {
  const { live, cart, state } = await aPage();
  await cart.add(1, 99, atPrice);
  expect(await cart.add(1, 1, atPrice)).toBe(false);
  expect(state().faults[1]).toMatchObject({ code: 'HOLD_LIMIT', allowance: 0 });
  for (let itemNumber = 2; itemNumber <= 50; itemNumber += 1) await cart.add(itemNumber, 1, atPrice);
  expect(await cart.add(51, 1, atPrice)).toBe(false);
  expect(state().faults[51]).toMatchObject({ code: 'TOO_MANY_LINES', max: 50 });
  expect(commandsOf(live)).toHaveLength(50);
});

test('[H2] the carts of twenty streams are kept; one that cannot be read is empty', async () => {
  const { world } = await aPage();
  const line = [{ itemNumber: 1, units: 1 }];
  for (let n = 0; n <= 20; n += 1) changeKept(world.keep, `day ${n}`, line);
  expect(keptCart(world.keep, 'day 0').lines).toEqual([]);
  expect(keptCart(world.keep, 'day 1').lines).toEqual([[1, 1]]);
  for (const text of ['nonsense', '{}', '[{"slug":"day 1","lines":[[1,-1]],"counted":[]}]', '[null]']) {
    world.keep.write(KEPT_CARTS, text);
    expect(keptCart(world.keep, 'day 1').lines).toEqual([]);
  }
});

test('[H2] where adds are reserved, the market keeps the cart and this device nothing', async () => {
  const { live, world, cart, lines } = await aPage({ ...emptyMine });
  live.snapshot([aStream({ holdPolicy: 'hold' })]);
  await cart.add(1, 1, atPrice);
  expect(lines()).toEqual([]);
  await cart.remove(1, 1);
  expect(commandsOf(live)).toEqual(['cart:add', 'cart:remove']);
  expect(world.keep.read(KEPT_CARTS)).toBeNull();
});
