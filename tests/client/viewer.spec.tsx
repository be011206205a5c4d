import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { dayAndTime } from '../../client/ui/time-words.ts';
import type { LiveRequest } from '../../shared/protocol.ts';
import { answerLater, HISTORY } from './fake-live.ts';
import { aGuest } from './fake-world.ts';
import { aFlash, aGood, aHeldLine, anOrder, aPin, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage } from './stage.tsx';

const potatoes = [
  aStream(),
  ['o', [1, 7]] as ['o', number[]],
  aGood(1, { name: 'Walnuts' }),
  aGood(7, { name: 'Red potatoes', listPriceMinor: 2_990, buyerLimit: 3 }),
  aShelf(1),
  aShelf(7, { available: 12 }),
  aPin(7),
];
const flash = aFlash(7, { priceMinor: 1_990, startsAtMs: EIGHT, endsAtMs: EIGHT + 5 * MINUTE });
const flashed = [...potatoes, flash, aShelf(7, { available: 12, flashLeft: 8 })];
const pinned = () => screen.getByRole('article', { name: 'Item 7' });
const priceOn = () => pinned().querySelector('.price')?.textContent;
const tap = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
const anAddress = {
  addressId: '0190a000-0000-7000-8000-0000000000d1',
  name: 'Li',
  phoneEnd: '8000',
  address: 'Shaxi',
};
const kept = { me: () => ({ ...aGuest, addresses: [anAddress] }) };
const added = {
  ok: true,
  seq: 12,
  unitPriceMinor: 1_990,
  heldUntilMs: EIGHT + 5 * MINUTE,
  lateOk: false,
} as const;

test('the pinned card says number, name, price, stock and limit', async () => {
  await aStage(potatoes);
  expect(pinned()).toHaveTextContent('7Red potatoes');
  expect(pinned()).toHaveTextContent('¥29.90');
  expect(pinned()).toHaveTextContent('12 left');
  expect(pinned()).toHaveTextContent('limit 3');
  expect(screen.getByRole('button', { name: 'Add to cart' })).toBeEnabled();
});

test('[F3][T3] a flash shows its price, the struck list price and a countdown on the server’s clock', async () => {
  const { clock } = await aStage(flashed);
  expect(pinned()).toHaveTextContent('¥19.90before ¥29.90');
  expect(within(pinned()).getByRole('timer')).toHaveTextContent('05:00');
  expect(pinned()).toHaveTextContent('Flash · 8 left');
  expect(pinned()).toHaveTextContent('limit 2');
  clock.nowMs += 2 * MINUTE + 500;
  await waitFor(() => expect(within(pinned()).getByRole('timer')).toHaveTextContent('03:00'));
  clock.nowMs = EIGHT + 5 * MINUTE;
  await waitFor(() => expect(within(pinned()).queryByRole('timer')).toBeNull());
  expect(priceOn()).toBe('¥29.90');
});

test('[T3] a phone whose clock is a day wrong counts down the same once the server has been asked', async () => {
  const { world } = await aStage(flashed, { phoneOffMs: 24 * 60 * MINUTE });
  expect(within(pinned()).queryByRole('timer')).toBeNull();
  act(() => world.clock.takeSample({ sentAt: EIGHT - 40, receivedAt: EIGHT, serverNowMs: EIGHT - 20 }));
  await waitFor(() => expect(within(pinned()).getByRole('timer')).toHaveTextContent('05:00'));
  expect(priceOn()).toBe('¥19.90before ¥29.90');
});

test('[F3] with the flash quota gone the list price stands, and it is said', async () => {
  const { change } = await aStage(flashed);
  change(aShelf(7, { available: 4, state: 'LOW', flashLeft: 0 }));
  expect(pinned()).toHaveTextContent('Flash sold out');
  expect(priceOn()).toBe('¥29.90');
  expect(screen.getByRole('button', { name: 'Add to cart' })).toBeEnabled();
});

test('before a flash starts the card says when and how much, and sells at the list price', async () => {
  const { clock } = await aStage(flashed);
  clock.nowMs = EIGHT - 20_000;
  await waitFor(() => expect(pinned()).toHaveTextContent('Flash ¥19.90 · starts in'));
  expect(within(pinned()).getByRole('timer')).toHaveTextContent('00:20');
  expect(priceOn()).toBe('¥29.90');
  expect(screen.getByRole('button', { name: 'Add to cart' })).toBeEnabled();
});

