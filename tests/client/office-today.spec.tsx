import { render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { App } from '../../client/App.tsx';
import type { MeView } from '../../shared/market/account/contract.ts';
import { streams } from './desk-harness/floors.ts';
import { golden } from './desk-harness/reports.ts';
import { anOperator, deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

afterEach(() => history.replaceState(null, '', '/'));

const packed = (slug: string, of: { openClaims: number; lateOrders: number }) => ({
  ...{ streamId: `0190a000-0000-7000-8000-${slug.length}`, slug, title: slug, status: 'CLOSED' },
  ...{ currency: 'CNY', endedAtMs: 1, lostParcels: 0, ...of },
});

function open(
  of: Partial<MeView>,
  waiting: object[],
  overdue: number,
  isReady = true,
  /** What the server has no time for. */
  busy: readonly string[] = [],
): string[] {
  history.replaceState(null, '', '/office');
  const asked: string[] = [];
  const told =
    <T,>(name: string, answer: T) =>
    () => {
      asked.push(name);
      return busy.includes(name) ? { refusal: { code: 'BUSY', retryAfterMs: 1_000 } } : answer;
    };
  const world = deskWorld(fakeConsole(), {
    me: () => ({ ...anOperator, ...of }),
    myStreams: told('myStreams', { streams, usualCurrency: 'CNY' }),
    sales: told('sales', golden),
    packingStreams: told('packingStreams', { streams: waiting }),
    health: told('health', { isReady, audit: null, payouts: { overdue } }),
  });
  render(<App world={world} />);
  return asked;
}

test('today has what is on with its sales, and what waits, and each leads to its rows', async () => {
  open(
    {},
    [packed('rice', { openClaims: 1, lateOrders: 6 }), packed('tea-a', { openClaims: 1, lateOrders: 0 })],
    9,
  );
  const live = await screen.findByRole('link', { name: /Potato day ¥/ });
  expect(live).toHaveAttribute('href', '/console/potato-day');
  expect(await screen.findByRole('link', { name: 'Late to ship: rice 6 orders' })).toHaveAttribute(
    'href',
    '/packing/rice',
  );
  expect(screen.getByRole('link', { name: 'Open claims 2' })).toHaveAttribute(
    'href',
    '/office/orders?claim=open',
  );
  expect(await screen.findByRole('link', { name: 'Payouts overdue 9 lines' })).toHaveAttribute(
    'href',
    '/admin/settlement',
  );
  expect(screen.queryByRole('link', { name: /System status/ })).toBeNull();
});

test('a day on which nothing waits says so', async () => {
  open({}, [], 0);
  expect(await screen.findByText('Nothing is waiting.')).toBeInTheDocument();
});

test('a server that is not ready is named', async () => {
  open({}, [], 0, false);
  expect(await screen.findByRole('link', { name: 'System status Needs a look' })).toHaveAttribute(
    'href',
    '/admin/health',
  );
  expect(screen.queryByText('Nothing is waiting.')).toBeNull();
});

test('what could not be read is said, never that nothing waits', async () => {
  open({}, [], 0, true, ['packingStreams', 'myStreams']);
  await waitFor(() => expect(screen.getAllByRole('button', { name: 'Try again' })).toHaveLength(2));
  expect(screen.queryByText('Nothing is waiting.')).toBeNull();
  expect(screen.queryByText('No stream is live.')).toBeNull();
});

test('nothing is asked that this person may not open', async () => {
  const asked = open({ pages: ['home', 'live', 'orders'] }, [], 0);
  await screen.findByRole('link', { name: /Potato day/ });
  expect(new Set(asked)).toEqual(new Set(['myStreams']));
  expect(screen.queryByText('To do')).toBeNull();
});
