import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { CallOffButton } from '../../client/market/order/CallOffButton.tsx';
import { chooseLanguage } from '../../client/stores/settings-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { OfficeOrder } from '../../shared/contract/office-orders.ts';
import type { CallOffPreview } from '../../shared/contract/order-refund.ts';
import type { StaffRole } from '../../shared/market/account/contract.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const ORDER = '0190a000-0000-7000-9000-000000000800';
const order = {
  ...{ orderId: ORDER, reference: '12-1085', status: 'PAID', currency: 'CNY', parcels: [] },
} as unknown as OfficeOrder;
const preview: CallOffPreview = {
  ...{ isPaid: true, payment: 'sandbox', currency: 'CNY', refundMinor: 3_630, units: 2 },
  ...{ shippingMinor: 800, shippingKeptMinor: 0 },
  shares: [{ name: '马家', nameEn: 'Ma farm', beforeMinor: 2_264, afterMinor: 0 }],
};

function shown(
  of: Partial<OfficeOrder> = {},
  answers: { preview?: (turn: number) => unknown; callOff?: () => unknown; role?: StaffRole } = {},
) {
  const sent: unknown[] = [];
  let turn = 0;
  const world = deskWorld(fakeConsole(), {
    previewCallOff: () => (answers.preview ?? (() => preview))(++turn),
    callOff: (input: unknown) => {
      sent.push((input as { body: unknown }).body);
      return (answers.callOff ?? (() => ({ seq: 9 })))();
    },
  });
  chooseLanguage(world.keep, 'en');
  let done = 0;
  render(
    <WorldContext value={world}>
      <CallOffButton
        order={{ ...order, ...of } as OfficeOrder}
        staffRole={answers.role ?? 'operator'}
        onDone={() => (done += 1)}
      />
    </WorldContext>,
  );
  return { sent, done: () => done, user: userEvent.setup() };
}

const tap = (name: string | RegExp) => screen.findByRole('button', { name });

test('[O11] what goes back to whom stands there before the two taps that cancel it', async () => {
  const { user, sent, done } = shown();
  await user.click(await tap('Cancel order'));
  const sheet = within(await screen.findByRole('dialog'));
  expect(await sheet.findByText('¥36.30')).toBeInTheDocument();
  expect(sheet.getByText('Shipping').nextSibling).toHaveTextContent('¥8.00');
  expect(sheet.getByText('Products').nextSibling).toHaveTextContent('¥28.30');
  expect(sheet.getByText(/^All shipping goes back: nothing else/)).toBeInTheDocument();
  expect(sheet.getByText('Payout to Ma farm')).toBeInTheDocument();
  expect(sheet.getByText('¥22.64 → ¥0.00')).toBeInTheDocument();
  expect(sheet.getByText('2 units')).toBeInTheDocument();
  expect(sheet.getByRole('button', { name: 'Cancel, refund ¥36.30' })).toBeDisabled();
  await user.click(sheet.getByRole('radio', { name: /Can’t be supplied/ }));
  await user.click(sheet.getByRole('button', { name: 'Cancel, refund ¥36.30' }));
  expect(sent).toEqual([]);
  await user.click(sheet.getByRole('button', { name: 'Yes, cancel and refund ¥36.30' }));
  expect(await sheet.findByText('Cancelled. ¥36.30 goes back to the buyer.')).toBeInTheDocument();
  expect(sent).toMatchObject([{ orderId: ORDER, reason: 'unavailable', refundMinor: 3_630 }]);
  expect(done()).toBe(1);
});

test('[O11] [P3] shipping that other orders of the buyer need stays paid, and the preview says why', async () => {
  const { user } = shown(
    {},
    { preview: () => ({ ...preview, refundMinor: 3_130, shippingMinor: 300, shippingKeptMinor: 500 }) },
  );
  await user.click(await tap('Cancel order'));
  expect(await screen.findByText(/^¥5\.00 shipping stays paid: other orders/)).toBeInTheDocument();
  expect(screen.getByText('Shipping').nextSibling).toHaveTextContent('¥3.00');
  expect(screen.queryByText(/^All shipping goes back/)).toBeNull();
});

test('[O11] somebody else was quicker: nothing is cancelled, and what would go back now stands there', async () => {
  const changed = { ok: false, code: 'CANCEL_INVALID', reason: 'changed', refundMinor: 2_630 };
  const { user, sent, done } = shown(
    {},
    {
      preview: (turn) => (turn === 1 ? preview : { ...preview, refundMinor: 2_630 }),
      callOff: () => ({ refusal: changed }),
    },
  );
  await user.click(await tap('Cancel order'));
  await user.click(await screen.findByRole('radio', { name: /Buyer asked/ }));
  await user.click(await tap('Cancel, refund ¥36.30'));
  await user.click(await tap('Yes, cancel and refund ¥36.30'));
  expect(await screen.findByText(/This order has changed: ¥26\.30 would go back now/)).toBeInTheDocument();
  expect(await tap('Cancel, refund ¥26.30')).toBeEnabled();
  expect([sent.length, done()]).toEqual([1, 0]);
});

test('[O11] an order that nobody has paid is only released', async () => {
  const { user } = shown(
    { status: 'PLACED' },
    { preview: () => ({ ...preview, isPaid: false, refundMinor: 0, shippingMinor: 0, shares: [] }) },
  );
  await user.click(await tap('Cancel order'));
  expect(await screen.findByText('Nothing: it wasn’t paid')).toBeInTheDocument();
  expect(screen.queryByText(/Payout/)).toBeNull();
});

test.each([
  ['a parcel has something of it', { parcels: [{}] as OfficeOrder['parcels'] }, 'operator'],
  ['it is completed', { status: 'COMPLETED' }, 'operator'],
  ['an assistant looks', {}, 'assistant'],
] as const)('[O11] nothing is offered where %s', (_why, of, role) => {
  shown(of as Partial<OfficeOrder>, { role });
  expect(screen.queryByRole('button')).toBeNull();
});
