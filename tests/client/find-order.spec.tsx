import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { FindOrderScreen } from '../../client/screens/buyer/orders/FindOrderScreen.tsx';
import { readReference } from '../../client/stores/find-order-store.ts';
import { chooseLanguage } from '../../client/stores/settings-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { FoundOrder } from '../../shared/contract/find-order.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const AT = Date.parse('2026-11-20T12:00:00Z');
const found: FoundOrder = {
  ...{ reference: '12-1085', streamTitle: '土豆日', streamTitleEn: 'Potato day', currency: 'CNY' },
  ...{ status: 'PAID', payment: 'sandbox', placedAtMs: AT, refundedMinor: 450 },
  lines: [
    { itemNumber: 1, name: '土豆', nameEn: 'Potatoes', units: 2, unfilledUnits: 0 },
    { itemNumber: 2, name: '藜麦', nameEn: 'Quinoa', units: 3, unfilledUnits: 1 },
  ],
  unitsToSend: 4,
  parcels: [
    {
      shipmentId: '0190a000-0000-7000-8000-0000000000f1',
      ...{ status: 'SHIPPED', carrier: 'SF', trackingCode: 'SF123', packedAtMs: AT, shippedAtMs: AT },
      deliveredAtMs: null,
      lines: [{ itemNumber: 1, name: '土豆', nameEn: 'Potatoes', units: 2, unfilledUnits: 0 }],
    },
  ],
};

function shows(answer: () => unknown) {
  const asked: unknown[] = [];
  const world = deskWorld(fakeConsole(), {
    findOrder: (input) => {
      asked.push((input as { body: unknown }).body);
      return answer();
    },
  });
  chooseLanguage(world.keep, 'en');
  render(
    <WorldContext value={world}>
      <FindOrderScreen />
    </WorldContext>,
  );
  return { asked, user: userEvent.setup() };
}

test('[B7] an order is found by its number, as people write it, and its phone', async () => {
  const { asked, user } = shows(() => found);
  await user.type(screen.getByLabelText('Order number'), '#12 – 1085');
  await user.type(screen.getByLabelText('Phone number'), '138 0013 8000');
  await user.click(screen.getByRole('button', { name: 'Find order' }));
  expect(await screen.findByRole('heading', { name: 'Order 12-1085' })).toBeVisible();
  expect(asked).toEqual([{ reference: '12-1085', phone: '138 0013 8000' }]);
  expect(screen.getByText('2 × Potatoes')).toBeVisible();
  expect(screen.getByText('In it: 2 × Potatoes')).toBeVisible();
  expect(screen.getByText('SF123')).toBeVisible();
  expect(screen.getByText('Refund: ¥4.50')).toBeVisible();
  expect(screen.getAllByText('Paid')[0]).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Find another order' }));
  expect(screen.getByLabelText('Order number')).toHaveValue('');
});

test('[B7] what is no number and no phone is said before anything is asked', async () => {
  const { asked, user } = shows(() => found);
  await user.type(screen.getByLabelText('Order number'), '1085');
  await user.click(screen.getByRole('button', { name: 'Find order' }));
  expect(screen.getByText('Two numbers with a dash between, like 12-1085.')).toBeVisible();
  expect(screen.getByText('Enter the phone number you ordered with.')).toBeVisible();
  expect(asked).toEqual([]);
});

test('[P4] where products ship on different days, each says its own', async () => {
  const [potatoes, quinoa] = found.lines;
  const { user } = shows(() => ({
    ...{ ...found, parcels: [], shipBy: '2026-12-05', arriveBy: '2026-12-11' },
    lines: [
      { ...potatoes!, shipBy: '2026-12-05', arriveBy: '2026-12-08' },
      { ...quinoa!, shipBy: '2026-12-08', arriveBy: '2026-12-11' },
    ],
  }));
  await user.type(screen.getByLabelText('Order number'), '12-1085');
  await user.type(screen.getByLabelText('Phone number'), '13800138000');
  await user.click(screen.getByRole('button', { name: 'Find order' }));
  const days = (await screen.findAllByText(/Ships by/)).map((each) => each.closest('p')?.textContent);
  expect(days).toEqual([
    expect.stringMatching(/^Potatoes · .*Dec 5.*Dec 8/),
    expect.stringMatching(/^Quinoa · .*Dec 8.*Dec 11/),
  ]);
});

test('[B7] nothing found is one sentence, whatever was wrong', async () => {
  const { user } = shows(() => ({ ok: false, refusal: { code: 'NOT_FOUND' } }));
  await user.type(screen.getByLabelText('Order number'), '12-1');
  await user.type(screen.getByLabelText('Phone number'), '13800138000');
  await user.click(screen.getByRole('button', { name: 'Find order' }));
  expect(
    await screen.findByText('No order fits this number and phone. Check both and try again.'),
  ).toBeVisible();
});

test.each([
  ['12-1085', '12-1085'],
  [' # 12 — 1085 ', '12-1085'],
  ['１２－１０８５', '12-1085'],
  ['1085', null],
  ['12-', null],
  ['012-5', null],
])('a number is read as it is written: %s', (typed, reference) => {
  expect(readReference(typed)).toBe(reference);
});
