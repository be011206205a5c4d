import { render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { App } from '../../client/App.tsx';
import type { HealthView } from '../../shared/contract/office.ts';
import type { OfficeToday } from '../../shared/contract/office-today.ts';
import type { GmvNow } from '../../shared/contract/sales.ts';
import type { DueDays } from '../../shared/contract/settlement.ts';
import type { MeView } from '../../shared/market/account/contract.ts';
import type { OwnStream } from '../../shared/market/stream/contract.ts';
import { streams } from './desk-harness/floors.ts';
import { wellHealth } from './desk-harness/office.ts';
import { anAssistant, anOperator, deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

afterEach(() => history.replaceState(null, '', '/'));

const NOW = Date.UTC(2026, 11, 1, 12);
const HOUR = 3_600_000;
const nothing: OfficeToday = {
  ...{ asOfMs: NOW, toPack: 0, late: 0, claims: 0, answerByMs: null, lowStock: [] },
};
const sold: GmvNow = {
  asOfMs: NOW,
  gmv: { paidMinor: 15_580, paidOrders: 2, atDoorMinor: 0, unpaidMinor: 1_990, unpaidOrders: 1 },
  aims: {},
};
const zone = 'Asia/Shanghai';
/** The ends of 1 and 4 December in that zone. */
const [tonightMs, fridayMs] = [Date.UTC(2026, 11, 1, 16), Date.UTC(2026, 11, 4, 16)];
const days = (sums: DueDays['days'][number]['sums']) => ({
  ...{ asOfMs: NOW, timeZone: zone },
  days: [
    { day: '2026-12-01', untilMs: tonightMs, sums: [] },
    { day: '2026-12-04', untilMs: fridayMs, sums },
  ],
});

function open(
  of: Partial<MeView>,
  waiting: Partial<OfficeToday>,
  ill: Partial<HealthView> = {},
  due: DueDays['days'][number]['sums'] = [],
  /** What the server has no time for. */
  busy: readonly string[] = [],
  mine: readonly OwnStream[] = streams,
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
    myStreams: told('myStreams', { streams: mine, usualCurrency: 'CNY' }),
    gmv: told('gmv', sold),
    officeToday: told('officeToday', { ...nothing, ...waiting }),
    dueDays: told('dueDays', days(due)),
    health: told('health', { ...wellHealth, ...ill }),
  });
  render(<App world={world} />);
  return asked;
}

const leads = async (name: string | RegExp, href: string) =>
  expect(await screen.findByRole('link', { name })).toHaveAttribute('href', href);

test('today has what is on with its sales, and what waits, and each leads to its rows', async () => {
  const low = {
    slug: 'potato-day',
    title: '土豆',
    titleEn: 'Potato day',
    status: 'LIVE',
    products: 3,
  } as const;
  const coming = { slug: 'tea', title: 'Tea', status: 'SCHEDULED', products: 1 } as const;
  open(
    {},
    {
      ...{ toPack: 43, late: 6, claims: 2, answerByMs: NOW + 21.5 * HOUR },
      lowStock: [low, coming],
    },
    {
      payouts: { overdue: 9 },
      backup: { atMs: wellHealth.asOfMs - HOUR, where: '/backups/fairday', bytes: 12_900_000 },
    },
    [{ currency: 'CNY', amountMinor: 536_576, lines: 58 }],
  );
  await leads('土豆节 Potato day', '/console/potato-day');
  await leads('¥155.80 · 2 orders', '/office/orders?stream=potato-day&outcome=paid');
  await leads('To pack 43 orders', '/office/orders?pack=waiting');
  await leads('Late to ship 6 orders', '/office/orders?pack=late');
  await leads('Open claims 21 h left for the first 2 orders', '/office/orders?claim=open');
  await leads('Low stock: Potato day Live 3 products', '/console/potato-day?stock=low');
  await leads('Low stock: Tea Upcoming 1 product', '/console/tea?stock=low');
  await leads('Payouts overdue 9 order lines', '/admin/settlement?show=overdue');
  await leads('System status 1 thing needs attention', '/admin/health');
  await leads('Due by today Nothing', '/admin/settlement?due=2026-12-01');
  await leads('Due by Fri, Dec 4 58 order lines ¥5,365.76', '/admin/settlement?due=2026-12-04');
  // Its name alone: where it lies is for who looks after the machine.
  await leads(/^Last backup 12 MB /, '/admin/health');
});

test('a day on which nothing waits says so', async () => {
  open({}, {});
  expect(await screen.findByText('Nothing is waiting.')).toBeInTheDocument();
});

test('a server that is not ready, and one without a backup, are named', async () => {
  open({}, {}, { isReady: false, backup: null });
  await leads('System status 2 things need attention', '/admin/health');
  await leads('Last backup None yet', '/admin/health');
  expect(screen.queryByText('Nothing is waiting.')).toBeNull();
});

test('a webhook that fails is counted as system status counts it', async () => {
  const webhookId = '0190a000-0000-7000-8000-000000000301';
  const webhook = { webhookId, origin: 'https://books.example', failingSinceMs: NOW, offWhy: null };
  open({}, {}, { webhooks: [webhook] });
  await leads('System status 1 thing needs attention', '/admin/health');
});

test('a claim whose time is over, and one of the last hour, say so', async () => {
  open({}, { claims: 1, answerByMs: NOW - 2 * HOUR });
  expect(
    await screen.findByRole('link', { name: 'Open claims first answer 2 h late 1 order' }),
  ).toBeVisible();
});

test('what could not be read is said, never that nothing waits', async () => {
  open({}, {}, {}, [], ['officeToday', 'myStreams', 'dueDays']);
  await waitFor(() => expect(screen.getAllByRole('button', { name: 'Try again' })).toHaveLength(3));
  expect(screen.queryByText('Nothing is waiting.')).toBeNull();
  expect(screen.queryByText('No stream is live.')).toBeNull();
});

test('nothing is asked that this person may not open', async () => {
  const asked = open({ pages: ['home', 'live', 'orders'] }, { toPack: 1 });
  await leads('To pack 1 order', '/office/orders?pack=waiting');
  await screen.findByRole('link', { name: /Potato day/ });
  expect(new Set(asked)).toEqual(new Set(['myStreams', 'officeToday']));
  expect(screen.queryByText('Payouts to producers')).toBeNull();
});

const asAssistant: Partial<MeView> = { staff: anAssistant, pages: ['home', 'live'] };

test('[A1] an assistant has their streams, what they may do on each, and its console', async () => {
  const [one] = streams.filter(({ status }) => status === 'LIVE');
  const asked = open(asAssistant, {}, {}, [], [], [{ ...one!, grants: ['flash', 'pin'] }]);
  expect(await screen.findByText(/You can: Pin products · Flash sales/)).toBeInTheDocument();
  await leads(/^Open the console of /, `/console/${one!.slug}`);
  expect(screen.queryByRole('alert')).toBeNull();
  expect(new Set(asked)).toEqual(new Set(['myStreams']));
});

test('[A1] an assistant whom nobody has added reads whom to ask, and nothing is asked that is not theirs', async () => {
  const asked = open(asAssistant, {}, {}, [], [], []);
  expect(await screen.findByText('No host has added you yet.')).toBeInTheDocument();
  expect(screen.getByText(/Ask the host of your stream, or an operator/)).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  expect(new Set(asked)).toEqual(new Set(['myStreams']));
});
