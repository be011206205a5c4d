import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { againMs } from '../../client/screens/staff/console/summary/again.ts';
import type { AfterStream } from '../../shared/contract/after-stream.ts';
import type { MeView } from '../../shared/market/account/contract.ts';
import { HOUR, MINUTE } from '../../shared/values/time.ts';
import { anOperator } from './desk-world.ts';
import { aConsoleFrame, anItem, type FakeConsole, fakeConsole } from './fake-console.ts';
import { openConsole } from './open-console.tsx';

const BEGAN = Date.UTC(2026, 11, 1, 11, 30);
const MA = '0190a000-0000-7000-8000-0000000000aa';
const LI = '0190a000-0000-7000-8000-0000000000bb';

const after: AfterStream = {
  ...{ asOfMs: BEGAN + 2 * HOUR, timeZone: 'Asia/Shanghai', dueDays: 7, status: 'ENDED', currency: 'CNY' },
  ...{ liveStartMs: BEGAN, endedAtMs: BEGAN + 95 * MINUTE, closesAtMs: BEGAN + 3 * HOUR, isSettling: false },
  sold: {
    ...{ gmvPaidMinor: 125_930, paidOrders: 21, paidUnits: 40, payingBuyers: 18, viewers: 355 },
    ...{ unpaidMinor: 4_200, atDoorMinor: 9_900, targetMinor: 300_000 },
  },
  items: [
    {
      ...{
        itemNumber: 1,
        name: '核桃',
        nameEn: 'Walnuts',
        paidUnits: 30,
        gmvPaidMinor: 105_930,
        hadUnits: 30,
      },
      ...{ waitedBuyers: 3, waitedUnits: 5, unmetUnits: 7 },
    },
    {
      ...{
        itemNumber: 2,
        name: '土豆',
        nameEn: 'Potatoes',
        paidUnits: 10,
        gmvPaidMinor: 20_000,
        hadUnits: 40,
      },
      ...{ waitedBuyers: 0, waitedUnits: 0, unmetUnits: 0 },
    },
  ],
  ships: {
    days: [
      { shipBy: '2026-11-30', toPack: 2, packed: 1, isLate: true },
      { shipBy: '2026-12-03', toPack: 12, packed: 0 },
    ],
    isMore: false,
  },
  producers: [
    {
      ...{ producerId: MA, producer: '马家', producerEn: 'Ma', units: 30, shareMinor: 84_744 },
      ...{ deliveredMinor: 0, dueUntilMs: Date.UTC(2026, 11, 11, 16) },
    },
    {
      ...{ producerId: LI, producer: '李家', producerEn: 'Li', units: 10, shareMinor: 16_000 },
      ...{ deliveredMinor: 1_600, dueUntilMs: null },
    },
  ],
};

const floor = aConsoleFrame(10, {
  ...{ order: [1], pins: [{ itemNumber: 1, sinceMs: Date.now() - 80_000 }], items: [anItem(1)] },
});

let wire: FakeConsole;

beforeEach(() => {
  wire = fakeConsole();
  setLanguage('en');
  Element.prototype.scrollIntoView = () => {};
});

function opens(
  told: Partial<AfterStream> = {},
  me: Partial<MeView> = {},
  desk: Parameters<typeof openConsole>[3] = {},
) {
  const answers = { me: () => ({ ...anOperator, ...me }), afterStream: () => ({ ...after, ...told }) };
  return openConsole(wire, floor, answers, desk);
}

const ends = (status: 'ENDED' | 'CLOSED' = 'ENDED') =>
  act(() => wire.say.onFrame({ ...floor, to: 11, status, items: [], orders: [] }));
const part = (name: string) => screen.findByRole('region', { name });
const leads = async (name: string, words: string | RegExp, href: string) =>
  expect(within(await part(name)).getByRole('link', { name: words })).toHaveAttribute('href', href);

