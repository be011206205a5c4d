import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { afterTap, namedBy, offersNow } from '../../client/screens/buyer/viewer/offers.ts';
import { draftOf } from '../../client/stores/checkout-draft.ts';
import type { CodeReason } from '../../client/stores/voucher-choice.ts';
import { viewOf } from '../../shared/live-view/changes.ts';
import type { Change } from '../../shared/live-view/entries.ts';
import { entryChange } from '../../shared/live-view/told.ts';
import type { QuoteView, TypedCode, VoucherOffer } from '../../shared/market/order/contract.ts';
import type { VoucherEntry } from '../../shared/market/voucher/entry.ts';
import { emptyMine, type SentCommand } from './fake-live.ts';
import { aGuest } from './fake-world.ts';
import { aGood, aHeldLine, anOrder, aPin, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage } from './stage.tsx';

const id = (n: number) => `0190a000-0000-7000-8000-0000000000e${n}`;
const [OFF, SHARE, FAR] = [id(1), id(2), id(3)];

function aVoucher(voucherId: string, more: Partial<VoucherEntry> = {}): Change {
  const entry: VoucherEntry = {
    ...{ off: { kind: 'amount', offMinor: 1_000 }, fromMinor: 3_000, producer: null, itemNumbers: null },
    ...{ startsAtMs: EIGHT - MINUTE, endsAtMs: EIGHT + 60 * MINUTE, left: 21 },
    ...more,
  };
  return ['v', voucherId, entry];
}

const stall: Change[] = [
  aStream({ isQuoted: true, payments: ['sandbox'] }),
  ['o', [7]],
  aGood(7, { name: 'Red potatoes', listPriceMinor: 1_990 }),
  aShelf(7),
  aPin(7),
  aVoucher(OFF),
  aVoucher(SHARE, { off: { kind: 'percent', bps: 1_000, maxMinor: 2_000 }, fromMinor: 0, left: 4 }),
  aVoucher(FAR, { off: { kind: 'amount', offMinor: 9_000 }, fromMinor: 20_000 }),
  ['m', 7, { units: 3, totalMinor: 5_000, startsAtMs: EIGHT - MINUTE, endsAtMs: EIGHT + 60 * MINUTE }],
];
const lines = [aHeldLine(7, 2, 1_990, EIGHT + 5 * MINUTE)];
const address = { addressId: id(9), name: 'Li', phoneEnd: '8000', address: 'Shaxi' };
const routes = { me: () => ({ ...aGuest, addresses: [address] }) };
/** The cart's foot names this total, and lets one order. */
async function totals(money: string): Promise<void> {
  await waitFor(() =>
    expect(document.querySelector('.cart > footer')).toHaveTextContent(`Total ${money}Checkout (2)`),
  );
  expect(screen.getByRole('button', { name: 'Checkout (2)' })).toBeEnabled();
}
const tap = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));

const amounts: Record<string, number> = { [OFF]: 1_000, [SHARE]: 398 };

/** As the market would answer: the first voucher unless others are named. */
function quoteFor(request: object) {
  const named = (request as { vouchers?: string[] }).vouchers ?? [OFF];
  const minor = named.reduce((sum, voucherId) => sum + (amounts[voucherId] ?? 0), 0);
  const offer = (voucherId: string, more: Partial<VoucherOffer> = {}): VoucherOffer => ({
    ...{ voucherId, isUsed: named.includes(voucherId), minor: amounts[voucherId] ?? 0, missingMinor: 0 },
    ...more,
  });
  const quote: QuoteView = {
    lines: [
      {
        ...{ itemNumber: 7, units: 2, unitPriceMinor: 1_990, payMinor: 3_980 - minor },
        discounts: minor > 0 ? [{ kind: 'voucher', funder: 'shop', minor }] : [],
      },
    ],
    ...{ shipping: [], goodsMinor: 3_980, shippingMinor: 0, totalMinor: 3_980 - minor },
    vouchers: [offer(OFF), offer(SHARE), offer(FAR, { missingMinor: 16_020 })],
  };
  return { ok: true as const, ...quote };
}

