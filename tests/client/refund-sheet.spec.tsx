import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { RefundButton } from '../../client/market/order/RefundButton.tsx';
import { chooseLanguage } from '../../client/stores/settings-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { OfficeOrder } from '../../shared/contract/office-orders.ts';
import type { RefundView } from '../../shared/contract/order-refund.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const ORDER = '0190a000-0000-7000-9000-000000000800';
const potatoes: RefundView['lines'][number] = {
  ...{ itemNumber: 1, name: '土豆', nameEn: 'Potatoes', unitPriceMinor: 1_815, units: 2, openUnits: 2 },
  ...{ paidMinor: 3_630, producer: { name: '马家', nameEn: 'Ma farm' } },
  mostMinor: { producer: 3_630, host: 3_630, shop: 3_630 },
};
const view: RefundView = {
  ...{ orderId: ORDER, reference: '12-1085', status: 'PAID', payment: 'sandbox', currency: 'CNY' },
  ...{ totalMinor: 3_630, backMinor: 0, isUnpaidCash: false, lines: [potatoes] },
};

type Asked = { query?: Record<string, unknown>; body?: Record<string, unknown> };

/** The button on an order's page, with what the server is asked and how it answers. */
async function opened(
  shown: RefundView = view,
  answers: {
    refundAmount?: (turn: number) => unknown;
    share?: (turn: number) => unknown;
    /** The order once something was refunded. */
    after?: RefundView;
  } = {},
) {
  const asked: [string, Asked][] = [];
  const turns = new Map<string, number>();
  const note = (name: string, input: unknown) => {
    asked.push([name, input as Asked]);
    turns.set(name, (turns.get(name) ?? 0) + 1);
    return turns.get(name)!;
  };
  const share = answers.share ?? (() => ({ beforeMinor: 2_904, afterMinor: 1_452 }));
  const payouts = (turn: number) => {
    const all = share(turn) as object | null;
    return { share: all, shares: all && [{ name: 'Ma farm', ...all }] };
  };
  const world = deskWorld(fakeConsole(), {
    orderRefund: () => (turns.has('amount') && answers.after ? answers.after : shown),
    previewRefund: (input: unknown) => {
      const turn = note('preview', input);
      const { amountMinor, units = 0 } = (input as { query: { amountMinor?: number; units?: number } }).query;
      if (!shown.isUnpaidCash) return { refundMinor: amountMinor ?? units * 1_815, ...payouts(turn) };
      const due = { beforeMinor: 3_630, afterMinor: 3_630 - units * 1_815 };
      return { refundMinor: 0, due, ...payouts(turn) };
    },
    refundAmount: (input: unknown) => (answers.refundAmount ?? (() => ({ seq: 9 })))(note('amount', input)),
    refundUnits: (input: unknown) => note('units', input) && { seq: 9 },
    cannotFill: (input: unknown) => note('unfilled', input) && { seq: 9 },
  });
  chooseLanguage(world.keep, 'en');
  let done = 0;
  render(
    <WorldContext value={world}>
      <RefundButton
        order={{ orderId: ORDER, reference: '12-1085', status: 'PAID' } as OfficeOrder}
        staffRole="operator"
        onDone={() => (done += 1)}
      />
    </WorldContext>,
  );
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Refund' }));
  await screen.findByText(/^Products?$/);
  const sheet = screen.getByRole('dialog', { name: 'Refund 12-1085' });
  const because = (why: string) => user.click(within(sheet).getByRole('radio', { name: why }));
  const sent = (name: string) => asked.filter(([of]) => of === name).map(([, input]) => input);
  return { user, sheet, sent, because, done: () => done };
}

