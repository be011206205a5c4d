import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { createDeviceStorage } from '../../client/connection/device-storage.ts';
import { setLanguage } from '../../client/i18n/language.ts';
import type { CartStore } from '../../client/stores/cart-store.ts';
import { ASIDE, setAsideOf } from '../../client/stores/set-aside.ts';
import { entryChange } from '../../shared/live-view/told.ts';
import { emptyMine } from './fake-live.ts';
import { aGood, aHeldLine, aPin, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage } from './stage.tsx';

const ok = { ok: true, seq: 12 } as never;
const stall = [
  aStream(),
  ['o', [7, 8]] as ['o', number[]],
  aGood(7, { name: 'Red potatoes', listPriceMinor: 2_990 }),
  aGood(8, { name: 'Tea', listPriceMinor: 1_000 }),
  aShelf(7, { state: 'IN_STOCK', available: 12 }),
  aShelf(8),
  aPin(7),
];
const potatoes = (units: number, minor = 2_990) => aHeldLine(7, units, minor, EIGHT + 5 * MINUTE);
const tea = aHeldLine(8, 1, 1_000, EIGHT + 5 * MINUTE);
const aside = () => within(screen.getByRole('region', { name: 'Saved for later' }));

test('a line that is set aside leaves the cart, is not in the total, and is taken again at the price of now, told before', async () => {
  const stage = await aStage(stall, { lines: [potatoes(2), tea] });
  stage.live.answer(() => ok);
  // What is held keeps its price.
  stage.change(aGood(7, { name: 'Red potatoes', listPriceMinor: 3_190 }));
  await userEvent.click(screen.getByRole('button', { name: /^Cart 3/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Save for later: Red potatoes' }));
  expect(stage.live.sent.at(-1)).toMatchObject({
    command: 'cart:remove',
    request: { itemNumber: 7, units: 2 },
  });
  stage.cart([tea]);
  expect(aside().getByText('Red potatoes')).toBeVisible();
  expect(aside().getByText(/not reserved, not in the total/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Checkout (1)' })).toBeEnabled();
  expect(document.querySelector('.cart > footer')).toHaveTextContent('Total ¥10.00');
  // It is no line that was taken out.
  expect(screen.queryByText('Removed: Red potatoes')).toBeNull();

  expect(aside().getByText('was ¥29.90')).toBeVisible();
  await userEvent.click(aside().getByRole('button', { name: 'Move to cart · ¥63.80' }));
  expect(stage.live.sent.at(-1)).toMatchObject({
    command: 'cart:add',
    request: { itemNumber: 7, units: 2, seenPriceMinor: 3_190 },
  });
  stage.cart([tea, aHeldLine(7, 2, 3_190, EIGHT + 10 * MINUTE)]);
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Saved for later' })).toBeNull());
  expect(stage.world.keep.read(ASIDE)).toBe('[]');
  // Its clock is another one than before; the other line's is not.
  const again = screen.getAllByText(/^Reserved again, until \d{1,2}:10/);
  expect(again.map((said) => said.closest('li')?.textContent)).toEqual([
    expect.stringContaining('Red potatoes'),
  ]);
});

test('what is sold out by then says so, without a button that takes it; it can be forgotten', async () => {
  const stage = await aStage(stall, { lines: [potatoes(1), tea] });
  stage.live.answer(() => ok);
  stage.change(aShelf(7, { state: 'SOLD_OUT', available: 0 }));
  await userEvent.click(screen.getByRole('button', { name: /^Cart 2/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Save for later: Red potatoes' }));
  stage.cart([tea]);
  expect(aside().getByText('Sold out')).toBeVisible();
  expect(aside().queryByRole('button', { name: /^Move to cart/ })).toBeNull();
  await userEvent.click(aside().getByRole('button', { name: 'Remove' }));
  expect(screen.queryByRole('region', { name: 'Saved for later' })).toBeNull();
});

test('what has left the lineup keeps its name, says why it cannot be taken, and is removed by a tap; also after a reload', async () => {
  const named = aGood(7, { name: '红皮土豆', nameEn: 'Red potatoes', listPriceMinor: 2_990 });
  const stage = await aStage([...stall, named], { lines: [potatoes(2), tea] });
  stage.live.answer(() => ok);
  await userEvent.click(screen.getByRole('button', { name: /^Cart 3/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Save for later: Red potatoes' }));
  stage.change(entryChange('c', 7, null), entryChange('s', 7, null), ['o', [8]]);
  stage.cart([tea]);
  expect(aside().getByText('Red potatoes')).toBeVisible();
  expect(aside().getByText('No longer in this stream’s shop')).toBeVisible();
  expect(aside().queryByRole('button', { name: /^Move to cart/ })).toBeNull();
  // In both languages, and on a page that never saw its card.
  act(() => setLanguage('zh-CN'));
  expect(screen.getByText('红皮土豆')).toBeVisible();
  act(() => setLanguage('en'));
  const again = setAsideOf({ slug: 'potato-day' }, stage.world.keep);
  expect(again.store.getState().lines).toEqual([
    { itemNumber: 7, units: 2, seenMinor: 2_990, name: '红皮土豆', nameEn: 'Red potatoes' },
  ]);
  await userEvent.click(aside().getByRole('button', { name: 'Remove' }));
  expect(screen.queryByRole('region', { name: 'Saved for later' })).toBeNull();
});

test('what is on the shelf and cannot be taken says why: the stream is over, or this buyer has all that one may', async () => {
  const limited = aGood(7, { name: 'Red potatoes', listPriceMinor: 2_990, buyerLimit: 2 });
  const stage = await aStage([...stall, limited], { lines: [potatoes(2), tea] });
  stage.live.answer(() => ok);
  await userEvent.click(screen.getByRole('button', { name: /^Cart 3/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Save for later: Red potatoes' }));
  const allowance = {
    ...{ isNew: false, holdMs: 10 * MINUTE, flashHoldMs: 5 * MINUTE, reservable: 20, orderUnits: null },
    ordered: [{ itemNumber: 7, flashId: null, units: 2 }],
  };
  const cart = { lines: [tea], firstPaid: false };
  act(() => stage.live.say.onPrivate({ ...emptyMine, seq: 11, cart, allowance }));
  expect(aside().getByText('You have all that one person can buy.')).toBeVisible();
  expect(aside().queryByText('12 left')).toBeNull();
  stage.change(aStream({ status: 'ENDED', endedAtMs: EIGHT }));
  expect(aside().getByText('This stream has ended')).toBeVisible();
  expect(aside().queryByText('12 left')).toBeNull();
});

test('[H2] where the cart lies on the device it is the same, and the market is asked nothing', async () => {
  const stage = await aStage([aStream({ holdPolicy: 'first_paid' }), ...stall.slice(1)]);
  stage.live.answer(() => ok);
  await userEvent.click(screen.getByRole('button', { name: /^Add to cart/ }));
  await userEvent.click(await screen.findByRole('button', { name: /^Cart 1/ }));
  const sent = stage.live.sent.length;
  await userEvent.click(await screen.findByRole('button', { name: 'Save for later: Red potatoes' }));
  expect(await screen.findByText('Your cart is empty.')).toBeVisible();
  expect(aside().getByRole('button', { name: 'Move to cart · ¥29.90' })).toBeEnabled();
  expect(stage.live.sent).toHaveLength(sent);
  await userEvent.click(aside().getByRole('button', { name: 'Move to cart · ¥29.90' }));
  expect(await screen.findByRole('button', { name: 'Checkout (1)' })).toBeEnabled();
});

/** A cart that answers as it is told. */
function aCart(isOut: boolean, code?: string): CartStore & { removed: number[] } {
  const removed: number[] = [];
  const faults = code === undefined ? {} : { 7: { code } };
  return {
    removed,
    remove: async (_: number, units: number) => {
      removed.push(units);
      return isOut;
    },
    store: { getState: () => ({ faults }) },
  } as unknown as CartStore & { removed: number[] };
}

test('a refusal leaves the line in the cart; without an answer it is kept, since it may be out', async () => {
  const keep = createDeviceStorage(null);
  const kept = setAsideOf({ slug: 'potato-day' }, keep);
  const line = { itemNumber: 7, units: 2, seenMinor: 2_990 };
  await kept.put(aCart(false, 'CART_CHANGED'), line, 0);
  expect(kept.store.getState().lines).toEqual([]);
  await kept.put(aCart(false, 'UNAVAILABLE'), line, 0);
  expect(kept.store.getState().lines).toEqual([line]);
  // More of the same comes on top; a refusal of that leaves what was there.
  await kept.put(aCart(false, 'CART_CHANGED'), { ...line, units: 1 }, 0);
  expect(kept.store.getState().lines).toEqual([line]);
  // What ran out is taken out first: it goes along, and is not kept.
  const cart = aCart(true);
  await kept.put(cart, { ...line, units: 1, seenMinor: 3_190 }, 4);
  expect(cart.removed).toEqual([5]);
  expect(kept.store.getState().lines).toEqual([{ itemNumber: 7, units: 3, seenMinor: 3_190 }]);
});

test('it is kept by stream, within bounds, and what somebody else wrote there is nothing', async () => {
  const keep = createDeviceStorage(null);
  for (let n = 1; n <= 22; n += 1) {
    await setAsideOf({ slug: `s-${n}` }, keep).put(aCart(true), { itemNumber: n, units: 1, seenMinor: 1 }, 0);
  }
  const streams = JSON.parse(keep.read(ASIDE) ?? '') as { slug: string }[];
  expect([streams.length, streams[0]?.slug]).toEqual([20, 's-3']);
  const one = setAsideOf({ slug: 's-3' }, keep);
  for (let n = 1; n <= 60; n += 1) await one.put(aCart(true), { itemNumber: n, units: 1, seenMinor: 1 }, 0);
  expect(one.store.getState().lines).toHaveLength(50);
  for (const bad of ['', 'x', '{}', '[{"slug":"a","lines":[{"itemNumber":1,"units":-1,"seenMinor":1}]}]']) {
    keep.write(ASIDE, bad);
    expect(setAsideOf({ slug: 'a' }, keep).store.getState().lines).toEqual([]);
  }
});
