import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { dearer } from '../../client/screens/staff/console/checklist/dearer.ts';
import type { BeforeStream } from '../../shared/contract/before-stream.ts';
import { aConsoleFrame, anItem, type FakeConsole, fakeConsole } from './fake-console.ts';
import { openConsole } from './open-console.tsx';

const none = { floorMinor: null, low7Minor: null, low14Minor: null, low30Minor: null };
const before: BeforeStream = {
  prices: [
    { itemNumber: 1, priceMinor: 1_990, ...none, low14Minor: 1_890, low30Minor: 1_690 },
    { itemNumber: 2, priceMinor: 1_990, ...none },
  ],
  origins: [
    { origin: '云南剑川', originEn: 'Jianchuan', products: 1, isFree: true, hasDays: true },
    { origin: '诺邓', originEn: 'Nuodeng', products: 1, isFree: false, hasDays: false },
  ],
};
const floor = aConsoleFrame(10, {
  ...{ status: 'SCHEDULED' as const, order: [1, 2], pins: [] },
  items: [anItem(1, { name: 'Walnuts', available: 71 }), anItem(2, { name: 'Potatoes', available: 0 })],
});

let wire: FakeConsole;

beforeEach(() => {
  wire = fakeConsole();
  setLanguage('en');
  localStorage.clear();
  Element.prototype.scrollIntoView = () => {};
});

const opens = (told: BeforeStream = before) => openConsole(wire, floor, { beforeStream: () => told });
const point = (name: string) => within(screen.getByText(name, { selector: 'b' }).closest('li')!);

test('[S14] a planned stream says what is to be settled, each point with its tap', async () => {
  await opens();
  expect(await screen.findByText('No. 1 Walnuts: ¥19.90, sold for ¥18.90 in the last 14 days')).toBeVisible();
  expect(point('Video').getByText('Viewers won’t see any video.')).toBeVisible();
  expect(point('Stock').getByText('No stock: No. 2 Potatoes')).toBeVisible();
  expect(point('Shipping').getByText('Free shipping: Jianchuan · No shipping days: Nuodeng')).toBeVisible();
  expect(point('Link').getByText('You haven’t copied the link on this device yet.')).toBeVisible();
  for (const [name, tap] of [
    ['Stock', 'Add stock'],
    ['Shipping', 'Shipping'],
    ['Prices', 'Change price'],
    ['Link', 'Links'],
  ] as const) {
    fireEvent.click(point(name).getByRole('button', { name: tap }));
    expect(await screen.findByRole('dialog')).toBeVisible();
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Close' }));
  }
});

test('[S14] without a picture going live says so once, and stays possible', async () => {
  await opens();
  fireEvent.click(await screen.findByRole('button', { name: 'Go live' }));
  const asks = within(await screen.findByRole('dialog'));
  expect(await asks.findByText('Free shipping: Jianchuan · No shipping days: Nuodeng')).toBeVisible();
  fireEvent.click(asks.getByRole('button', { name: 'Go live without video' }));
  await expect.poll(() => wire.sent.map(({ command }) => command)).toEqual(['stream:go-live']);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('[S14] once it is live nothing of it is in the way', async () => {
  await opens();
  expect(screen.getByRole('region', { name: 'Before going live' })).toBeVisible();
  act(() => wire.say.onFrame({ ...floor, to: 11, status: 'LIVE', items: [], orders: [] }));
  expect(screen.queryByRole('region', { name: 'Before going live' })).toBeNull();
});

test('[S14] prices to look at: below the floor first, then what was cheaper most lately', () => {
  const price = (itemNumber: number, more: Partial<BeforeStream['prices'][number]>) => ({
    ...{ itemNumber, priceMinor: 1_000, ...none, ...more },
  });
  const found = dearer([
    price(1, { low30Minor: 999 }),
    price(2, { low7Minor: 1_000, low14Minor: 1_000, low30Minor: 900 }),
    price(3, { low7Minor: 900, low14Minor: 800, low30Minor: 800 }),
    price(4, { floorMinor: 1_001, low7Minor: 500 }),
    price(5, { floorMinor: 1_000, low7Minor: 1_000, low14Minor: 1_000, low30Minor: 1_000 }),
    price(6, { low7Minor: 1_200, low14Minor: 1_200, low30Minor: 1_200 }),
  ]);
  expect(found.map(({ itemNumber, than, minor }) => [itemNumber, than, minor])).toEqual([
    [4, 'floor', 1_001],
    [3, 7, 900],
    [1, 30, 999],
    [2, 30, 900],
  ]);
});

test('[S14] [P4] of products without an origin it says how they get one', async () => {
  await opens({ ...before, origins: [{ origin: '', products: 2, isFree: false, hasDays: false }] });
  expect(
    await screen.findByText(
      'Rates set for 1 origin · No shipping days: products without an origin · Set their origin under Products, then add them again.',
    ),
  ).toBeVisible();
});
