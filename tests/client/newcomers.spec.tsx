import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { LiveRequest } from '../../shared/protocol.ts';
import { emptyMine } from './fake-live.ts';
import { aGuest } from './fake-world.ts';
import { aGood, aHeldLine, anOrder, aPin, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage } from './stage.tsx';

const ONLINE = { payments: ['cash_on_delivery', 'sandbox'] as ('cash_on_delivery' | 'sandbox')[] };
const stall = [
  aStream(ONLINE),
  ['o', [7]] as ['o', number[]],
  aGood(7, { name: 'Red potatoes', listPriceMinor: 2_990 }),
  aShelf(7, { available: 12 }),
  aPin(7),
];
const anAddress = {
  addressId: '0190a000-0000-7000-8000-0000000000d1',
  name: 'Li',
  phoneEnd: '8000',
  address: 'Shaxi',
};
const kept = { me: () => ({ ...aGuest, addresses: [anAddress] }) };
const lines = [aHeldLine(7, 1, 2_990, EIGHT + 3 * MINUTE)];
const tap = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));

const open = (n: number, payByMs: number) => ({
  orderId: `0190a000-0000-7000-8000-0000000000e${n}`,
  number: `100${n}`,
  reference: `12-100${n}`,
  totalMinor: n * 1_000,
  payByMs,
  payment: 'sandbox' as const,
  payUrl: `/pay/${n}`,
});
const two = [open(1, EIGHT + 4 * MINUTE), open(2, EIGHT + 9 * MINUTE)];

test('[H3] a third order is refused with the open ones, each with what it costs, its clock and the way to pay', async () => {
  const { live } = await aStage(stall, { lines, routes: kept });
  live.answer(() => ({
    ok: false,
    message: '',
    retryable: false,
    code: 'UNPAID_ORDERS',
    max: 2,
    orders: two,
  }));
  await tap(/^Checkout ¥/);
  await userEvent.click(await screen.findByRole('button', { name: 'Place order · ¥29.90' }));
  expect(await screen.findByText(/You can have up to 2 unpaid orders/)).toBeInTheDocument();
  const rows = within(screen.getByRole('dialog')).getAllByRole('listitem');
  expect(rows.map((row) => row.textContent)).toEqual([
    expect.stringContaining('12-1001 · ¥10.00'),
    expect.stringContaining('12-1002 · ¥20.00'),
  ]);
  expect(within(rows[0]!).getByRole('timer')).toHaveTextContent('04:00');
  expect(within(rows[0]!).getByRole('link', { name: 'Pay for order 12-1001' })).toHaveAttribute(
    'href',
    '/pay/1',
  );
  // One that is paid meanwhile leaves the list.
  act(() =>
    live.say.onPrivate({
      ...emptyMine,
      seq: 12,
      orders: [anOrder({ orderId: two[0]!.orderId, status: 'PAID' })],
    }),
  );
  expect(within(screen.getByRole('dialog')).getAllByRole('listitem')).toHaveLength(1);
});

test('[H3] who has to pay first reads so before ordering, and may still pay at the door', async () => {
  const { live } = await aStage(stall, { lines, routes: kept });
  const orders = two.map((order) => anOrder({ ...order, status: 'PLACED', payment: 'sandbox' }));
  act(() =>
    live.say.onPrivate({
      ...emptyMine,
      seq: 11,
      cart: { lines, firstPaid: false },
      orders,
      payFirst: true,
    }),
  );
  await tap(/^Checkout ¥/);
  expect(await screen.findByText(/Pay for one of these first/)).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Pay for order 12-1002' })).toHaveAttribute('href', '/pay/2');
  await userEvent.click(screen.getByRole('radio', { name: 'Pay online' }));
  expect(screen.getByRole('button', { name: 'Pay ¥29.90' })).toBeDisabled();
  live.answer(() => ({ ok: true, seq: 12, order: anOrder() }));
  await userEvent.click(screen.getByRole('radio', { name: 'Pay on delivery' }));
  await tap('Place order · ¥29.90');
  expect(live.sent[0]?.request as LiveRequest<'order:place'>).toMatchObject({ payment: 'cash_on_delivery' });
});

