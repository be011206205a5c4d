import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import type { StreamSummary } from '../../shared/market/stream/contract.ts';
import { aConsoleFrame, anItem, type FakeConsole, fakeConsole, refusedWith } from './fake-console.ts';
import { openConsole } from './open-console.tsx';

const rehearsal: StreamSummary = {
  streamId: '0190a000-0000-7000-9000-000000000801',
  slug: 'rehearsal-of-it',
  title: 'Potato day',
  hostName: 'Amei',
  status: 'REHEARSAL',
  currency: 'CNY',
  scheduledAtMs: 0,
  liveStartMs: null,
  endedAtMs: null,
  rehearsalOf: '0190a000-0000-7000-9000-000000000001',
};

let wire: FakeConsole;

beforeEach(() => {
  wire = fakeConsole();
  history.replaceState(null, '', '/console/potato-day');
});

const planned = aConsoleFrame(10, { status: 'SCHEDULED', order: [1], items: [anItem(1)] });
const inHead = () => within(screen.getAllByRole('banner')[0]!);

test('[S1] one click in the head opens the rehearsal, and the button says so until it is there', async () => {
  let asked = 0;
  let make: (stream: StreamSummary) => void = () => {};
  await openConsole(wire, planned, {
    rehearse: () => {
      asked += 1;
      return new Promise((resolve) => {
        make = resolve;
      });
    },
  });
  await userEvent.click(inHead().getByRole('button', { name: 'Rehearse' }));
  const opening = inHead().getByRole('button', { name: 'Opening…' });
  expect(opening).toHaveAttribute('aria-busy', 'true');
  expect(screen.queryByRole('dialog')).toBeNull();
  await userEvent.click(opening);
  expect(asked).toBe(1);
  make(rehearsal);
  await expect.poll(() => location.pathname).toBe('/console/rehearsal-of-it');
});

test('the end of a rehearsal is asked for in its own words', async () => {
  await openConsole(wire, aConsoleFrame(10, { status: 'REHEARSAL', order: [1], items: [anItem(1)] }));
  await userEvent.click(inHead().getByRole('button', { name: 'End rehearsal' }));
  const sheet = within(await screen.findByRole('dialog', { name: 'End the rehearsal?' }));
  expect(sheet.getByText(/^Nothing in it was really sold/)).toBeVisible();
  expect(sheet.getByRole('button', { name: 'End rehearsal' })).toBeVisible();
});

test('a rehearsal that is refused is said beside its button, and can be asked for again', async () => {
  await openConsole(wire, planned, {
    rehearse: () => ({ refusal: refusedWith({ code: 'BUSY', retryAfterMs: 2_000 }) }),
  });
  await userEvent.click(inHead().getByRole('button', { name: 'Rehearse' }));
  expect(await inHead().findByRole('status')).toHaveTextContent(/very busy/);
  expect(inHead().getByRole('button', { name: 'Rehearse' })).not.toHaveAttribute('aria-busy');
  expect(location.pathname).toBe('/console/potato-day');
});

test('[A1] who is not the host is offered no rehearsal', async () => {
  await openConsole(wire, planned, {}, { isHost: false, grants: ['lineup'] });
  expect(screen.queryByRole('button', { name: 'Rehearse' })).toBeNull();
});