test('[O8] half of an order is back in seven taps; why, who pays and what it does to the payout stand there before', async () => {
  const { user, sheet, sent, because, done } = await opened();
  const act = () => within(sheet).getByRole('button', { name: /^(Yes: )?Refund|^Choose a reason/ });
  expect(act()).toBeDisabled();
  await user.click(within(sheet).getByRole('button', { name: 'Half' }));
  await user.click(within(sheet).getByRole('radio', { name: 'Producer' }));
  expect(await within(sheet).findByText('¥29.04 → ¥14.52')).toBeVisible();
  expect(within(sheet).getByText(/Payout to/)).toHaveTextContent('Payout to Ma farm');
  // No reason is chosen for anybody, and without one nothing is refunded.
  expect(act()).toHaveTextContent('Choose a reason');
  expect(act()).toBeDisabled();
  await because('Damaged or spoilt');
  await user.click(act());
  expect(act()).toHaveTextContent('Yes: Refund ¥18.15');
  expect(within(sheet).getByText('Reason: Damaged or spoilt · Paid by: Producer')).toBeVisible();
  expect(sent('amount')).toEqual([]);
  await user.click(act());
  expect(await within(sheet).findByText('Refunded ¥18.15.')).toBeVisible();
  expect(sent('amount')).toEqual([
    {
      body: {
        ...{ key: expect.any(String), orderId: ORDER, itemNumber: 1, unitPriceMinor: 1_815 },
        ...{ amountMinor: 1_815, bearer: 'producer', reason: 'damaged', backMinor: 0 },
      },
    },
  ]);
  expect(done()).toBe(1);
});

test('[O8] whatever is changed is looked over anew, and no more than there is can be asked for', async () => {
  const { user, sheet, sent, because } = await opened();
  const amount = within(sheet).getByLabelText('Amount');
  await user.type(amount, '36.31');
  expect(within(sheet).getByText(/Up to ¥36\.30/)).toBeVisible();
  expect(within(sheet).getByRole('button', { name: 'Refund' })).toBeDisabled();
  await user.clear(amount);
  await user.type(amount, '10');
  await because('Damaged or spoilt');
  await user.click(await within(sheet).findByRole('button', { name: 'Refund ¥10.00' }));
  await because('Too late');
  expect(within(sheet).queryByRole('button', { name: /^Yes/ })).toBeNull();
  expect(sent('amount')).toEqual([]);
});

test('[O8] once it is made the sheet says what it did, holds no other refund, and closes by one tap', async () => {
  const { user, sheet, sent, because } = await opened();
  await user.click(within(sheet).getByRole('button', { name: 'All' }));
  await because('Goodwill');
  await user.click(await within(sheet).findByRole('button', { name: 'Refund ¥36.30' }));
  await user.click(within(sheet).getByRole('button', { name: /^Yes/ }));
  expect(await within(sheet).findByText('Refunded ¥36.30.')).toBeVisible();
  expect(within(sheet).getByText('Reason: Goodwill · Paid by: Shop')).toBeVisible();
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(within(sheet).queryByRole('button', { name: /Refund/ })).toBeNull();
  expect(sent('preview')).toHaveLength(1);
  await user.click(within(sheet).getByRole('button', { name: 'Done' }));
  expect(sheet).not.toBeInTheDocument();
});

test('[O8] units that are not packed are refunded; the sheet says that their producer pays, and how the shop would', async () => {
  const { user, sheet, sent, because } = await opened();
  await user.click(within(sheet).getByRole('radio', { name: 'By unit' }));
  expect(within(sheet).getByText(/^The producer: .* isn’t paid for them/)).toBeVisible();
  expect(within(sheet).getByText(/refund by amount/)).toBeVisible();
  expect(within(sheet).queryByRole('radio', { name: 'Shop' })).toBeNull();
  await user.click(within(sheet).getByRole('radio', { name: '2' }));
  await because('Goodwill');
  await user.click(await within(sheet).findByRole('button', { name: 'Refund ¥36.30' }));
  expect(within(sheet).getByText('Reason: Goodwill · Paid by: Producer')).toBeVisible();
  await user.click(within(sheet).getByRole('button', { name: /^Yes/ }));
  await within(sheet).findByText('Refunded ¥36.30.');
  expect(sent('units')).toMatchObject([{ body: { units: 2, reason: 'goodwill' } }]);
});

