import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { suggestionFor } from '../../client/screens/buyer/viewer/suggestion.ts';
import { noAnswer } from '../../shared/contract/answer.ts';
import { viewOf } from '../../shared/live-view/changes.ts';
import type { QuoteView } from '../../shared/market/order/contract.ts';
import type { SentCommand } from './fake-live.ts';
import { aGuest } from './fake-world.ts';
import { aGood, aHeldLine, anOrder, aPin, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage } from './stage.tsx';

const stall = [
  aStream({ isQuoted: true, payments: ['sandbox'] }),
  ['o', [1, 2, 7]] as ['o', number[]],
  aGood(1, { name: 'Walnuts', grams: 300 }),
  aGood(2, { name: 'Honey', grams: 350, listPriceMinor: 1_500 }),
  aGood(7, { name: 'Red potatoes', grams: 1_000, listPriceMinor: 1_990 }),
  aShelf(1),
  aShelf(2),
  aShelf(7),
  aPin(7),
];
const lines = [aHeldLine(7, 2, 1_990, EIGHT + 5 * MINUTE)];
const address = {
  addressId: '0190a000-0000-7000-8000-0000000000d1',
  name: 'Li',
  phoneEnd: '8000',
  address: 'Shaxi',
};
const routes = { me: () => ({ ...aGuest, addresses: [address] }) };
const foot = () => document.querySelector('.cart > footer');
const tap = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));

function aQuote(shippingMinor: number, more: Partial<QuoteView['shipping'][number]> = {}) {
  const quote: QuoteView = {
    lines: [{ itemNumber: 7, units: 2, unitPriceMinor: 1_990, payMinor: 3_980, discounts: [] }],
    shipping: [
      {
        origin: 'Jianchuan',
        feeMinor: shippingMinor,
        discounts: [],
        missingToFreeMinor: null,
        gramsLeft: null,
        ...more,
      },
    ],
    goodsMinor: 3_980,
    shippingMinor,
    totalMinor: 3_980 + shippingMinor,
    vouchers: [],
  };
  return { ok: true as const, ...quote };
}

test('parcels go by the one name of their origin, and are read under the one that the reader knows', async () => {
  const named = [
    ...stall,
    aGood(7, { name: 'Beans', origin: '剑川', originEn: 'Jianchuan, Yunnan', listPriceMinor: 1_990 }),
  ];
  const { live } = await aStage(named, { lines, routes });
  live.answer(() => aQuote(820, { origin: '剑川', missingToFreeMinor: 1_020, gramsLeft: 400 }));
  await tap(/^Cart 2/);
  expect(await screen.findByText('Shipping from Jianchuan, Yunnan')).toBeInTheDocument();
  expect(screen.getByText('¥10.20 to free shipping')).toBeInTheDocument();
  expect(screen.getByText('Jianchuan, Yunnan')).toBeInTheDocument();
  expect(screen.queryByText(/剑川/)).toBeNull();
});

test('[O2] the cart asks for its total, names each parcel and what is missing until it is free', async () => {
  const { live } = await aStage(stall, { lines, routes });
  live.answer(() => aQuote(820, { missingToFreeMinor: 1_020, gramsLeft: 400 }));
  await tap(/^Cart 2/);
  expect(await screen.findByRole('button', { name: 'Checkout (2)' })).toBeEnabled();
  expect(foot()).toHaveTextContent('Total ¥48.00');
  expect(screen.getByText('Shipping from Jianchuan')).toBeInTheDocument();
  expect(screen.getByText('¥10.20 to free shipping')).toBeInTheDocument();
  expect(live.sent[0]).toEqual({
    command: 'order:quote',
    request: {
      lines: [{ itemNumber: 7, units: 2, unitPriceMinor: 1_990 }],
      addressId: address.addressId,
    },
  });
  live.answer(() => ({ ok: true, seq: 12, unitPriceMinor: 2_000, heldUntilMs: EIGHT, lateOk: false }));
  await tap(/Add Honey/);
  expect(live.sent.at(-1)).toMatchObject({ command: 'cart:add', request: { itemNumber: 2, units: 1 } });
});

test('[P2] a parcel that is free since a paid order travels in it says so, and not what is missing', async () => {
  const { live, cart } = await aStage(stall, { lines, routes });
  // With its goods the parcel may also have come to the value from which it is free.
  live.answer(() => aQuote(0, { missingToFreeMinor: 0, isWithPaid: true }));
  await tap(/^Cart 2/);
  await screen.findByText('Ships with your earlier order');
  live.answer(() => aQuote(0, { missingToFreeMinor: 1_560, isWithPaid: true }));
  cart([aHeldLine(7, 1, 1_990, EIGHT + 5 * MINUTE)]);
  expect(await screen.findByText('Ships with your earlier order')).toBeInTheDocument();
  expect(screen.queryByText(/to free shipping/)).toBeNull();
  expect(document.querySelector('.cart-suggestion')).toBeNull();
});

