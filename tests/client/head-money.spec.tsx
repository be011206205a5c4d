import { act, cleanup, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { toTwoDigits } from '../../client/screens/staff/ahead.ts';
import { aConsoleFrame, anItem, type FakeConsole, fakeConsole } from './fake-console.ts';
import { openConsole } from './open-console.tsx';

let wire: FakeConsole;
const gmv = {
  ...{ paidMinor: 141_700, paidOrders: 16, atDoorMinor: 30_000 },
  ...{ unpaidMinor: 12_000, unpaidOrders: 2 },
};
const floor = aConsoleFrame(10, {
  ...{ order: [1], items: [anItem(1, { name: 'Walnuts' })] },
  ...{ gmv, aims: { targetMinor: 300_000 } },
});
const head = () => screen.getByRole('region', { name: 'Sales so far' });

beforeEach(() => {
  wire = fakeConsole();
  Element.prototype.scrollIntoView = () => {};
});
afterEach(() => setLanguage('en'));

test('the head tells GMV against the target, and lighter what stands beside it; it grows with a frame', async () => {
  await openConsole(wire, floor, {}, {}, () => {});
  expect(head()).toHaveTextContent('GMV paid ¥1,417.00 of ¥3,000');
  expect(within(head()).getByRole('meter', { name: '47% of the target' })).toHaveAttribute('value', '141700');
  for (const beside of ['16 orders', '¥88.56 average', '¥120.00 unpaid', '¥300.00 of GMV due on delivery']) {
    expect(within(head()).getByText(beside)).toBeVisible();
  }
  act(() =>
    wire.say.onFrame({ ...floor, to: 11, items: [], gmv: { ...gmv, paidMinor: 143_700, paidOrders: 17 } }),
  );
  expect(head()).toHaveTextContent('GMV paid ¥1,437.00');
  act(() => setLanguage('zh-CN'));
  expect(screen.getByRole('region', { name: '成交情况' })).toHaveTextContent('17 单');
});

test('[S10] what it comes to is said only where a length is planned, and not in the first minutes', async () => {
  const opened = (agoMs: number, plannedMs?: number) =>
    openConsole(
      wire,
      { ...floor, aims: plannedMs === undefined ? {} : { plannedMs } },
      {},
      { liveStartMs: Date.now() - agoMs },
      () => {},
    );
  await opened(30 * 60_000, 60 * 60_000);
  expect(within(head()).getByText('about ¥2,800 at this pace')).toBeVisible();
  cleanup();
  await opened(5 * 60_000, 60 * 60_000);
  expect(head()).not.toHaveTextContent('pace');
  cleanup();
  await opened(30 * 60_000);
  expect(head()).not.toHaveTextContent('pace');
  expect(toTwoDigits(284_999)).toBe(280_000);
});

test('[A1] who hears no sums sees none', async () => {
  const { gmv: _, aims: __, ...blind } = floor;
  await openConsole(wire, blind, {}, {}, () => {});
  expect(screen.queryByRole('region', { name: 'Sales so far' })).toBeNull();
});