test('[O8] what cannot be filled needs no other reason, and its producer is not paid', async () => {
  const { user, sheet, sent } = await opened();
  await user.click(within(sheet).getByRole('radio', { name: /filled/ }));
  await user.click(await within(sheet).findByRole('button', { name: 'Refund ¥18.15' }));
  await user.click(within(sheet).getByRole('button', { name: /^Yes/ }));
  await waitFor(() => expect(sent('unfilled')).toMatchObject([{ body: { units: 1 } }]));
});

const apples: RefundView['lines'][number] = {
  ...{ itemNumber: 3, name: '苹果', nameEn: 'Apples', unitPriceMinor: 990, units: 3, openUnits: 3 },
  ...{ paidMinor: 2_970, producer: { name: '李家', nameEn: 'Li farm' } },
  mostMinor: { producer: 2_970, host: 2_970, shop: 2_970 },
};
const packed: RefundView['lines'][number] = { ...apples, itemNumber: 4, nameEn: 'Pears', openUnits: 0 };
const threeLines: RefundView = { ...view, totalMinor: 9_570, lines: [potatoes, apples, packed] };

test('[O8] units of several products go back by one command, those that are packed can’t be picked', async () => {
  const { user, sheet, sent, because } = await opened(threeLines);
  const pick = (name: RegExp) => within(sheet).getByRole('checkbox', { name });
  await user.click(within(sheet).getByRole('radio', { name: 'By unit' }));
  expect(pick(/^Pears/)).toBeDisabled();
  await user.click(within(sheet).getByRole('button', { name: 'Select all' }));
  expect(pick(/^Potatoes/)).toBeChecked();
  const ofApples = within(sheet).getByRole('group', { name: 'Apples: Units (of 3)' });
  expect(within(ofApples).getByRole('radio', { name: '3' })).toBeChecked();
  await user.click(within(ofApples).getByRole('radio', { name: '2' }));
  await because('Damaged or spoilt');
  await user.click(await within(sheet).findByRole('button', { name: /^Refund ¥/ }));
  await user.click(within(sheet).getByRole('button', { name: /^Yes/ }));
  await waitFor(() => expect(sent('units')).toHaveLength(1));
  expect(sent('preview').at(0)).toMatchObject({ query: { item: 1, units: 2, more: '3-990-2' } });
  expect(sent('units')).toEqual([
    {
      body: {
        ...{ key: expect.any(String), orderId: ORDER, itemNumber: 1, unitPriceMinor: 1_815, units: 2 },
        ...{ more: [{ itemNumber: 3, unitPriceMinor: 990, units: 2 }], reason: 'damaged' },
      },
    },
  ]);
});

test('[O8] one amount is given over several products: half is that of all, and no more than all of them hold', async () => {
  const { user, sheet, sent, because } = await opened(threeLines);
  await user.click(within(sheet).getByRole('checkbox', { name: /^Apples/ }));
  expect(within(sheet).getByText('Up to ¥66.00, split over the selected products')).toBeVisible();
  await user.click(within(sheet).getByRole('button', { name: 'Half' }));
  // Without a product nothing is refunded.
  const tapBoth = async () => {
    for (const name of [/^Potatoes/, /^Apples/])
      await user.click(within(sheet).getByRole('checkbox', { name }));
  };
  await because('Too late');
  await tapBoth();
  expect(within(sheet).getByRole('button', { name: 'Refund' })).toBeDisabled();
  await tapBoth();
  await user.click(await within(sheet).findByRole('button', { name: 'Refund ¥33.00' }));
  await user.click(within(sheet).getByRole('button', { name: /^Yes/ }));
  await within(sheet).findByText('Refunded ¥33.00.');
  expect(sent('preview').at(-1)).toMatchObject({ query: { item: 1, amountMinor: 3_300, more: '3-990' } });
  expect(sent('amount')).toMatchObject([
    { body: { amountMinor: 3_300, more: [{ itemNumber: 3, unitPriceMinor: 990 }] } },
  ]);
});