test('[S12] a stream that ends shows its summary without a tap, and nothing can be changed any more', async () => {
  await opens();
  expect(screen.getByRole('region', { name: 'Now' })).toBeVisible();
  ends();
  const sold = within(await part('Sales'));
  expect(sold.getByText('¥1,259.30')).toBeVisible();
  expect(sold.getByText('42% of the ¥3,000.00 target')).toBeVisible();
  expect(sold.getByText('¥42.00')).toBeVisible();
  expect(sold.getByText('¥99.00')).toBeVisible();
  expect(screen.getByText(/Reserved items can still be ordered until/)).toBeVisible();
  expect(screen.queryByRole('region', { name: 'Now' })).toBeNull();
  for (const name of ['Pin', 'Unpin', 'Price', 'Stock', 'Stop', 'Add products', 'Remove']) {
    expect(screen.queryByRole('button', { name })).toBeNull();
  }
  for (const key of ['1', 'Enter', 'u', 's', 'f']) fireEvent.keyDown(document.body, { key });
  expect(wire.sent).toEqual([]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('[S12] each part leads to its page', async () => {
  await opens();
  ends();
  await leads('Sales', 'Insights', '/insights/potato-day');
  // Exactly the orders that are counted: no unpaid one among the paid, and what was paid after the close among the unpaid.
  for (const paid of ['¥1,259.30', '21', '18']) {
    await leads('Sales', paid, '/office/orders?stream=potato-day&outcome=paid');
  }
  await leads('Sales', /Unpaid/, '/office/orders?stream=potato-day&outcome=open');
  await leads(
    'Sales',
    /Cash on delivery/,
    '/office/orders?stream=potato-day&outcome=paid&payment=cash_on_delivery',
  );
  await leads('To ship', 'Packing', '/packing/potato-day');
  await leads('To ship', /By Mon, Nov 30.*Late.*1 packed.*3 parcels/, '/packing/potato-day');
  await leads(
    'Owed to producers',
    /Ma.*by Fri, Dec 11 at the latest.*¥847.44/,
    `/statement/${MA}?currency=CNY`,
  );
  await leads(
    'Owed to producers',
    /Li.*within 7 days of delivery · ¥16.00 delivered.*¥160.00/,
    `/statement/${LI}?currency=CNY`,
  );
  await leads('Wanted but unavailable', 'Insights', '/insights/potato-day?tab=items');
  const wanted = within(await part('Wanted but unavailable'));
  expect(wanted.getByText('3 buyers on the waitlist for 5 units · 7 units refused')).toBeVisible();
  expect(wanted.queryByText(/Potatoes/)).toBeNull();
  const row = within((await screen.findByRole('rowheader', { name: '2 Potatoes' })).closest('tr')!);
  for (const name of ['10', '¥200.00']) {
    expect(row.getByRole('link', { name })).toHaveAttribute(
      'href',
      '/office/orders?stream=potato-day&item=2&outcome=paid',
    );
  }
});

test('[S12] a host, who pays nobody, is led from a producer to what was sold of it', async () => {
  const staff = { ...anOperator.staff!, role: 'host' as const };
  await opens({}, { staff, pages: ['live', 'orders', 'insights'] });
  ends('CLOSED');
  await leads(
    'Owed to producers',
    /Ma.*¥847.44/,
    `/office/orders?stream=potato-day&outcome=paid&producer=${MA}`,
  );
});

test('[S12] [A1] who sees no orders reads no amount; what they may not open is no link', async () => {
  const items = after.items.map(({ gmvPaidMinor: _, ...item }) => item);
  const staff = { ...anOperator.staff!, role: 'assistant' as const };
  await opens(
    { sold: null, producers: null, items },
    { staff, pages: ['live'] },
    { isHost: false, grants: ['pin'] },
  );
  ends('CLOSED');
  expect(await screen.findByRole('rowheader', { name: '1 Walnuts' })).toBeVisible();
  expect(screen.queryByText(/¥/)).toBeNull();
  expect(within(screen.getByRole('main')).queryAllByRole('link')).toEqual([]);
});

test('a rehearsal that is over says so and counts nothing', async () => {
  await opens({}, {}, { rehearsalOf: '0190a000-0000-7000-8000-0000000000cc' });
  ends('CLOSED');
  expect(await screen.findByText('This rehearsal is over. Nothing in it was real.')).toBeVisible();
  expect(screen.queryByRole('region', { name: 'Sales' })).toBeNull();
});

test('it is read again soon while something moves, and calmly once it is closed and booked, or is large', () => {
  expect(againMs(undefined)).toBe(5_000);
  expect(againMs(after)).toBe(5_000);
  expect(againMs({ ...after, status: 'CLOSED', isSettling: true })).toBe(5_000);
  expect(againMs({ ...after, status: 'CLOSED' })).toBe(60_000);
  const many = after.items.map((item) => ({ ...item, paidUnits: 2_501 }));
  expect(againMs({ ...after, items: many })).toBe(60_000);
});
