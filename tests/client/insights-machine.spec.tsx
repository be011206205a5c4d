import { act, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { instantOf, instantText } from '../../client/screens/staff/insights/machine/instant-text.ts';
import { MachineScreen } from '../../client/screens/staff/insights/machine/MachineScreen.tsx';
import { createMachineStore } from '../../client/stores/machine-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { RouteName } from '../../shared/contract/http.ts';
import { ok } from '../../shared/values/result.ts';
import { momentOf, stepsOfMoment } from './desk-harness/insights.ts';
import { EIGHT, golden } from './desk-harness/reports.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

afterEach(() => {
  vi.useRealTimers();
});

interface Query {
  atMs?: number;
  seq?: number;
  buyer?: string;
}

function openMachine() {
  const asked: Query[] = [];
  const world = deskWorld(fakeConsole(), {
    sales: () => golden,
    moment(input) {
      asked.push((input as { query: Query }).query);
      return momentOf(golden, input);
    },
    steps: () => stepsOfMoment,
  });
  render(
    <WorldContext value={world}>
      <MachineScreen slug="potato-day" />
    </WorldContext>,
  );
  return asked;
}

test('it opens when the stream went live, and shows the stall as it was', async () => {
  const asked = openMachine();
  const lineup = await screen.findByRole('table', { name: 'Lineup' });
  expect(asked[0]).toEqual({ atMs: EIGHT });
  expect(within(lineup).getByText(/flash sale 01:42 left, 12 of 50 available/)).toBeVisible();
  expect(within(lineup).getByText(/pinned/)).toBeVisible();
  expect(screen.getByText(/12 orders placed, 9 paid/)).toBeVisible();
  expect(screen.getByText(/the flash units were gone, 4 times/)).toBeVisible();
  expect(screen.getByText(/aren’t part of the event log/)).toBeVisible();
});

test('a cart is shown as its buyer saw it; the next command is asked for by its place', async () => {
  const asked = openMachine();
  const user = userEvent.setup();
  await user.click((await screen.findAllByRole('button', { name: '…0c0ffe' }))[0]!);
  expect(await screen.findByText(/2 units at ¥19.90, until/)).toBeVisible();
  expect(asked.at(-1)).toMatchObject({ buyer: '0190a000-0000-7000-9000-0000000c0ffe' });
  await user.click(screen.getByRole('button', { name: 'Next event' }));
  expect(asked.at(-1)).toMatchObject({ seq: 15 });
  const [field] = screen
    .getAllByLabelText('Moment')
    .filter((each) => each.tagName === 'INPUT' && !each.matches('[type=range]'));
  fireEvent.change(field!, { target: { value: instantText(EIGHT + 201_500) } });
  fireEvent.submit(field!.closest('form')!);
  await vi.waitFor(() => expect(asked.at(-1)).toMatchObject({ atMs: EIGHT + 201_500 }));
});

test('played ×60 a second is a minute; one question at a time, the newest instant next', async () => {
  vi.useFakeTimers();
  const asked: Query[] = [];
  let open = 0;
  let most = 0;
  const http = {
    async call(name: RouteName, input: { query: Query }) {
      if (name === 'steps') return ok(stepsOfMoment);
      asked.push(input.query);
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 600));
      open -= 1;
      return ok(momentOf(golden, input));
    },
  };
  const machine = createMachineStore('potato-day', { http: http as never });
  machine.open();
  machine.goTo(EIGHT);
  machine.play(60);
  await act(() => vi.advanceTimersByTimeAsync(2_000));
  expect(machine.store.getState().atMs).toBe(EIGHT + 120_000);
  machine.play(null);
  await act(() => vi.advanceTimersByTimeAsync(2_000));
  expect(machine.store.getState().atMs).toBe(EIGHT + 120_000);
  expect(most).toBe(1);
  expect(asked.length).toBeLessThan(6);
  expect(asked.at(-1)).toEqual({ atMs: EIGHT + 120_000 });
  machine.close();
});

test('an instant is read to the millisecond, across midnight, and nothing else is', () => {
  const nearMs = new Date(2026, 4, 9, 20, 3, 17, 250).getTime();
  expect(instantText(nearMs)).toBe('20:03:17.250');
  expect(instantOf('20:03:17.250', nearMs)).toBe(nearMs);
  expect(instantOf(' 20：05 ', nearMs)).toBe(nearMs + 102_750);
  expect(instantOf('20:03:18,5', nearMs)).toBe(nearMs + 1_250);
  expect(instantOf('0:30', nearMs)).toBe(new Date(2026, 4, 10, 0, 30).getTime());
  for (const wrong of ['', 'soon', '24:00', '20:61', '20:03:61', '20'])
    expect(instantOf(wrong, nearMs)).toBeNull();
});