const answering = ({ command, request }: SentCommand) =>
  command === 'order:quote'
    ? quoteFor(request)
    : ({ ok: true, seq: 12, order: anOrder({ totalMinor: 2_980 }) } as const);

const cartSheet = () => document.querySelector<HTMLElement>('.cart')!;

test('[V1] one that falls away beside another says so in words without a tap, and each says until when it counts', async () => {
  const { live } = await aStage(stall, { lines, routes });
  live.answer(answering);
  await tap(/^Cart 2/);
  await totals('¥29.80');
  const says = '10% off, up to ¥20.00 can’t be combined with ¥10.00 off on orders of ¥30.00 or more';
  expect(within(cartSheet()).getByText(says)).toBeVisible();
  expect(document.querySelector('.vouchers summary')).toHaveTextContent('1 used');
  await userEvent.click(document.querySelector('.vouchers summary')!);
  expect(screen.getByRole('checkbox', { name: /^¥10.00 off/ }).closest('label')).toHaveTextContent('−¥10.00');
  // What is not used takes nothing off.
  expect(screen.getByRole('checkbox', { name: /^10% off/ }).closest('label')).not.toHaveTextContent('−¥');
  const end = new Date(EIGHT + 60 * MINUTE);
  const two = (n: number) => String(n).padStart(2, '0');
  const until = `until ${two(end.getHours())}:${two(end.getMinutes())}`;
  expect(within(document.querySelector<HTMLElement>('.vouchers ul')!).getAllByText(until)).toHaveLength(3);
});

test('[V3] all of mine in one place: what is open and what is missing for it, what orders used, what is over', async () => {
  const [LATE, TAKEN] = [id(4), id(5)];
  const off = { off: { kind: 'amount', offMinor: 300 }, fromMinor: 0 } as const;
  const over = [
    aVoucher(LATE, { ...off, endsAtMs: EIGHT - 1 }),
    aVoucher(TAKEN, { ...off, off: { kind: 'amount', offMinor: 400 }, left: 0 }),
  ];
  const { live } = await aStage([...stall, ...over], { lines, routes });
  live.answer(answering);
  const [line] = anOrder().lines;
  const paid = { ...line!, discounts: [{ kind: 'voucher', funder: 'shop', minor: 1_000 } as const] };
  act(() =>
    live.say.onPrivate({
      ...emptyMine,
      ...{ seq: 11, cart: { lines, firstPaid: false } },
      orders: [
        anOrder({ lines: [paid] }),
        anOrder({ orderId: id(8), reference: '12-1040', status: 'CANCELLED', lines: [paid] }),
      ],
    }),
  );
  await tap(/^Cart 2/);
  await totals('¥29.80');
  await tap('My vouchers');
  const sheet = within(await screen.findByRole('dialog', { name: 'My vouchers' }));
  await sheet.findByText('Used in this cart: −¥10.00');
  expect(sheet.getByText('Add ¥160.20 to use it')).toBeVisible();
  expect(sheet.getByText(/can’t be combined with/)).toBeVisible();
  expect(sheet.getByRole('link', { name: '−¥10.00 · order 12-1042' })).toBeVisible();
  // A claim goes back with an order that is called off.
  expect(sheet.queryByText(/12-1040/)).toBeNull();
  expect(sheet.getByText('¥3.00 off · expired')).toBeVisible();
  expect(sheet.getByText('¥4.00 off · all claimed')).toBeVisible();
});

test('an address leads straight to the vouchers, also where there is none just now', async () => {
  location.hash = '#shop-vouchers';
  onTestFinished(() => {
    location.hash = '';
  });
  await aStage([aStream({ isQuoted: true }), ['o', [7]], aGood(7), aShelf(7)], { routes });
  // A sheet is written before it is opened.
  await waitFor(() => expect(screen.getByText('No vouchers right now.')).toBeVisible());
});

