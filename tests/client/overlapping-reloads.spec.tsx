import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { PeopleScreen } from '../../client/screens/staff/admin/PeopleScreen.tsx';
import { PackingScreen } from '../../client/screens/staff/packing/PackingScreen.tsx';
import { createMyStreamsStore } from '../../client/stores/my-streams-store.ts';
import { createOrdersStore } from '../../client/stores/orders-store.ts';
import { createStreamsStore } from '../../client/stores/streams-store.ts';
import { type World, WorldContext } from '../../client/stores/world.ts';
import type { StaffList } from '../../shared/contract/office.ts';
import type { PackingView } from '../../shared/contract/packing.ts';
import { officeDesk, staffList } from './desk-harness/office.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

/** A route whose second answer is on its way for as long as the test says; the others come at once. */
function aRoute<Answer extends object>(answers: readonly [Answer, Answer, Answer]) {
  let turn = 0;
  let arrive = () => {};
  const late = new Promise<void>((resolve) => (arrive = resolve));
  return {
    answer: async () => {
      turn += 1;
      const mine = answers[turn - 1] ?? answers[2];
      if (turn === 2) await late;
      return mine;
    },
    /** The older answer comes after the newer one. */
    arrives: () => act(async () => arrive()),
  };
}

test('two accounts are deactivated one after the other: the list of before the second does not come back', async () => {
  const off = (...names: string[]): StaffList => ({
    ...staffList,
    members: staffList.members.map((member) =>
      names.some((name) => member.name.startsWith(name)) ? { ...member, offAtMs: 1 } : member,
    ),
  });
  const staff = aRoute([staffList, off('Yang'), off('Yang', 'Li')]);
  render(
    <WorldContext value={deskWorld(fakeConsole(), { ...officeDesk('full'), staff: staff.answer })}>
      <PeopleScreen />
    </WorldContext>,
  );
  const user = userEvent.setup();
  const row = async (name: RegExp) => (await screen.findByRole('button', { name })).closest('tr')!;
  for (const name of [/Yang/, /Li Guoqiang/]) {
    await user.click(within(await row(name)).getByRole('button'));
    const member = within(screen.getByRole('dialog', { name }));
    await user.click(member.getByRole('button', { name: 'Deactivate' }));
    await user.click(member.getByRole('button', { name: 'Deactivate and sign out everywhere' }));
    await user.click(member.getByRole('button', { name: 'Close' }));
  }
  expect(await row(/Li Guoqiang/)).toHaveTextContent('Deactivated');
  await staff.arrives();
  expect(await row(/Li Guoqiang/)).toHaveTextContent('Deactivated');
  expect(await row(/Yang/)).toHaveTextContent('Deactivated');
});

test('two parcels are packed one after the other: the second is not to pack once more', async () => {
  const id = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
  const desk = (...buyers: string[]): PackingView => ({
    stream: {
      ...{ streamId: id(900), slug: 'potato-day', title: 'Potato day', status: 'CLOSED' },
      ...{ currency: 'CNY', endedAtMs: 1 },
    },
    toPack: buyers.map((name) => ({
      ...{ origin: name, orderIds: [id(name.length)], readyAtMs: 1, lines: [] },
      contact: { name, phone: '+8613800138000', address: 'Jianchuan 1' },
    })),
    ...{ parcels: [], claims: [], more: false },
  });
  const packing = aRoute([desk('Ana', 'Benny'), desk('Benny'), desk()]);
  const world = deskWorld(fakeConsole(), {
    packing: packing.answer,
    packParcel: () => ({ seq: 1, shipmentId: id(50) }),
  });
  render(
    <WorldContext value={world}>
      <PackingScreen slug="potato-day" />
    </WorldContext>,
  );
  await screen.findByText('Ana');
  const user = userEvent.setup();
  // Each is sent at once, not with the other after the time for an undo.
  for (const button of screen.getAllByRole('button', { name: 'Mark as packed' })) {
    await user.click(button);
    await user.click(screen.getByRole('button', { name: 'Send now' }));
  }
  await waitFor(() => expect(screen.queryByText('Benny')).toBeNull());
  await packing.arrives();
  expect(screen.queryByText('Benny')).toBeNull();
});

describe('a list that is asked for twice shows the answer to the later question', () => {
  const lists = {
    streams: (world: World) => createStreamsStore(world),
    myStreams: (world: World) => createMyStreamsStore(world),
    myOrders: (world: World) => createOrdersStore(world),
  };
  test.each(Object.entries(lists))('%s', async (route, create) => {
    const name = route === 'myOrders' ? 'orders' : 'streams';
    const asked = aRoute([{ [name]: ['first'] }, { [name]: ['older'] }, { [name]: ['newer'] }]);
    const store = create(deskWorld(fakeConsole(), { [route]: asked.answer }));
    const shown = () => (store.store.getState() as unknown as Record<string, unknown>)[name];
    await store.reload();
    expect(shown()).toEqual(['first']);
    const older = store.reload();
    await store.reload();
    expect(shown()).toEqual(['newer']);
    await asked.arrives();
    await older;
    expect(shown()).toEqual(['newer']);
  });
});