test('[H8] of an order each line that the bound on a network is in the way of is named', async () => {
  const { live } = await aStage(stall, { lines, routes: kept });
  const refusal = { code: 'NETWORK_LIMIT', itemNumber: 7, max: 0, retryAtMs: EIGHT + 5 * MINUTE } as const;
  live.answer(() => ({
    ...{ ok: false, message: '', retryable: true, ...refusal },
    lines: [{ itemNumber: 7, unitPriceMinor: 2_990, refusal }],
  }));
  await tap(/^Checkout ¥/);
  await userEvent.click(await screen.findByRole('button', { name: 'Place order · ¥29.90' }));
  expect(await screen.findByText(/Many orders just came from your network/)).toHaveTextContent(/:05:00/);
});

const noMore = { code: 'NETWORK_LIMIT', itemNumber: 7, max: 0, retryAtMs: EIGHT + 5 * MINUTE } as const;
const newcomer = {
  ...{ isNew: true, holdMs: 3 * MINUTE, flashHoldMs: 3 * MINUTE, reservable: 3, orderUnits: 20 },
  ordered: [],
};

test('[H8] the true reason stands where the address would be typed, with the line to wait in; later the form comes', async () => {
  const { live } = await aStage(stall, { lines });
  act(() =>
    live.say.onPrivate({ ...emptyMine, seq: 11, cart: { lines, firstPaid: false }, allowance: newcomer }),
  );
  let refusal: typeof noMore | null = noMore;
  live.answer(({ command }) => {
    if (command !== 'order:quote') return { ok: true, seq: 12, place: 1 };
    const ways = (['cash_on_delivery', 'sandbox'] as const).map((payment) => ({ payment, refusal }));
    return { ...aQuote, ways };
  });
  await tap(/^Checkout ¥/);
  expect(await screen.findByText(/Many orders just came from your network/)).toHaveTextContent(/:05:00/);
  expect(screen.queryByLabelText('Name')).toBeNull();
  expect(screen.queryByRole('button', { name: /Place order/ })).toBeNull();
  await userEvent.click(await screen.findByRole('button', { name: 'Join the waitlist' }));
  expect(live.sent.at(-1)).toMatchObject({ command: 'waitlist:join', request: { itemNumber: 7, units: 1 } });
  refusal = null;
  // A change of what can be ordered asks anew.
  const more = [aHeldLine(7, 2, 2_990, EIGHT + 3 * MINUTE)];
  act(() =>
    live.say.onPrivate({
      ...emptyMine,
      seq: 12,
      cart: { lines: more, firstPaid: false },
      allowance: newcomer,
    }),
  );
  expect(await screen.findByLabelText('Name')).toBeInTheDocument();
});

test('[H8] cash that is not possible is closed and says why; the other way is chosen', async () => {
  const { live } = await aStage(stall, { lines, routes: kept });
  act(() =>
    live.say.onPrivate({ ...emptyMine, seq: 11, cart: { lines, firstPaid: false }, allowance: newcomer }),
  );
  const cash = { code: 'NEWCOMER_CASH', maxOrders: 2, maxUnits: 20, possible: ['sandbox'] } as const;
  live.answer(({ command }) => {
    if (command !== 'order:quote') return { ok: true, seq: 12, order: anOrder() };
    const ways = [
      { payment: 'cash_on_delivery' as const, refusal: { ...cash, possible: [...cash.possible] } },
      { payment: 'sandbox' as const, refusal: null },
    ];
    return { ...aQuote, ways };
  });
  await tap(/^Checkout ¥/);
  expect(await screen.findByText(/2 cash orders with 20 items/)).toBeInTheDocument();
  expect(screen.getByRole('radio', { name: 'Pay on delivery' })).toBeDisabled();
  expect(screen.getByRole('radio', { name: 'Pay online' })).toBeChecked();
  expect(screen.getByRole('button', { name: 'Pay ¥29.90' })).toBeEnabled();
});

const aQuote = {
  ok: true as const,
  lines: [{ itemNumber: 7, units: 1, unitPriceMinor: 2_990, payMinor: 2_990, discounts: [] }],
  ...{ shipping: [], goodsMinor: 2_990, shippingMinor: 0, totalMinor: 2_990, vouchers: [] },
};
