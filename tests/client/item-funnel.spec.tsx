import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import type { ItemFunnelCounts } from '../../shared/contract/item-funnel.ts';
import { aConsoleFrame, anItem, type FakeConsole, fakeConsole } from './fake-console.ts';
import { openConsole } from './open-console.tsx';

let wire: FakeConsole;
const orders = { placed: 4, paid: 2 };
const floor = aConsoleFrame(10, {
  order: [1],
  items: [anItem(1, { name: 'Walnuts', orders, waiting: { buyers: 6, units: 9 } })],
});
const two = {
  ...floor,
  order: [1, 2],
  items: [anItem(1, { name: 'Walnuts', orders }), anItem(2, { name: 'Red potatoes', orders })],
};
const counts: ItemFunnelCounts = {
  ...{ asOfMs: 1, seen: 41, tapped: 9, oneIn: 1, added: 6 },
  refused: [{ code: 'FLASH_QUOTA_GONE', buyers: 3, lastAtMs: 1 }],
};
const steps = () =>
  [...screen.getByRole('region', { name: 'From seen to paid' }).querySelectorAll('li')].map(
    (step) => step.querySelector('b')!.textContent,
  );

beforeEach(() => {
  wire = fakeConsole();
  Element.prototype.scrollIntoView = () => {};
});
afterEach(() => setLanguage('en'));

test('the item in hand: seen, tapped, added, ordered, paid, what was refused and why, and who waits', async () => {
  const asked: unknown[] = [];
  await openConsole(wire, floor, {
    itemFunnel(input) {
      asked.push(input);
      return counts;
    },
  });
  await expect.poll(steps).toEqual(['41', '9', '6', '4', '2']);
  expect(asked[0]).toMatchObject({ query: { item: 1 } });
  expect(screen.getByText(/Refused: 3 × the flash units were gone/)).toBeVisible();
  expect(screen.getByText('6 on the waitlist for 9')).toBeVisible();
  // Orders come with frames, and nothing is asked for them.
  const items = [anItem(1, { name: 'Walnuts', orders: { placed: 5, paid: 3 } })];
  act(() => wire.say.onFrame({ ...floor, to: 11, items }));
  expect(steps()).toEqual(['41', '9', '6', '5', '3']);
  act(() => setLanguage('zh-CN'));
  expect(screen.getByText(/没买成/)).toHaveTextContent('3 人');
});

test('while a stream sells it is counted: nothing told yet is 0, and says why', async () => {
  await openConsole(wire, floor, {
    itemFunnel: () => ({ ...counts, seen: null, tapped: null, added: null }),
  });
  await expect.poll(steps).toEqual(['0', '0', '0', '4', '2']);
  expect(screen.getByText('No page has reported yet. Pages report every 15 seconds.')).toBeVisible();
});

test('an answer that did not come is asked for again within a second; an item looked at before has its numbers at once', async () => {
  let times = 0;
  await openConsole(wire, two, {
    itemFunnel: (input) => {
      times += 1;
      const { query } = input as { query: { item: number } };
      if (times === 1) return null;
      // The third is the other item's; after it the line is silent.
      return times > 3 ? new Promise(() => {}) : { ...counts, seen: 40 + query.item };
    },
  });
  await expect.poll(steps, { timeout: 2_500 }).toEqual(['41', '9', '6', '4', '2']);
  await userEvent.keyboard('{ArrowDown}');
  await expect.poll(steps).toEqual(['42', '9', '6', '4', '2']);
  await userEvent.keyboard('{ArrowUp}');
  expect(steps()).toEqual(['41', '9', '6', '4', '2']);
});

test('counts of a part of the pages say so', async () => {
  await openConsole(wire, floor, { itemFunnel: () => ({ ...counts, oneIn: 4 }) });
  expect(await screen.findByText('Seen and tapped are estimated from one page in 4.')).toBeVisible();
});
