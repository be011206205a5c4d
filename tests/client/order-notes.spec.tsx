import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { OrderNotes } from '../../client/market/order/OrderNotes.tsx';
import { chooseLanguage } from '../../client/stores/settings-store.ts';
import { questionsOf } from '../../client/stores/staff-questions.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { OfficeOrder } from '../../shared/contract/office-orders.ts';
import type { OrderNotes as Notes } from '../../shared/contract/order-notes.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const id = (n: number) => `0190a000-0000-7000-9000-${String(n).padStart(12, '0')}`;
const order = { reference: '12-1085', currency: 'CNY' } as OfficeOrder;
const theirs: Notes['notes'][number] = {
  ...{ textId: id(1), words: 'She called.\nLeave it next door.', atMs: 9, untilMs: 99, mayDelete: false },
  by: { staffId: id(7), name: 'Bai', role: 'assistant' },
};
const mine: Notes['notes'][number] = {
  ...{ textId: id(2), words: 'Called back', atMs: 10, untilMs: 99, mayDelete: true },
  by: { staffId: id(8), name: 'Mei', role: 'operator' },
};

function shown(routes: Record<string, (input: unknown) => unknown>) {
  const world = deskWorld(fakeConsole(), routes as never);
  chooseLanguage(world.keep, 'en');
  render(
    <WorldContext value={world}>
      <QueryClientProvider client={questionsOf(world)}>
        <OrderNotes order={order} />
      </QueryClientProvider>
    </WorldContext>,
  );
  return userEvent.setup();
}

const told = (...notes: Notes['notes']): Notes => ({ reference: '12-1085', notes });

test('[O12] notes say who wrote them; one more is written under one key, and the field is empty again', async () => {
  const bodies: { key: string; words: string }[] = [];
  const user = shown({
    orderNotes: () => told(theirs),
    addNote: (input) => {
      bodies.push((input as { body: (typeof bodies)[number] }).body);
      return told(theirs, mine);
    },
  });
  expect(await screen.findByText(/She called/)).toHaveTextContent('She called. Leave it next door.');
  expect(screen.getByText(/Bai · Assistant/)).toBeInTheDocument();
  expect(screen.getByText(/The buyer never sees it/)).toBeInTheDocument();
  // Somebody else's note is not theirs to delete.
  expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Save note' })).toBeDisabled();
  await user.type(screen.getByLabelText('Add a note'), '  Called back ');
  await user.click(screen.getByRole('button', { name: 'Save note' }));
  expect(await screen.findByText('Called back')).toBeInTheDocument();
  expect(bodies).toMatchObject([{ key: expect.any(String), words: 'Called back' }]);
  expect(screen.getByLabelText('Add a note')).toHaveValue('');
});

test('[O12] a note is deleted by two taps, and gone', async () => {
  const deleted: unknown[] = [];
  const user = shown({
    orderNotes: () => told(theirs, mine),
    deleteNote: (input) => {
      deleted.push((input as { params: unknown }).params);
      return told(theirs);
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Delete' }));
  expect(deleted).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Delete for good' }));
  await waitFor(() => expect(screen.queryByText('Called back')).toBeNull());
  expect(deleted).toEqual([{ reference: '12-1085', textId: id(2) }]);
});

test('[O12] what could not be kept stays in the field, and the reason stands below', async () => {
  const user = shown({
    orderNotes: () => told(),
    addNote: () => ({ refusal: { ok: false, code: 'NOTES_FULL' } }),
  });
  await user.type(await screen.findByLabelText('Add a note'), 'One more');
  await user.click(screen.getByRole('button', { name: 'Save note' }));
  expect(await screen.findByText('This order has 20 notes. Delete one first.')).toBeInTheDocument();
  expect(screen.getByLabelText('Add a note')).toHaveValue('One more');
});
