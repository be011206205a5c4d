import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { GiveAddressButton } from '../../client/market/order/GiveAddressButton.tsx';
import { chooseLanguage } from '../../client/stores/settings-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { OfficeOrder } from '../../shared/contract/office-orders.ts';
import type { StaffRole } from '../../shared/market/account/contract.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const ORDER = '0190a000-0000-7000-9000-000000000800';
const order = {
  ...{ orderId: ORDER, reference: '12-1085', status: 'PAID', currency: 'CNY', parcels: [] },
} as unknown as OfficeOrder;

function shown(
  of: Partial<OfficeOrder> = {},
  { role = 'operator' as StaffRole, answer = (): unknown => ({ seq: 9 }) } = {},
) {
  const sent: unknown[] = [];
  const world = deskWorld(fakeConsole(), {
    aboutShop: () => ({ home: null }),
    giveAddress(input) {
      sent.push((input as { body: unknown }).body);
      return answer();
    },
  });
  chooseLanguage(world.keep, 'en');
  let done = 0;
  render(
    <WorldContext value={world}>
      <GiveAddressButton
        order={{ ...order, ...of } as OfficeOrder}
        staffRole={role}
        onDone={() => (done += 1)}
      />
    </WorldContext>,
  );
  return { sent, done: () => done, user: userEvent.setup() };
}

async function typed(user: ReturnType<typeof userEvent.setup>) {
  await user.click(await screen.findByRole('button', { name: 'Change address' }));
  const sheet = within(await screen.findByRole('dialog'));
  await user.type(await sheet.findByLabelText(/Name/), 'Lan');
  await user.type(sheet.getByLabelText(/Phone/), '13800138000');
  await user.type(sheet.getByLabelText(/Address/), 'Shaxi, Temple Road 9');
  return sheet;
}

test('[O10] what it does stands above the tap that sends the order elsewhere', async () => {
  const { user, sent, done } = shown();
  const sheet = await typed(user);
  expect(sheet.getByText(/^Nothing more is charged/)).toBeInTheDocument();
  await user.click(sheet.getByRole('button', { name: 'Ship to this address' }));
  expect(await sheet.findByText('The order goes to the new address.')).toBeInTheDocument();
  expect(sent).toMatchObject([
    { orderId: ORDER, name: 'Lan', phone: '13800138000', address: 'Shaxi, Temple Road 9' },
  ]);
  expect(done()).toBe(1);
});

test('[O10] a refusal is said in words of the office, and what was typed stays', async () => {
  const refusal = { ok: false, code: 'ADDRESS_FIXED', reason: 'packed', message: '', retryable: false };
  const { user, done } = shown({}, { answer: () => ({ refusal }) });
  const sheet = await typed(user);
  await user.click(sheet.getByRole('button', { name: 'Ship to this address' }));
  expect(await sheet.findByText(/A parcel is packed already/)).toBeInTheDocument();
  expect(sheet.getByLabelText(/Name/)).toHaveValue('Lan');
  expect(done()).toBe(0);
});

test('[O10] no button once it is packed or over, nor for who answers for nothing', async () => {
  for (const of of [{ status: 'CANCELLED' }, { status: 'COMPLETED' }] as Partial<OfficeOrder>[]) {
    shown(of);
    expect(screen.queryByRole('button', { name: 'Change address' })).toBeNull();
  }
  shown({ parcels: [{} as OfficeOrder['parcels'][number]] });
  shown({}, { role: 'assistant' });
  expect(screen.queryByRole('button', { name: 'Change address' })).toBeNull();
});