test.each([
  ['the shop', /^Shop/],
  ['the cart', /^Cart 2/],
])(
  'the sheet that was opened from %s stays under its reader when the last offer ends, and says that none is left',
  async (_, place) => {
    const { live, change } = await aStage(stall, { lines, routes });
    live.answer(answering);
    await tap(place);
    await userEvent.click(await screen.findByRole('button', { name: 'My vouchers' }));
    const sheet = await screen.findByRole('dialog', { name: 'My vouchers' });
    await within(sheet).findByText('Used in this cart: −¥10.00');
    live.answer(({ request }) => ({ ...quoteFor(request), vouchers: [] }));
    const gone = [OFF, SHARE, FAR].map((voucherId) => entryChange('v', voucherId, null));
    // A stream that charges no shipping quotes no more then.
    change(aStream({ payments: ['sandbox'] }), ...gone, entryChange('m', 7, null));
    expect(await within(sheet).findByText('No vouchers right now.')).toBeVisible();
    expect(sheet).toBeVisible();
    await userEvent.click(within(sheet).getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog', { name: 'My vouchers' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'My vouchers' })).toBeNull();
  },
);

test('[V1] the best voucher is used by itself, shown in the sum, and named with the order', async () => {
  const { live } = await aStage(stall, { lines, routes });
  live.answer(answering);
  await tap(/^Cart 2/);
  await totals('¥29.80');
  await tap('Checkout (2)');
  const sums = await screen.findByText('−¥10.00', { selector: 'dd' });
  expect(sums.previousSibling).toHaveTextContent('Discounts');
  // Said once: above it stands how many of them are used.
  expect(screen.getAllByText('−¥10.00', { selector: 'dd, summary *' })).toHaveLength(1);
  expect(screen.getByText('Vouchers', { selector: 'summary > span' }).nextSibling).toHaveTextContent(
    /^1 used$/,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Pay ¥29.80' }));
  await screen.findByText('Order 12-1042');
  const placed = live.sent.find(({ command }) => command === 'order:place');
  expect(placed?.request).toMatchObject({ expectTotalMinor: 2_980, vouchers: [OFF] });
});

test('[V1] what a bundle and a voucher take off together is said of each without a tap', async () => {
  const { live } = await aStage(stall, { lines, routes });
  live.answer((sent) => {
    if (sent.command !== 'order:quote') return answering(sent);
    const quote = quoteFor(sent.request);
    const bundle = { kind: 'promotion', funder: 'shop', minor: 400 } as const;
    const [line] = quote.lines;
    return { ...quote, lines: [{ ...line!, discounts: [...line!.discounts, bundle] }] };
  });
  await tap(/^Cart 2/);
  const rows = async () =>
    [...(await screen.findByText('Discounts')).closest('dl')!.children].map((row) => row.textContent);
  expect(await rows()).toEqual(
    expect.arrayContaining(['Discounts−¥14.00', 'Bundle price−¥4.00', 'Vouchers−¥10.00']),
  );
});

test('[V1] another may be chosen, or none; one of a step at most, and the best ones come back with a tap', async () => {
  const { live } = await aStage(stall, { lines, routes });
  live.answer(answering);
  await tap(/^Cart 2/);
  await userEvent.click(await screen.findByText('Vouchers', { selector: 'summary > span' }));
  const share = await screen.findByRole('checkbox', { name: /^10% off, up to ¥20.00/ });
  await userEvent.click(share);
  await totals('¥35.82');
  expect(screen.getByRole('checkbox', { name: /^¥10.00 off/ })).not.toBeChecked();
  expect(screen.getByRole('checkbox', { name: /Add ¥160.20 to use it/ })).toBeDisabled();
  await userEvent.click(screen.getByRole('checkbox', { name: /^10% off/ }));
  await totals('¥39.80');
  await tap('Use the best discounts again');
  await totals('¥29.80');
});

test('[I4] a chosen voucher that is gone says so, and the best of the others are used', async () => {
  const { live } = await aStage(stall, { lines, routes });
  live.answer(answering);
  await tap(/^Cart 2/);
  await userEvent.click(await screen.findByText('Vouchers', { selector: 'summary > span' }));
  live.answer((sent) =>
    'vouchers' in sent.request
      ? {
          ...{ ok: false, message: '', retryable: false, code: 'VOUCHER_GONE' },
          ...{ voucherId: SHARE, reason: 'used_up', nowMinor: 2_980 },
        }
      : answering(sent),
  );
  await userEvent.click(await screen.findByRole('checkbox', { name: /^10% off/ }));
  expect(await screen.findByText(/The last of these vouchers was just used/)).toBeInTheDocument();
  await totals('¥29.80');
});

test('[V1] an order whose voucher was used under its phone goes through without it with one tap, at the price that the tap says', async () => {
  const { live } = await aStage(stall, { lines, routes });
  const gone = { ok: false, message: '', retryable: false, code: 'VOUCHER_GONE' } as const;
  live.answer((sent) =>
    sent.command === 'order:place' && 'vouchers' in sent.request && sent.request.vouchers
      ? { ...gone, voucherId: OFF, reason: 'buyer_limit', nowMinor: 3_980 }
      : answering(sent),
  );
  await tap(/^Cart 2/);
  await totals('¥29.80');
  await tap('Checkout (2)');
  await userEvent.click(await screen.findByRole('button', { name: 'Pay ¥29.80' }));
  expect(await screen.findByText(/used this voucher as often as you can/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Back to checkout' })).toBeEnabled();
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  await tap('Order for ¥39.80');
  await screen.findByText('Order 12-1042');
  const { request } = live.sent.findLast(({ command }) => command === 'order:place')!;
  expect(request).toMatchObject({ expectTotalMinor: 3_980, addressId: id(9) });
  expect((request as { vouchers?: unknown }).vouchers).toBeUndefined();
});

test('the shop names what can be saved, calmly, and only what counts now', async () => {
  const { live, change } = await aStage(stall, { lines, routes });
  live.answer(answering);
  await tap(/^Shop/);
  const offers = within(await screen.findByRole('region', { name: 'Offers' }));
  expect(offers.getByText('¥10.00 off on orders of ¥30.00 or more')).toBeInTheDocument();
  expect(offers.getByText(/^4 left · until /)).toBeInTheDocument();
  expect(offers.getByText('3 for ¥50.00').closest('li')).toHaveTextContent(
    '3 for ¥50.00 · item 7, Red potatoes',
  );
  change(['v', OFF, null]);
  expect(offers.queryByText('¥10.00 off on orders of ¥30.00 or more')).toBeNull();
  // With nothing to save there is no line that says so.
  change(['v', SHARE, null], ['v', FAR, null], ['m', 7, null]);
  expect(screen.queryByRole('region', { name: 'Offers' })).toBeNull();
});

test('[T5] an offer counts from its start up to its end, and while there is one left', () => {
  const view = viewOf([aVoucher(OFF, { startsAtMs: 10, endsAtMs: 20 }), aVoucher(SHARE, { left: 0 })]);
  expect([9, 10, 19, 20].map((nowMs) => offersNow(view, nowMs))).toEqual(['', OFF, OFF, '']);
});

test('[V1] a tapped voucher takes the place of the one of its step, and leaves the others', () => {
  const view = viewOf([
    aGood(1, { producer: 'Hill' }),
    aGood(2, { producer: 'Lake' }),
    aVoucher(OFF),
    aVoucher(SHARE, { itemNumbers: [1, 2] }),
    aVoucher(FAR, { producer: 'Hill' }),
    aVoucher(id(4), { itemNumbers: [1] }),
    aVoucher(id(5), { off: { kind: 'shipping', offMinor: null } }),
  ]);
  expect(afterTap(view, [OFF, FAR], SHARE)).toEqual([FAR, SHARE]);
  expect(afterTap(view, [OFF, FAR], id(4))).toEqual([OFF, id(4)]);
  expect(afterTap(view, [OFF], id(5))).toEqual([OFF, id(5)]);
  expect(afterTap(view, [OFF], OFF)).toEqual([]);
});

test('where no voucher could be chosen, none is named: the best ones may still be found', () => {
  const { ok: _ok, ...quote } = quoteFor({});
  expect(namedBy(quote)).toEqual([OFF]);
  expect(namedBy({ ...quote, vouchers: [] })).toBeUndefined();
});

describe('[V1] a code at the checkout', () => {
  const CODED = id(6);
  const open = [
    ...stall.filter(([kind]) => kind !== 't'),
    aStream({ isQuoted: true, takesCodes: true, payments: ['sandbox'] }),
  ];
  const voucher = {
    ...{ voucherId: CODED, off: { kind: 'amount' as const, offMinor: 1_500 }, fromMinor: 0, producer: null },
    ...{ itemNumbers: null, startsAtMs: EIGHT - MINUTE, endsAtMs: EIGHT + MINUTE, left: 3 },
  };

  /** As the market would answer to a code: `SPRING` takes ¥15.00 off, all others get their reason. */
  function answeringWith(reasons: Record<string, TypedCode>) {
    return (sent: SentCommand) => {
      const { code } = sent.request as { code?: string };
      if (sent.command !== 'order:quote' || code === undefined) return answering(sent);
      if (code !== 'SPRING') return { ...quoteFor({}), code: reasons[code]! };
      const quote = quoteFor({ vouchers: [] });
      const [line] = quote.lines;
      const told: QuoteView = {
        ...quote,
        lines: [
          { ...line!, payMinor: 2_480, discounts: [{ kind: 'voucher', funder: 'shop', minor: 1_500 }] },
        ],
        totalMinor: 2_480,
        vouchers: [...quote.vouchers, { voucherId: CODED, isUsed: true, minor: 1_500, missingMinor: 0 }],
        code: { outcome: 'used', minor: 1_500, voucher },
      };
      return { ...told, ok: true as const };
    };
  }

  async function atTheCheckout(reasons: Record<string, TypedCode> = {}) {
    const stage = await aStage(open, { lines, routes });
    stage.live.answer(answeringWith(reasons));
    await tap(/^Cart 2/);
    await totals('¥29.80');
    await tap('Checkout (2)');
    await userEvent.click(await screen.findByRole('button', { name: 'Add a promo code' }));
    expect(screen.getByLabelText('Promo code')).toHaveFocus();
    return stage;
  }
  /** As one paste: key by key it is typed in the first of these tests. */
  const type = (code: string) => {
    fireEvent.change(screen.getByLabelText('Promo code'), { target: { value: code } });
    fireEvent.keyDown(screen.getByLabelText('Promo code'), { key: 'Enter' });
  };

  test('typed as people type it, it is taken off at once, and sent with the order that it was shown for', async () => {
    const { live } = await atTheCheckout();
    await userEvent.type(screen.getByLabelText('Promo code'), ' ｓｐｒ-ing{Enter}');
    expect(await screen.findByText('SPRING applied: −¥15.00')).toBeInTheDocument();
    // The vouchers that stay away beside it are not said to be used.
    expect(document.querySelector('.vouchers summary')).toHaveTextContent(/Code used$/);
    await userEvent.click(await screen.findByRole('button', { name: 'Pay ¥24.80' }));
    await screen.findByText('Order 12-1042');
    const placed = live.sent.find(({ command }) => command === 'order:place');
    expect(placed?.request).toMatchObject({ expectTotalMinor: 2_480, vouchers: [CODED], code: 'SPRING' });
  });

  test('what does not count says why, calmly, and nothing stands in the way of the order', async () => {
    const not = (reason: CodeReason, more: object = {}) =>
      ({ outcome: 'not_used', reason, ...more }) as TypedCode;
    await atTheCheckout({
      OVER: not('ended'),
      MORE: not('not_met', { missingMinor: 1_020, voucher }),
      SOON: not('not_started', { startsAtMs: EIGHT + MINUTE }),
      LESS: not('not_better', { voucher }),
      TWICE: not('buyer_limit'),
      GONE: not('used_up'),
      OTHER: not('nothing'),
    });
    const says: [string, RegExp][] = [
      ['OVER', /This code has expired/],
      ['MORE', /Add ¥10.20 to use this code/],
      ['SOON', /This code is valid from/],
      ['LESS', /at least as good/],
      ['TWICE', /as often as you can/],
      ['GONE', /has been used up/],
      ['OTHER', /anything in your cart/],
    ];
    for (const [code, sentence] of says) {
      type(code);
      expect(await screen.findByText(sentence)).toBeInTheDocument();
    }
    expect(screen.getByRole('button', { name: 'Pay ¥29.80' })).toBeEnabled();
  });

  test('[INV17] one that there is not is asked for once, and one that cannot be is not asked for', async () => {
    const { live, change } = await atTheCheckout({ WRONG: { outcome: 'not_used', reason: 'unknown' } });
    type('abc');
    expect(screen.getByText('A code has 4 to 16 letters and digits.')).toBeInTheDocument();
    type('WRONG');
    expect(await screen.findByText(/That code isn’t valid/)).toBeInTheDocument();
    change(aVoucher(id(7), { left: 2 }));
    const asked = () => live.sent.filter(({ request }) => (request as { code?: string }).code === 'WRONG');
    await userEvent.click(await screen.findByRole('button', { name: 'Pay ¥29.80' }));
    await screen.findByText('Order 12-1042');
    expect(asked()).toHaveLength(1);
  });

  test('it can be left again', async () => {
    await atTheCheckout();
    type('SPRING');
    await userEvent.click(await screen.findByRole('button', { name: 'Remove' }));
    expect(await screen.findByRole('button', { name: 'Pay ¥29.80' })).toBeEnabled();
    expect(draftOf('potato-day').code).toBe('');
  });

  test('typed and not applied yet, it stands there again once the page was away', async () => {
    await atTheCheckout();
    fireEvent.change(screen.getByLabelText('Promo code'), { target: { value: 'SPRI' } });
    expect(draftOf('potato-day').code).toBe('SPRI');
    cleanup();
    const { live } = await aStage(open, { lines, routes });
    live.answer(answeringWith({}));
    await tap(/^Cart 2/);
    await totals('¥29.80');
    await tap('Checkout (2)');
    expect(await screen.findByLabelText('Promo code')).toHaveValue('SPRI');
    expect(screen.getByRole('button', { name: 'Apply' })).toBeEnabled();
  });
});

test('where there is nothing to type, no code is asked for', async () => {
  const { live } = await aStage(stall, { lines, routes });
  live.answer(answering);
  await tap(/^Cart 2/);
  await totals('¥29.80');
  await tap('Checkout (2)');
  await screen.findByRole('button', { name: 'Pay ¥29.80' });
  expect(screen.queryByRole('button', { name: 'Add a promo code' })).toBeNull();
});

test('on a desktop my vouchers take the column of the cart, and Esc leads back to that', async () => {
  vi.spyOn(window, 'matchMedia').mockImplementation(
    (media) =>
      ({
        matches: true,
        media,
        addEventListener() {},
        removeEventListener() {},
      }) as unknown as MediaQueryList,
  );
  onTestFinished(() => void vi.restoreAllMocks());
  const { live } = await aStage(stall, { lines, routes });
  live.answer(answering);
  await userEvent.click(await screen.findByRole('button', { name: /^Cart 2/ }));
  const cart = await screen.findByRole('dialog', { name: 'Cart' });
  await userEvent.click(await within(cart).findByRole('button', { name: 'My vouchers' }));
  const vouchers = await screen.findByRole('dialog', { name: 'My vouchers' });
  expect(vouchers.parentElement).toHaveClass('viewer');
  expect(vouchers).toHaveClass('column');
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'My vouchers' })).toBeNull());
  expect(screen.getByRole('dialog', { name: 'Cart' })).toBeInTheDocument();
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});
