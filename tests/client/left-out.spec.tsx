import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { createDeviceStorage } from '../../client/connection/device-storage.ts';
import { LEFT_OUT, leftOutOf } from '../../client/stores/left-out.ts';
import type { CartLine } from '../../shared/market/cart/contract.ts';
import type { SentCommand } from './fake-live.ts';
import { aGuest } from './fake-world.ts';
import { aFlash, aGood, aHeldLine, anOrder, aPin, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage } from './stage.tsx';

const address = {
  ...{ addressId: '0190a000-0000-7000-8000-0000000000d1', name: 'Li', phoneEnd: '8000' },
  address: 'Shaxi',
};
const potatoes = aHeldLine(7, 2, 2_990, EIGHT + 2 * MINUTE);
const tea = aHeldLine(8, 1, 1_000, EIGHT + 5 * MINUTE);
const goods = [
  ['o', [7, 8]] as ['o', number[]],
  aGood(7, { name: 'Red potatoes', listPriceMinor: 2_990 }),
  aGood(8, { name: 'Tea', listPriceMinor: 1_000 }),
  ...[aShelf(7, { state: 'IN_STOCK', available: 12, flashLeft: 5 }), aShelf(8), aPin(7)],
];
const aStall = (lines: CartLine[], terms = {}) =>
  aStage([aStream({ payments: ['cash_on_delivery'], ...terms }), ...goods], {
    lines,
    routes: { me: () => ({ ...aGuest, addresses: [address] }) },
  });
const answer = ({ command }: SentCommand) =>
  (command === 'order:place' ? { ok: true, seq: 12, order: anOrder() } : { ok: true, seq: 12 }) as never;
const tap = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
const tickOf = (name: string) => screen.findByRole('checkbox', { name: `Pay for this now: ${name}` });
const foot = () => document.querySelector('.cart > footer');

test('[O1] a line without its tick stays in the cart with its clock, and is in no sum and no order', async () => {
  const { live, world, cart } = await aStall([potatoes, tea]);
  live.answer(answer);
  await tap(/^Cart 3/);
  expect(await tickOf('Red potatoes')).toBeChecked();
  expect(foot()).toHaveTextContent('Total ¥69.80');
  await userEvent.click(await tickOf('Red potatoes'));
  expect(foot()).toHaveTextContent('Total ¥10.00');
  // It is as much in the cart as it was, and its reservation goes on; nobody was asked for anything.
  expect(document.querySelector('.reserved')).toHaveTextContent('2:00');
  expect(live.sent).toEqual([]);
  expect(screen.getAllByText('Reserved')).toHaveLength(1);
  expect(JSON.parse(world.keep.read(LEFT_OUT) ?? '')).toEqual([['potato-day', [7]]]);

  await tap('Checkout (1)');
  const place = await screen.findByRole('button', { name: 'Place order · ¥10.00' });
  // The clock of what is ordered, not of what is left.
  expect(screen.getByRole('dialog', { name: 'Checkout' })).toHaveTextContent('Reserved for 05:00');
  await userEvent.click(place);
  await waitFor(() => expect(live.sent.at(-1)?.command).toBe('order:place'));
  expect(live.sent.at(-1)?.request).toMatchObject({
    expectTotalMinor: 1_000,
    lines: [{ itemNumber: 8, units: 1, unitPriceMinor: 1_000 }],
  });
  // What is left is not paid by itself: it waits for its tick.
  cart([potatoes]);
  await userEvent.click(await screen.findByRole('button', { name: 'Back to the stream' }));
  await tap(/^Cart 2/);
  expect(await screen.findByRole('button', { name: 'Choose what to pay for' })).toBeDisabled();
  await userEvent.click(await tickOf('Red potatoes'));
  expect(screen.getByRole('button', { name: 'Checkout (2)' })).toBeEnabled();
});