test('[O2] what is offered on the way to free shipping leaves its place empty while its line has no tick', async () => {
  const { live } = await aStage(stall, { lines, routes });
  live.answer(() => aQuote(820, { missingToFreeMinor: 1_020, gramsLeft: 400 }));
  await tap(/^Cart 2/);
  const place = () => screen.getByText('Honey', { selector: '.cart-suggestion bdi' }).closest('li');
  await waitFor(() => expect(place()).not.toHaveClass('cart-unsaid'));
  const tick = screen.getByRole('checkbox', { name: 'Pay for this now: Red potatoes' });
  await userEvent.click(tick);
  expect(place()).toHaveClass('cart-unsaid');
  await userEvent.click(tick);
  await waitFor(() => expect(place()).not.toHaveClass('cart-unsaid'));
});

test('[O2] an offer on the way to free shipping comes into no cart that is open: the hint alone says what is missing', async () => {
  const { live, cart } = await aStage(stall, { lines, routes });
  live.answer(() => aQuote(0));
  await tap(/^Cart 2/);
  await waitFor(() => expect(foot()).toHaveTextContent('Total ¥39.80'));
  live.answer(() => aQuote(820, { missingToFreeMinor: 1_020, gramsLeft: 400 }));
  cart([aHeldLine(7, 1, 1_990, EIGHT + 5 * MINUTE)]);
  await screen.findByText('¥10.20 to free shipping');
  expect(document.querySelector('.cart-suggestion')).toBeNull();
});

test('[O2] nothing can be ordered before its total is known, nor without a line; what was shown is what is sent', async () => {
  const { live } = await aStage(stall, { lines, routes });
  live.answer(() => noAnswer);
  await tap(/^Cart 2/);
  expect(await screen.findByText(/You’re offline. We calculate the total/)).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Checkout (2)' })).toBeDisabled();
  expect(foot()).not.toHaveTextContent('¥');
  live.answer(answering(800));
  act(() => live.welcome({ nowMs: EIGHT, mine: { seq: 11, cart: { lines, firstPaid: false }, orders: [] } }));
  await waitFor(() => expect(foot()).toHaveTextContent('Total ¥47.80'));
  await tap('Checkout (2)');
  const pay = await screen.findByRole('button', { name: 'Pay ¥47.80' });
  // The fee is said beside the button that takes it, not below the fold alone.
  expect(pay.closest('footer')).toHaveTextContent('Includes ¥8.00 shipping');
  await userEvent.click(pay);
  await screen.findByText('Order 12-1042');
  const placed = live.sent.find(({ command }) => command === 'order:place');
  expect(placed?.request).toMatchObject({ expectTotalMinor: 4_780 });
});

test('[O2] a total that changes while it is looked at says so', async () => {
  const { live } = await aStage(stall, { lines, routes });
  live.answer(() => aQuote(800));
  await tap(/^Cart 2/);
  await waitFor(() => expect(foot()).toHaveTextContent('Total ¥47.80'));
  live.answer(() => aQuote(900));
  act(() => live.welcome({ nowMs: EIGHT, mine: { seq: 11, cart: { lines, firstPaid: false }, orders: [] } }));
  expect(await screen.findByText('The total changed from ¥47.80 to ¥48.80.')).toBeInTheDocument();
});

test('a refused total says why, and can be asked for again', async () => {
  const { live } = await aStage(stall, { lines, routes });
  live.answer(() => ({ ok: false, message: '', retryable: true, code: 'UNAVAILABLE', retryAfterMs: 500 }));
  await tap(/^Cart 2/);
  await waitFor(() => expect(screen.getByRole('button', { name: 'Recalculate' })).toBeInTheDocument());
  live.answer(() => aQuote(0, { missingToFreeMinor: 0 }));
  await tap('Recalculate');
  expect((await screen.findAllByText('free')).length).toBeGreaterThan(0);
  expect(screen.queryByText(/to free shipping/)).toBeNull();
});

test('one product at most leads to free shipping: the cheapest that is enough, never one dearer than twice what is missing', () => {
  const view = viewOf([
    ...stall,
    ['o', [1, 2, 3, 4, 7]],
    aGood(1, { name: 'Walnuts', grams: 300, listPriceMinor: 700 }),
    aGood(2, { name: 'Honey', grams: 350, listPriceMinor: 900 }),
    aGood(3, { name: 'Tea', grams: 390, origin: 'Elsewhere', listPriceMinor: 800 }),
    aGood(4, { name: 'Oil', grams: 380, listPriceMinor: 750 }),
    aShelf(3),
    aShelf(4, { state: 'SOLD_OUT', available: 0 }),
  ]);
  const named = (missingMinor: number, gramsLeft: number | null) =>
    suggestionFor(view, { origin: 'Jianchuan', missingMinor, gramsLeft, inCart: new Set([7]) }, EIGHT)
      ?.itemNumber;
  expect(named(700, 400)).toBe(1);
  expect(named(710, 400)).toBe(2);
  // Nothing is enough by itself: the dearest that still fits, or nothing.
  expect(named(2_000, 349)).toBe(1);
  expect(named(2_000, 400)).toBe(2);
  expect(named(2_000, 100)).toBeUndefined();
  expect(named(349, 400)).toBeUndefined();
  expect(named(350, 400)).toBe(1);
});

function answering(shippingMinor: number) {
  return ({ command }: SentCommand) =>
    command === 'order:quote'
      ? aQuote(shippingMinor)
      : ({ ok: true, seq: 12, order: anOrder({ totalMinor: 3_980 + shippingMinor }) } as const);
}
