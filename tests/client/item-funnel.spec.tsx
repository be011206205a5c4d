import { act, screen } from '@testing-library/react';
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

test('what nobody counted is a dash and never 0; what a part of the pages told is said so', async () => {
  await openConsole(wire, floor, {
    itemFunnel: () => ({ ...counts, seen: null, tapped: null, added: null }),
  });
  await expect.poll(steps).toEqual(['–', '–', '–', '4', '2']);
});

test('counts of a part of the pages say so', async () => {
  await openConsole(wire, floor, { itemFunnel: () => ({ ...counts, oneIn: 4 }) });
  expect(await screen.findByText('Seen and tapped are estimated from one page in 4.')).toBeVisible();
});