test('[F7] a flash price is taken for the lines that are to be ordered', async () => {
  const { live, change } = await aStall([potatoes, tea]);
  const FLASH = '0190a000-0000-7000-8000-0000000000f1';
  const totals = { totalBeforeMinor: 5_980, totalAfterMinor: 3_980 };
  const offer = { itemNumber: 7, flashId: FLASH, units: 2, wasMinor: 2_990, nowMinor: 1_990, ...totals };
  live.answer(
    ({ command }) =>
      (command === 'order:quote'
        ? {
            ...{ ok: true, lines: [], shipping: [], goodsMinor: 5_980, shippingMinor: 0, totalMinor: 5_980 },
            ...{ vouchers: [], takings: [offer] },
          }
        : { ok: true, seq: 12, unitPriceMinor: 1_990, heldUntilMs: EIGHT + 5 * MINUTE }) as never,
  );
  change(aFlash(7, { priceMinor: 1_990, startsAtMs: EIGHT - MINUTE, endsAtMs: EIGHT + 4 * MINUTE }));
  await tap(/^Cart 3/);
  await userEvent.click(await tickOf('Tea'));
  await userEvent.click(await screen.findByRole('button', { name: /Take it/ }));
  await waitFor(() => expect(live.sent.at(-1)?.command).toBe('cart:take'));
  expect(live.sent.at(-1)?.request).toMatchObject({ ...totals, orderedItems: [7] });
});

test('[H2] where the cart lies on the device, what is not ordered stays in it', async () => {
  const { live, change } = await aStall([], { holdPolicy: 'first_paid' });
  live.answer(answer);
  await tap(/^Add to cart/);
  change(aPin(8));
  await userEvent.click(await screen.findByRole('button', { name: /^Add to cart/ }));
  await userEvent.click(await screen.findByRole('button', { name: /^Cart 2/ }));
  await userEvent.click(await tickOf('Red potatoes'));
  await tap('Checkout (1)');
  const line = { ...anOrder().lines[0]!, itemNumber: 8, units: 1, unitPriceMinor: 1_000 };
  live.answer(() => ({ ok: true, seq: 13, order: anOrder({ lines: [line] }) }) as never);
  await userEvent.click(await screen.findByRole('button', { name: 'Place order · ¥10.00' }));
  await waitFor(() => expect(live.sent.at(-1)?.command).toBe('order:place'));
  expect(live.sent.at(-1)?.request).toMatchObject({ lines: [{ itemNumber: 8, units: 1 }] });
  await userEvent.click(await screen.findByRole('button', { name: 'Back to the stream' }));
  await tap(/^Cart 1/);
  expect(await tickOf('Red potatoes')).not.toBeChecked();
  expect(screen.queryByRole('checkbox', { name: 'Pay for this now: Tea' })).toBeNull();
});

test('more units of a line tick it again; what has left the cart is forgotten', async () => {
  const { live, world, cart } = await aStall([potatoes, tea]);
  live.answer(answer);
  await tap(/^Cart 3/);
  await userEvent.click(await tickOf('Red potatoes'));
  await tap('More: Red potatoes');
  expect(await tickOf('Red potatoes')).toBeChecked();
  await userEvent.click(await tickOf('Tea'));
  cart([potatoes]);
  expect(world.keep.read(LEFT_OUT)).toBe('[]');
  cart([potatoes, tea]);
  expect(await tickOf('Tea')).toBeChecked();
});

test('it is kept by stream, for the newest 20, and what somebody else wrote there is nothing', () => {
  const keep = createDeviceStorage(null);
  for (let n = 1; n <= 22; n += 1) leftOutOf({ slug: `s-${n}` }, keep).set(n, true);
  const streams = JSON.parse(keep.read(LEFT_OUT) ?? '') as [string, number[]][];
  expect([streams.length, streams[0]?.[0]]).toEqual([20, 's-3']);
  for (const bad of ['', 'x', '{}', '[1]', '[["a"]]']) {
    keep.write(LEFT_OUT, bad);
    expect(leftOutOf({ slug: 'a' }, keep).store.getState().items).toEqual([]);
  }
});
