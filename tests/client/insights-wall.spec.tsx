import { render, screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { WallScreen } from '../../client/screens/staff/insights/wall/WallScreen.tsx';
import { WorldContext } from '../../client/stores/world.ts';
import type { GmvNow, SalesReport } from '../../shared/contract/sales.ts';
import { asOfNow, gmvOf } from './desk-harness/insights.ts';
import { full, golden } from './desk-harness/reports.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

afterEach(() => setLanguage('en'));

/** @returns how often what is sold was asked for */
function openWall(sales: SalesReport | { refusal: { code: 'FORBIDDEN' } }, gmv?: GmvNow): () => number {
  let asked = 0;
  const world = deskWorld(fakeConsole(), {
    sales: () => sales,
    gmv: () => {
      asked += 1;
      return gmv;
    },
  });
  render(
    <WorldContext value={world}>
      <WallScreen slug="potato-day" />
    </WorldContext>,
  );
  return () => asked;
}

const number = (name: string) => screen.getByText(name).parentElement;

test('[S10] a stream that is on: sold against its target and an even pace, and what it comes to', async () => {
  const report = asOfNow(full);
  openWall(report, gmvOf(report));
  expect(await screen.findByText('GMV paid')).toBeVisible();
  expect(number('GMV paid')).toHaveTextContent('¥91,204.40');
  expect(number('of the ¥120,000.00 target')).toHaveTextContent('76%');
  expect(screen.getByText(/behind an even pace/)).toBeVisible();
  // 91,204.40 in 118 of 150 minutes, to two digits.
  expect(number('At this pace')).toHaveTextContent(/¥120,000$/);
  expect(number('Viewers this minute')).toHaveTextContent(`${full.minutes.at(-1)?.viewers}`);
  const top = within(screen.getByRole('region', { name: 'Top five' })).getAllByRole('listitem');
  expect(top).toHaveLength(5);
  expect(top[0]).toHaveTextContent('¥20,358.70');
});

test('without a target or a length it tells the average order and what is unpaid; after the stream the peak', async () => {
  openWall(golden, { ...gmvOf(golden), aims: {} });
  expect(await screen.findByText('Average order')).toBeVisible();
  expect(number('Average order')).toHaveTextContent('¥77.90');
  expect(number('Unpaid')).toHaveTextContent('¥120.00');
  expect(number('Peak viewers')).toHaveTextContent('3');
  expect(number('On air')).toHaveTextContent('10:00');
});

test('after the close nothing runs out: what sold out is told, and of the rest how much was left', async () => {
  // The close takes what is left back to the warehouse, so that nothing is available of any.
  const closed = { held: 0, unpaid: 0, available: 0, restocked: 0 };
  const [first, second] = full.items;
  openWall(
    {
      ...full,
      status: 'CLOSED',
      items: [
        { ...first!, ...closed, allotted: 58, paidUnits: 1, unmetUnits: 0 },
        { ...second!, ...closed, allotted: 40, restocked: 6, paidUnits: 46, unmetUnits: 17 },
      ],
    },
    gmvOf(full),
  );
  const list = within(await screen.findByRole('region', { name: 'At the close' })).getAllByRole('listitem');
  expect(list).toHaveLength(2);
  expect(list[0]).toHaveTextContent(/sold out 17 more wanted$/);
  expect(list[1]).toHaveTextContent(/57 unsold of 58$/);
  expect(screen.queryByText('Running out')).toBeNull();
});

test('it asks twice a second while the stream is on, once when it is closed, and never for who may not read', async () => {
  vi.useFakeTimers();
  try {
    const report = asOfNow(full);
    for (const [sales, least, most] of [
      [report, 18, 21],
      [golden, 1, 1],
      [{ refusal: { code: 'FORBIDDEN' as const } }, 0, 0],
    ] as const) {
      const asked = openWall(sales, gmvOf(golden));
      await vi.advanceTimersByTimeAsync(10_000);
      expect(asked()).toBeGreaterThanOrEqual(least);
      expect(asked()).toBeLessThanOrEqual(most);
    }
  } finally {
    vi.useRealTimers();
  }
});

test('中文 has its own words', async () => {
  setLanguage('zh-CN');
  openWall(golden, gmvOf(golden));
  expect(await screen.findByText('销售前五')).toBeVisible();
  expect(screen.getByRole('heading', { name: '截单时' })).toBeVisible();
});
