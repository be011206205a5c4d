import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { setLanguage } from '../../client/i18n/language.ts';
import { ChangeAddress } from '../../client/screens/buyer/orders/ChangeAddress.tsx';
import { draftOf, keepDraft } from '../../client/stores/checkout-draft.ts';
import type { OrderStore } from '../../client/stores/order-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { MyOrder } from '../../shared/market/order/contract.ts';
import { fakeLive } from './fake-live.ts';
import { fakeWorld } from './fake-world.ts';
import { anOrder } from './market.ts';

test('[O10] what is typed for another address leaves the checkout of a stream as it was', async () => {
  setLanguage('en');
  keepDraft('tea-day', { name: 'Ana Li', code: 'SPRING', isOpen: true });
  const mine = { order: anOrder(), currency: 'CNY', slug: 'potato-day' } as MyOrder;
  const store = { store: createStore(() => ({ isMoving: false })) } as unknown as OrderStore;
  render(
    <WorldContext value={fakeWorld(fakeLive())}>
      <ChangeAddress
        store={store}
        mine={mine}
        kept={[]}
        onClose={() => undefined}
        onChanged={() => undefined}
      />
    </WorldContext>,
  );
  await userEvent.type(await screen.findByLabelText('Name'), 'B');
  expect(draftOf('tea-day')).toMatchObject({ name: 'Ana Li', code: 'SPRING', isOpen: true });
});

test('[O10] the form begins with where the order goes: name and address are there, and the phone stays unless another is typed', async () => {
  setLanguage('en');
  const sendTo = {
    addressId: 'a',
    name: 'Ana Li',
    phoneEnd: '5678',
    address: '云南省大理白族自治州剑川县金华镇1号',
  };
  const mine = { order: anOrder(), currency: 'CNY', slug: 'potato-day', sendTo } as MyOrder;
  const moved: unknown[] = [];
  const store = {
    store: createStore(() => ({ isMoving: false })),
    moveTo: async (to: unknown) => {
      moved.push(to);
      return null;
    },
  } as unknown as OrderStore;
  render(
    <WorldContext value={fakeWorld(fakeLive())}>
      <ChangeAddress
        store={store}
        mine={mine}
        kept={[]}
        onClose={() => undefined}
        onChanged={() => undefined}
      />
    </WorldContext>,
  );
  expect(await screen.findByLabelText('Name')).toHaveValue('Ana Li');
  expect(screen.getByLabelText(/^Phone/)).toHaveValue('');
  expect(screen.getByText('Phone ending 5678: leave empty to keep it.')).toBeVisible();
  expect(screen.getByDisplayValue(/金华镇1号/)).toBeVisible();
  expect(screen.getByLabelText(/^Phone/)).not.toHaveAttribute('autofocus');
  await userEvent.click(screen.getByRole('button', { name: 'Ship to this address' }));
  expect(moved).toEqual([expect.objectContaining({ name: 'Ana Li', phoneOf: 'a' })]);
  expect(moved[0]).not.toHaveProperty('phone');
  fireEvent.change(screen.getByLabelText(/^Phone/), { target: { value: '13800138000' } });
  expect(screen.queryByText(/^Phone ending/)).toBeNull();
});

test('[O10] an address that is not served is blamed in the form where it was typed, above the list where it was kept', async () => {
  setLanguage('en');
  const sendTo = { addressId: 'a', name: 'Ana Li', phoneEnd: '5678', address: 'Shaxi 1' };
  const mine = { order: anOrder(), currency: 'CNY', slug: 'potato-day', sendTo } as MyOrder;
  const kept = [{ addressId: 'b', name: 'Ana Li', phoneEnd: '5678', address: 'Far away 2' }];
  const store = {
    store: createStore(() => ({ isMoving: false })),
    moveTo: async () => ({ code: 'ADDRESS_NOT_SERVED' }),
  } as unknown as OrderStore;
  render(
    <WorldContext value={fakeWorld(fakeLive())}>
      <ChangeAddress
        store={store}
        mine={mine}
        kept={kept}
        onClose={() => undefined}
        onChanged={() => undefined}
      />
    </WorldContext>,
  );
  await userEvent.click(screen.getByRole('button', { name: /Far away 2/ }));
  const why = /We can’t deliver to this address/;
  expect((await screen.findByText(why)).closest('.notice')).not.toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Use another address' }));
  fireEvent.change(await screen.findByLabelText(/^Phone/), { target: { value: '13800138000' } });
  await userEvent.click(screen.getByRole('button', { name: 'Ship to this address' }));
  expect((await screen.findByText(why)).closest('.notice')).toBeNull();
  expect(screen.getByLabelText('Address')).toHaveFocus();
});

test('[O10] what was changed is said where it was done', async () => {
  setLanguage('en');
  const sendTo = { addressId: 'a', name: 'Ana Li', phoneEnd: '5678', address: 'Shaxi 1' };
  const mine = { order: anOrder(), currency: 'CNY', slug: 'potato-day', sendTo } as MyOrder;
  const kept = [{ addressId: 'b', name: 'Ana Li', phoneEnd: '5678', address: 'Far away 2' }];
  const store = {
    store: createStore(() => ({ isMoving: false })),
    moveTo: async () => null,
  } as unknown as OrderStore;
  const said: string[] = [];
  render(
    <WorldContext value={fakeWorld(fakeLive())}>
      <ChangeAddress
        store={store}
        mine={mine}
        kept={kept}
        onClose={() => said.push('closed')}
        onChanged={() => said.push('changed')}
      />
    </WorldContext>,
  );
  await userEvent.click(screen.getByRole('button', { name: /^Use this address.*Far away 2$/ }));
  expect(said).toEqual(['changed']);
});