test('[O8] each line says what was taken off it, so that with shipping they add up to the total', async () => {
  const { sheet } = await opened({
    ...{ ...view, totalMinor: 4_100, backMinor: 500 },
    lines: [{ ...potatoes, paidMinor: 3_300 }],
  });
  expect(within(sheet).getByText('2 × ¥18.15 · discounts −¥3.30 · paid ¥33.00')).toBeVisible();
  expect(within(sheet).getByText('Shipping ¥8.00 · total ¥41.00 · refunded so far ¥5.00')).toBeVisible();
  expect(within(sheet).getByText(/^Shipping can’t be refunded on its own\. To make up for it/)).toBeVisible();
  act(() => setLanguage('zh-CN'));
  expect(within(sheet).getByText(/^运费不能单独退。要补偿运费/)).toBeVisible();
  act(() => setLanguage('en'));
});

test('[O8] somebody else was quicker: the sheet says how much is back by now, and what a refund does after it', async () => {
  const changed = { code: 'REFUND_INVALID', reason: 'changed', backMinor: 1_000 };
  const { user, sheet, because, done } = await opened(view, {
    refundAmount: () => ({ refusal: changed }),
    share: (turn) => ({ beforeMinor: turn === 1 ? 2_904 : 2_104, afterMinor: 0 }),
  });
  await user.click(within(sheet).getByRole('button', { name: 'All' }));
  await because('Too late');
  await user.click(await within(sheet).findByRole('button', { name: 'Refund ¥36.30' }));
  await user.click(within(sheet).getByRole('button', { name: /^Yes/ }));
  expect(await within(sheet).findByText('¥21.04 → ¥0.00')).toBeVisible();
  expect(within(sheet).getByText(/Someone else refunded this order meanwhile: ¥10\.00/)).toBeVisible();
  expect(done()).toBe(0);
});

test('[O8] the payout is asked for again while the settlement is behind; unpaid cash gives nothing', async () => {
  const { user, sheet } = await opened(view, {
    share: (turn) => (turn === 1 ? null : { beforeMinor: 2_904, afterMinor: 2_904 }),
  });
  await user.click(within(sheet).getByRole('button', { name: 'Half' }));
  expect(await within(sheet).findByText('¥29.04, unchanged', {}, { timeout: 3_000 })).toBeVisible();
});

test('[O8] unpaid cash says that there is nothing to refund', async () => {
  const most = { producer: 0, host: 0, shop: 0 };
  const { sheet } = await opened({
    ...{ ...view, payment: 'cash_on_delivery', isUnpaidCash: true },
    lines: [{ ...potatoes, openUnits: 0, mostMinor: most }],
  });
  expect(within(sheet).getByText(/hasn’t paid yet/)).toBeVisible();
  expect(within(sheet).queryByLabelText('Amount')).toBeNull();
});

test('[O8] a unit of unpaid cash: its line says nothing of paid, and what is due at the door stands there before', async () => {
  const most = { producer: 0, host: 0, shop: 0 };
  const { user, sheet, because } = await opened({
    ...{ ...view, payment: 'cash_on_delivery', isUnpaidCash: true },
    lines: [{ ...potatoes, mostMinor: most }],
  });
  expect(within(sheet).getByText('2 × ¥18.15 · not paid yet')).toBeVisible();
  await because('Goodwill');
  const act = await within(sheet).findByRole('button', { name: 'Take 1 unit out' });
  expect(within(sheet).getByText('¥36.30 → ¥18.15')).toBeVisible();
  expect(within(sheet).queryByText('Buyer gets back')).toBeNull();
  await user.click(act);
  expect(within(sheet).getAllByText(/Buyer pays at the door/)).toHaveLength(2);
});