test.each([
  ['IN_STOCK', '剩 16 件'],
  ['LOW', '仅剩 16 件'],
] as const)('[K2] in Chinese only a shelf that is low has “only” so many left: %s', async (state, words) => {
  setLanguage('zh-CN');
  const { change } = await aStage(potatoes);
  change(aShelf(7, { state, available: 16 }));
  expect(screen.getByRole('article').querySelector('.stock > span')?.textContent).toBe(words);
});

test.each([
  ['STOPPED', 'Sales stopped'],
  ['COMING', 'Not on sale yet'],
] as const)('[K2] %s closes the button and says why', async (state, words) => {
  const { change } = await aStage(potatoes);
  change(aShelf(7, { state, available: 0 }));
  expect(screen.getByRole('button', { name: words })).toBeDisabled();
});

test.each([
  ['SOLD_OUT', 'Sold out'],
  ['ALL_HELD', 'In other carts'],
  ['AWAITING_PAYMENT', 'In other orders'],
] as const)('[K2][H5] %s is said, and the way to wait is the one button', async (state, words) => {
  const { change } = await aStage(potatoes);
  change(aShelf(7, { state, available: 0, nextFreeAtMs: state === 'ALL_HELD' ? EIGHT : null }));
  expect(pinned()).toHaveTextContent(words);
  expect(await within(pinned()).findByRole('button', { name: 'Join the waitlist' })).toBeEnabled();
  expect(within(pinned()).queryByRole('button', { name: words })).toBeNull();
  expect(within(pinned()).queryByRole('button', { name: 'Add to cart' })).toBeNull();
});

test('[F3] a flash is a band over its card that drains with the true clock', async () => {
  const { clock } = await aStage(flashed);
  const ground = () => pinned().querySelector<HTMLElement>('.flash-band > .flash-ground');
  expect(ground()?.style.animationDuration).toBe(`${5 * MINUTE}ms`);
  expect(ground()?.style.animationDelay).toBe('0ms');
  clock.nowMs += 5 * MINUTE;
  await waitFor(() => expect(ground()).toBeNull());
});

test('[F3] who comes in the middle of a flash sees what is left of it', async () => {
  const begun = aFlash(7, {
    priceMinor: 1_990,
    startsAtMs: EIGHT - 2 * MINUTE,
    endsAtMs: EIGHT + 3 * MINUTE,
  });
  await aStage([...potatoes, begun, aShelf(7, { flashLeft: 21 })]);
  expect(pinned()).toHaveTextContent('Flash · 20+ left');
  const ground = pinned().querySelector<HTMLElement>('.flash-ground');
  expect(ground?.style.animationDelay).toBe(`${-2 * MINUTE}ms`);
});

test.each([
  [{ hasShipping: true as const, isQuoted: true as const }, 'Checkout ¥19.90 + shipping'],
  [{}, 'Checkout ¥19.90'],
])('the sum in the bar says whether shipping comes on top: %o', async (more, words) => {
  const { cart } = await aStage([...flashed, aStream(more)]);
  cart([aHeldLine(7, 1, 1_990, EIGHT + 5 * MINUTE)]);
  expect(screen.getByRole('button', { name: /^Checkout/ })).toHaveTextContent(
    new RegExp(`^${words.replace('+', '\\+')}$`),
  );
});

test('[F5] Add sends the price that was seen and stays what it is; the way to the checkout stands below', async () => {
  const { live, cart } = await aStage(flashed);
  expect(screen.queryByRole('button', { name: /^Checkout ¥/ })).toBeNull();
  live.answer(() => added);
  await tap('Add to cart');
  expect(live.sent[0]).toMatchObject({
    command: 'cart:add',
    request: { itemNumber: 7, units: 1, seenPriceMinor: 1_990, ticket: 'ticket' },
  });
  cart([aHeldLine(7, 1, 1_990, EIGHT + 5 * MINUTE)]);
  expect(screen.getByRole('button', { name: /^Checkout ¥/ })).toBeEnabled();
  expect(screen.getByRole('button', { name: 'Add to cart' })).toBeEnabled();
  expect(pinned().querySelector('.in-cart')).toHaveTextContent('1');
  expect(screen.getByRole('button', { name: /^Cart 1/ })).toHaveTextContent('05:00');
});

test('[I4] a refusal stands where it happened, and its way on sends what it names', async () => {
  const { live } = await aStage(flashed);
  live.answer(() => ({
    ok: false,
    message: '',
    retryable: false,
    code: 'PRICE_CHANGED',
    wasMinor: 1_990,
    nowMinor: 2_990,
  }));
  await tap('Add to cart');
  expect(await within(pinned()).findByText(/went from ¥19.90 to ¥29.90/)).toBeInTheDocument();
  live.answer(() => added);
  await tap('Add at ¥29.90');
  expect(live.sent[1]?.request).toMatchObject({ seenPriceMinor: 2_990 });
  expect(live.sent[1]?.request).not.toHaveProperty('flashId');
  expect(within(pinned()).queryByText(/went from/)).toBeNull();
});

test('first order: three fields, then one tap per way to pay; the confirmation says all that matters', async () => {
  const { live, world } = await aStage(potatoes, {
    lines: [aHeldLine(7, 2, 1_990, EIGHT + 5 * MINUTE)],
    routes: { saveAddress: () => anAddress },
  });
  live.answer(() => ({ ok: true, seq: 12, order: anOrder() }));
  await tap(/^Cart 2/);
  await userEvent.click(await screen.findByRole('button', { name: 'Checkout (2)' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Place order · ¥39.80' }));
  expect(screen.getByText('Enter a name.')).toBeInTheDocument();
  expect(live.sent).toHaveLength(0);
  await userEvent.type(screen.getByLabelText('Name'), 'Li Xiaomei');
  await userEvent.type(screen.getByLabelText('Phone'), '+86 138 0013 8000');
  await userEvent.type(screen.getByLabelText('Address'), 'Shaxi 1');
  await tap('Place order · ¥39.80');
  expect(await screen.findByText('Order 12-1042')).toBeInTheDocument();
  expect(world.called.find(({ name }) => name === 'saveAddress')?.input).toMatchObject({
    body: { name: 'Li Xiaomei', phone: '+86 138 0013 8000', address: 'Shaxi 1' },
  });
  expect(live.sent[0]?.request).toMatchObject({
    addressId: anAddress.addressId,
    payment: 'cash_on_delivery',
    expectTotalMinor: 3_980,
  });
  expect(screen.getByText(/Free to cancel until/)).toBeInTheDocument();
});

test('an order that waits for its turn says so under one button; a no that comes when the sheet is closed opens it again', async () => {
  const { live } = await aStage(potatoes, {
    lines: [aHeldLine(7, 2, 1_990, EIGHT + 5 * MINUTE)],
    routes: kept,
  });
  const { promise, resolve } = answerLater();
  live.answer(() => promise);
  await tap(/^Checkout ¥/);
  await userEvent.click(await screen.findByRole('radio', { name: 'Pay online' }));
  await tap('Pay ¥39.80');
  act(() => live.sent[0]?.onBusy?.());
  expect(screen.getByRole('button', { name: 'Waiting in the queue…' })).toHaveAttribute('aria-busy', 'true');
  expect(screen.getByText(/Nothing is ordered until then/)).toBeInTheDocument();
  await tap('Close');
  expect(screen.queryByRole('dialog')).toBeNull();
  resolve({ ok: false, message: '', retryable: true, code: 'BUSY', retryAfterMs: 8_000 });
  expect(await screen.findByRole('dialog', { name: 'Not ordered yet' })).toBeInTheDocument();
});

test('[I5] an order that a restore may have lost: what happened, whom to ask, and a yes before the checkout comes back', async () => {
  const { live, world } = await aStage(potatoes, {
    lines: [aHeldLine(7, 2, 1_990, EIGHT + 5 * MINUTE)],
    routes: kept,
  });
  const loss = { sinceMs: EIGHT - 29 * MINUTE, restoredAtMs: EIGHT, ask: 'Yang' };
  live.answer(({ command }) =>
    command === 'order:status'
      ? { ok: true, outcome: 'lost_in_restore', ...loss }
      : { ok: false, message: '', retryable: false, code: 'LOST_IN_RESTORE', ...loss },
  );
  await tap(/^Checkout ¥/);
  await tap('Place order · ¥39.80');
  const sheet = within(await screen.findByRole('dialog', { name: 'Your order may be lost' }));
  const [restored, since] = [dayAndTime(EIGHT, 'en'), dayAndTime(loss.sinceMs, 'en')];
  expect(
    sheet.getByText(new RegExp(`restored from a backup at ${restored}.*after ${since}`)),
  ).toBeInTheDocument();
  expect(sheet.getByText(/Contact Yang before you order again/)).toBeInTheDocument();
  await tap('Order again');
  expect(sheet.getByText(/If the first order turns up, both count/)).toBeInTheDocument();
  expect(world.pending.all()).toHaveLength(1);
  await tap('Yes, order again');
  expect(world.pending.all()).toEqual([]);
  expect(await screen.findByRole('dialog', { name: 'Checkout' })).toBeInTheDocument();
  expect(live.sent.map(({ command }) => command)).toEqual(['order:place']);
});

test('[I5] whom to contact about a lost order is one tap away', async () => {
  const { live } = await aStage(potatoes, {
    lines: [aHeldLine(7, 2, 1_990, EIGHT + 5 * MINUTE)],
    routes: kept,
  });
  const loss = { sinceMs: EIGHT - 29 * MINUTE, restoredAtMs: EIGHT, ask: '+86 138-0013-8000' };
  live.answer(({ command }) =>
    command === 'order:status'
      ? { ok: true, outcome: 'lost_in_restore', ...loss }
      : { ok: false, message: '', retryable: false, code: 'LOST_IN_RESTORE', ...loss },
  );
  await tap(/^Checkout ¥/);
  await tap('Place order · ¥39.80');
  const link = await screen.findByRole('link', { name: '+86 138-0013-8000' });
  expect(link).toHaveAttribute('href', 'tel:+8613800138000');
});

test('[I5] a tap that a restore may have lost says so where it was made', async () => {
  const { live } = await aStage(potatoes);
  const loss = { sinceMs: EIGHT - 29 * MINUTE, restoredAtMs: EIGHT, ask: 'Yang' };
  live.answer(() => ({ ok: false, message: '', retryable: false, code: 'LOST_IN_RESTORE', ...loss }));
  await tap('Add to cart');
  expect(await screen.findByText(/may be missing. Check first, then try again/)).toBeInTheDocument();
});

test('[B11] whom the shop limits reads it where they tapped: why, until when, and whom one tap calls', async () => {
  const { live } = await aStage(potatoes);
  const limited = { untilMs: Date.UTC(2026, 11, 5, 4), reason: 'unpaid', contact: '0872 123 4567' } as const;
  live.answer(() => ({ ok: false, message: '', retryable: false, code: 'BUYER_RESTRICTED', ...limited }));
  await tap('Add to cart');
  const said = await screen.findByText(/You can’t order right now: orders were not paid/);
  expect(said).toHaveTextContent('You can again on Dec 5. Questions? Contact us at 0872 123 4567.');
  expect(screen.getByRole('link', { name: '0872 123 4567' })).toHaveAttribute('href', 'tel:08721234567');
});

test('second order: no field; one that is to be paid online leads to its provider by itself, from its own page', async () => {
  const { live } = await aStage(potatoes, {
    lines: [aHeldLine(7, 2, 1_990, EIGHT + 5 * MINUTE)],
    routes: kept,
  });
  const unpaid = anOrder({
    status: 'PLACED',
    payment: 'sandbox',
    payUrl: '/pay/1',
    paidAtMs: null,
    freeCancelUntilMs: null,
  });
  live.answer(() => ({ ok: true, seq: 12, order: unpaid }));
  await tap(/^Checkout ¥/);
  expect(await screen.findByText('Shaxi')).toBeInTheDocument();
  expect(screen.queryByLabelText('Name')).toBeNull();
  await userEvent.click(await screen.findByRole('radio', { name: 'Pay online' }));
  await tap('Pay ¥39.80');
  // Whatever becomes of the provider's page, a step back ends at the order.
  await expect.poll(() => location.pathname).toBe(`/orders/${unpaid.orderId}`);
  expect(await screen.findByRole('link', { name: 'Pay ¥39.80' })).toHaveAttribute('href', '/pay/1');
  expect(screen.getByText('15:00')).toBeInTheDocument();
  history.replaceState(null, '', '/');
});

test('an address that cannot be served is blamed where it is typed, and another one orders', async () => {
  const { live, world } = await aStage(potatoes, {
    lines: [aHeldLine(7, 2, 1_990, EIGHT + 5 * MINUTE)],
    routes: { ...kept, saveAddress: () => ({ ...anAddress, address: 'Shaxi 2' }) },
  });
  live.answer(() => ({ ok: false, message: '', retryable: false, code: 'ADDRESS_NOT_SERVED' }));
  await tap(/^Checkout ¥/);
  await tap('Place order · ¥39.80');
  expect(await screen.findByText(/We can’t deliver to this address/)).toBeInTheDocument();
  const address = screen.getByLabelText('Address');
  expect(address).toHaveFocus();
  await userEvent.type(address, 'Shaxi 2');
  expect(screen.queryByText(/We can’t deliver to this address/)).toBeNull();
  await userEvent.type(screen.getByLabelText('Name'), 'Li Xiaomei');
  await userEvent.type(screen.getByLabelText('Phone'), '+86 138 0013 8000');
  live.answer(() => ({ ok: true, seq: 12, order: anOrder() }));
  await tap('Place order · ¥39.80');
  expect(await screen.findByText('Order 12-1042')).toBeInTheDocument();
  expect(world.called.filter(({ name }) => name === 'saveAddress')).toHaveLength(1);
});

test('[O1] a refused order names each line, and the rest is one tap under a new key', async () => {
  const { live } = await aStage(potatoes, {
    lines: [aHeldLine(7, 2, 1_990, EIGHT + 5 * MINUTE), aHeldLine(1, 1, 1_000, EIGHT + 5 * MINUTE)],
    routes: kept,
  });
  const refusal = { code: 'HOLD_EXPIRED', itemNumber: 7, heldUnits: 0, nowMinor: 2_990 } as const;
  live.answer(() => ({
    ok: false,
    message: '',
    retryable: false,
    ...refusal,
    lines: [{ itemNumber: 7, unitPriceMinor: 1_990, refusal }],
  }));
  await tap(/^Checkout ¥/);
  await userEvent.click(await screen.findByRole('button', { name: 'Place order · ¥49.80' }));
  expect(await screen.findByText('Not ordered yet')).toBeInTheDocument();
  expect(screen.getByText(/add it again at ¥29.90/)).toBeInTheDocument();
  live.answer(() => ({ ok: true, seq: 12, order: anOrder() }));
  await tap('Order the other 1 · ¥10.00');
  expect(await screen.findByText('Order 12-1042')).toBeInTheDocument();
  const [first, second] = live.sent.map(({ request }) => request as LiveRequest<'order:place'>);
  expect(second?.lines).toEqual([{ itemNumber: 1, units: 1, unitPriceMinor: 1_000 }]);
  expect(second?.key).not.toBe(first?.key);
});

test('[O1] what is not in the cart any more is added from the refusal, and the checkout is back', async () => {
  const { live } = await aStage(potatoes, {
    lines: [aHeldLine(7, 2, 2_990, EIGHT + 5 * MINUTE)],
    routes: kept,
  });
  const refusal = { code: 'NOT_RESERVED', itemNumber: 7, units: 2, nowMinor: 2_990 } as const;
  live.answer(() => ({
    ok: false,
    message: '',
    retryable: false,
    ...refusal,
    lines: [{ itemNumber: 7, unitPriceMinor: 2_990, refusal }],
  }));
  await tap(/^Checkout ¥/);
  await userEvent.click(await screen.findByRole('button', { name: 'Place order · ¥59.80' }));
  expect(await screen.findByText(/These 2 aren’t in your cart/)).toBeInTheDocument();
  live.answer(() => added);
  await tap('Add 2 · ¥29.90 each');
  expect(live.sent.at(-1)).toMatchObject({
    command: 'cart:add',
    request: { itemNumber: 7, units: 2, seenPriceMinor: 2_990 },
  });
  expect(await screen.findByRole('button', { name: 'Place order · ¥59.80' })).toBeInTheDocument();
});

test('[O1] a cart that another page changed says what it has now, and leads back to it', async () => {
  const { live, cart } = await aStage(potatoes, {
    lines: [aHeldLine(7, 2, 2_990, EIGHT + 5 * MINUTE)],
    routes: kept,
  });
  const refusal = { code: 'CART_CHANGED', itemNumber: 7, units: 1 } as const;
  live.answer(() => ({
    ok: false,
    message: '',
    retryable: false,
    ...refusal,
    lines: [{ itemNumber: 7, unitPriceMinor: 2_990, refusal }],
  }));
  await tap(/^Checkout ¥/);
  await userEvent.click(await screen.findByRole('button', { name: 'Place order · ¥59.80' }));
  expect(await screen.findByText(/Your cart now has 1 of this/)).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  cart([aHeldLine(7, 1, 2_990, EIGHT + 5 * MINUTE)]);
  await tap('Check my cart');
  expect(await screen.findByRole('button', { name: 'Place order · ¥29.90' })).toBeInTheDocument();
});

test('[H4] an expired line stays, is not part of the total, and is taken again at the price of now', async () => {
  const { live } = await aStage(potatoes, {
    lines: [
      { itemNumber: 7, directUnits: 0, expiredUnits: 2, holds: [] },
      aHeldLine(1, 1, 1_000, EIGHT + 5 * MINUTE),
    ],
  });
  live.answer(() => added);
  await tap(/^Cart 1/);
  expect(await screen.findByText('Reservation expired for 2')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Checkout (1)' })).toBeInTheDocument();
  expect(document.querySelector('.cart > footer')).toHaveTextContent('Total ¥10.00');
  await tap('Add again at ¥29.90');
  expect(live.sent[0]).toMatchObject({
    command: 'cart:add',
    request: { itemNumber: 7, units: 2, seenPriceMinor: 2_990 },
  });
});

test('[H1] the cart has one clock, of the line that runs out first; a line has one of its own in its last minute', async () => {
  const { clock } = await aStage(potatoes, {
    lines: [aHeldLine(7, 2, 1_990, EIGHT + 5 * MINUTE), aHeldLine(1, 1, 1_000, EIGHT + 3 * MINUTE)],
  });
  expect(screen.getByRole('button', { name: /^Cart 3/ })).toHaveTextContent('03:00');
  await tap(/^Cart 3/);
  expect(await screen.findByText('Reserved for 03:00')).toBeInTheDocument();
  const own = () => [...document.querySelectorAll('.cart-row .countdown')].map((each) => each.textContent);
  expect(own()).toEqual([]);
  clock.nowMs += 2 * MINUTE + 15_000;
  await waitFor(() => expect(own()).toEqual(['00:45']));
  expect(screen.getByText('Reserved for 00:45')).toBeInTheDocument();
});

test('what is on its way stands where it was tapped until the ledger has answered, and its count waits for that', async () => {
  const { live, cart } = await aStage(potatoes);
  const { promise, resolve } = answerLater<'cart:add'>();
  live.answer(() => promise);
  await tap(/^Shop/);
  await userEvent.click(await screen.findByRole('button', { name: 'Add one Walnuts' }));
  const row = document.querySelector<HTMLElement>('.bag-row[data-item="1"]')!;
  expect(row).toHaveTextContent('+1 …');
  expect(row.querySelector('.in-cart')).toBeNull();
  expect(within(row).getByRole('button', { name: 'Add one Walnuts' })).toHaveAttribute('aria-busy', 'true');
  cart([aHeldLine(1, 1, 1_000, EIGHT + 5 * MINUTE)]);
  await act(async () => resolve(added));
  await waitFor(() => expect(row).not.toHaveTextContent('+1 …'));
  expect(row.querySelector('.in-cart')).toHaveTextContent('1');
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.getByText('Walnuts: 1 in your cart')).toHaveAttribute('aria-live', 'polite');
  expect(dialog.getByRole('button', { name: /^Cart 1 · ¥10.00/ })).toHaveTextContent('Cart 1 · ¥10.00');
  await userEvent.click(dialog.getByRole('button', { name: 'Checkout' }));
  expect(await screen.findByRole('button', { name: 'Place order · ¥10.00' })).toBeInTheDocument();
});

test('after an add its row counts up and down in its place, by the ledger', async () => {
  const { live, cart } = await aStage(potatoes);
  live.answer(() => Promise.resolve(added));
  await tap(/^Shop/);
  const plus = await screen.findByRole('button', { name: 'Add one Walnuts' });
  const row = plus.closest('li')!;
  expect(within(row).queryByRole('button', { name: 'Fewer: Walnuts' })).toBeNull();
  cart([aHeldLine(1, 2, 1_000, EIGHT + 5 * MINUTE)]);
  await waitFor(() => expect(row.querySelector('.in-cart')).toHaveTextContent('2'));
  expect(within(row).getByRole('button', { name: 'Add one Walnuts' })).toBe(plus);
  await userEvent.click(within(row).getByRole('button', { name: 'Fewer: Walnuts' }));
  expect(live.sent.at(-1)).toMatchObject({ command: 'cart:remove', request: { itemNumber: 1, units: 1 } });
  expect(row.querySelector('.in-cart')).toHaveTextContent('2');
  cart([]);
  await waitFor(() => expect(row.querySelector('.in-cart')).toBeNull());
});

test('the shop keeps the host’s order whatever is shown, marks it in its place, and names it above', async () => {
  const { change } = await aStage([...potatoes, ['o', [7, 1]]]);
  await tap(/^Shop/);
  await screen.findByRole('searchbox');
  const rows = () => [...document.querySelectorAll('.bag-row')].map((row) => row.getAttribute('data-item'));
  const marked = () => document.querySelector('.bag-row:has(.now-mark)')?.getAttribute('data-item');
  const shown = () => document.querySelector('.shown-now');
  expect([rows(), marked()]).toEqual([['7', '1'], '7']);
  change(aPin(1));
  expect([rows(), marked()]).toEqual([['7', '1'], '1']);
  expect(shown()).toHaveTextContent('1 Walnuts');
  change(aPin());
  expect([rows(), marked()]).toEqual([['7', '1'], undefined]);
  expect(shown()).toHaveTextContent('Next product in a moment.');
});

test('a silent line shows a bar with the time, and everything else stays', async () => {
  const { live } = await aStage(potatoes);
  act(() => {
    live.say.onHeartbeat({ history: HISTORY, to: 10, nowMs: EIGHT + 192_000, viewers: 3 });
    live.say.onLink('stale');
  });
  expect(screen.getByText(/Reconnecting · prices as of \d\d:03:12/)).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Add to cart' })).toBeEnabled();
  act(() => live.say.onLink('reconnecting'));
  expect(screen.getByText(/Reconnecting · prices as of/)).toBeInTheDocument();
  act(() => live.say.onLink('connected'));
  expect(screen.queryByText(/as of/)).toBeNull();
});

test('a good with two names is read by everybody under their own, and found under both', async () => {
  const names = { name: '核桃', producer: '羊岑', nameEn: 'Pecans', producerEn: 'Yangcen Farm' };
  await aStage([...potatoes, aGood(7, names)]);
  expect(pinned()).toHaveTextContent('7Pecans');
  expect(pinned()).toHaveTextContent('Yangcen Farm');
  act(() => setLanguage('zh-CN'));
  const card = screen.getByRole('article', { name: '7 号' });
  expect(card).toHaveTextContent('7核桃');
  expect(card).not.toHaveTextContent(/Pecans|Yangcen/);
  act(() => setLanguage('en'));
  await tap(/^Shop/);
  for (const name of ['核桃', 'pecans']) {
    await userEvent.clear(await screen.findByRole('searchbox'));
    await userEvent.type(screen.getByRole('searchbox'), name);
    expect(within(screen.getByRole('dialog')).getByText('Pecans', { selector: 'h3 *, h3' })).toBeVisible();
  }
});

test('an address can lead into the open shop, and to a product in it', async () => {
  const seen = vi.spyOn(Element.prototype, 'scrollIntoView');
  location.hash = '#shop-7';
  await aStage(potatoes);
  const shop = await screen.findByRole('dialog', { name: 'Shop · 2 items' });
  await within(shop).findByRole('button', { name: 'Add one Red potatoes' });
  await waitFor(() => expect(seen.mock.contexts.at(-1)).toHaveAttribute('data-item', '7'));
  location.hash = '';
  seen.mockRestore();
});

test('the shop is found by number and by name', async () => {
  await aStage(potatoes);
  await tap(/^Shop/);
  await userEvent.type(await screen.findByRole('searchbox'), '7');
  expect(screen.getAllByRole('listitem')).toHaveLength(1);
  await userEvent.clear(screen.getByRole('searchbox'));
  await userEvent.type(screen.getByRole('searchbox'), 'wal');
  expect(screen.getByRole('listitem')).toHaveTextContent('Walnuts');
});

test.each([
  [{ status: 'SCHEDULED', scheduledAtMs: EIGHT + 90 * MINUTE }, 'Starts in 1 h 30 min'],
  [{ status: 'ENDED' }, 'This stream has ended.'],
  [{ status: 'CANCELLED' }, 'This stream was cancelled.'],
  [{ status: 'INTERRUPTED' }, /The host is taking a short break/],
] as const)('a stream that is %o says so', async (more, words) => {
  const { change } = await aStage(potatoes);
  change(aStream(more));
  expect(await screen.findByText(words)).toBeInTheDocument();
});

test('before the start the host’s face and name are seen, where the page has one', async () => {
  const hostPicture = `/pictures/${'cd'.repeat(20)}.webp`;
  const { change } = await aStage(potatoes);
  change(aStream({ status: 'SCHEDULED', scheduledAtMs: EIGHT + 90 * MINUTE, hostPicture }));
  await screen.findByText('Starts in 1 h 30 min');
  const host = document.querySelector('.opening-host');
  expect(host?.querySelector('img')?.getAttribute('src')).toContain('cd'.repeat(20));
  expect(host).toHaveTextContent('阿妹 Amei');
  change(aStream({ status: 'SCHEDULED', scheduledAtMs: EIGHT + 90 * MINUTE }));
  await waitFor(() => expect(document.querySelector('.opening-host')).toBeNull());
});

test('before the start the shop’s terms and its first products have headings right below the page’s own', async () => {
  const text = (en: string) => ({ zh: en, en });
  const about = {
    ...{ name: 'Fair', nameEn: '', contact: '', complaintPhone: '' },
    licences: { business: '', food: '', website: '' },
    policies: { shipping: text('Within three days.'), returns: text(''), privacy: text('') },
  };
  const { change } = await aStage(potatoes, { routes: { aboutShop: () => ({ about, version: 1 }) } });
  change(aStream({ status: 'SCHEDULED', scheduledAtMs: EIGHT + 90 * MINUTE }));
  await screen.findByText('Within three days.');
  const levels = ['Shipping', 'In this stream'].map((name) => screen.getByRole('heading', { name }).tagName);
  expect(levels).toEqual(['H2', 'H2']);
  // Picture and name of a product lead to its page.
  const preview = screen.getByRole('region', { name: 'In this stream' });
  await userEvent.click(within(preview).getAllByRole('button')[0]!);
  expect(await screen.findByRole('dialog')).toHaveClass('product');
});

test('what is shared before the start stands at the end of the page: the stage’s white letters are not its', async () => {
  const { change } = await aStage(potatoes);
  change(aStream({ status: 'SCHEDULED', scheduledAtMs: EIGHT + 90 * MINUTE }));
  await screen.findByText('Starts in 1 h 30 min');
  // That of the bar comes with the first touch.
  await userEvent.click(await screen.findByRole('button', { name: 'Share this stream' }));
  const sheet = await screen.findByRole('dialog', { name: 'Share this stream' });
  expect(sheet.closest('.stage')).toBeNull();
});

test('the way to share a stream comes with the first touch of its page, into a place of its own', async () => {
  await aStage(potatoes);
  const share = () => screen.queryByRole('button', { name: 'Share this stream' });
  const actions = document.querySelector('.top-actions')!;
  const places = actions.childElementCount;
  expect(share()).toBeNull();
  await userEvent.click(document.body);
  await waitFor(() => expect(share()).toBeInTheDocument());
  expect(actions.childElementCount).toBe(places);
});

test('once the day is over nothing is on the table, whatever was pinned last', async () => {
  const { change } = await aStage(potatoes);
  expect(document.querySelector('.pinned')).toBeInTheDocument();
  change(aStream({ status: 'ENDED' }));
  expect(document.querySelector('.pinned')).not.toBeInTheDocument();
});

test('a stream that is not there is said, with a way on', async () => {
  const { live } = await aStage(potatoes);
  act(() => live.say.onTurnedAway({ code: 'NOT_FOUND' }));
  expect(await screen.findByText('This stream doesn’t exist.')).toBeInTheDocument();
  expect(screen.getByRole('link')).toHaveAttribute('href', '/');
});

test('the other language changes every word at once, and the page’s lang', async () => {
  await aStage(potatoes);
  act(() => setLanguage('zh-CN'));
  expect(screen.getByRole('button', { name: '加入购物车' })).toBeInTheDocument();
  expect(document.documentElement.lang).toBe('zh-CN');
});
