import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { InsightsScreen } from '../../client/screens/staff/insights/InsightsScreen.tsx';
import { createSalesStore } from '../../client/stores/sales-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { SalesReport } from '../../shared/contract/sales.ts';
import { golden, nothing } from './desk-harness/reports.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

// The chart draws on a canvas, which this page has not; it is looked at as a picture.
vi.mock('../../client/screens/staff/insights/MinuteChart.tsx', () => ({ MinuteChart: () => null }));

function openReview(report: SalesReport) {
  const world = deskWorld(fakeConsole(), { sales: () => report });
  render(
    <WorldContext value={world}>
      <InsightsScreen slug="potato-day" />
    </WorldContext>,
  );
}

/** A number with what stands round it; the table of channels calls some by the same name, further down. */
const number = (name: string) => screen.getAllByText(name)[0]!.parentElement;

test('the golden stream reads as one true sentence, its numbers and its bridge', async () => {
  openReview(golden);
  expect(
    await screen.findByText('In 10 min, 3 people watched; 2 people paid ¥155.80 for 5 units in 2 orders.'),
  ).toBeVisible();
  const bridge = screen.getByText('Expired unpaid').closest('ol')!;
  expect(
    within(bridge)
      .getAllByText(/¥/)
      .map((sum) => sum.textContent),
  ).toEqual(['¥175.70', '−¥19.90', '¥0.00', '¥0.00', '¥155.80', '−¥42.00', '¥113.80', '−¥19.90', '¥93.90']);
  expect(number('Conversion rate')).toHaveTextContent('66.7%');
  expect(number('Conversion rate')).toHaveTextContent('between 20.8% and 93.9%');
  expect(number('Avg. order value')).toHaveTextContent('¥77.90');
  expect(number('Units per order')).toHaveTextContent('2.5');
  expect(screen.getByText('Avg. watch time').parentElement).toHaveTextContent('6 min 20 s');
  expect(screen.getByRole('link', { name: 'Items as CSV' })).toHaveAttribute(
    'href',
    '/api/v1/insights/potato-day/items.csv',
  );
});

test('a number’s definition opens where the number stands', async () => {
  openReview(golden);
  const named = await screen.findAllByText('Conversion rate');
  const name = named.find((each) => each.closest('details') !== null)!;
  const details = name.closest('details')!;
  expect(details.open).toBe(false);
  await userEvent.click(name);
  expect(details.open).toBe(true);
  expect(within(details).getByText('CVR: paying buyers ÷ viewers.')).toBeVisible();
});

test('with nothing sold every ratio is a dash', async () => {
  openReview(nothing);
  expect(await screen.findByText(/Nothing is paid yet/)).toBeVisible();
  expect(number('Avg. order value')).toHaveTextContent('–');
  expect(number('Conversion rate')).toHaveTextContent('–');
});

test('items sort by a tap on their column', async () => {
  openReview(golden);
  const table = await screen.findByRole('table', { name: 'Items' });
  const firstNumber = () => within(table).getAllByRole('row')[1]?.firstChild?.textContent;
  expect(firstNumber()).toBe('3');
  await userEvent.click(within(table).getByRole('button', { name: /No\./ }));
  expect(firstNumber()).toBe('1');
  expect(within(table).getByRole('columnheader', { name: /No\./ })).toHaveAttribute('aria-sort', 'ascending');
});

test('中文 has its own sentence', async () => {
  setLanguage('zh-CN');
  openReview(golden);
  expect(
    await screen.findByText('10 分钟里，3 人观看；2 人付款 ¥155.80，买走 5 件，共 2 单。'),
  ).toBeVisible();
});

test('stream, products and producers stand under the names of one’s own language', async () => {
  const items = golden.items.map((item) => ({ ...item, producer: '羊岑' }));
  items[0] = { ...items[0]!, nameEn: 'Red potatoes', producerEn: 'Yangcen Farm' };
  openReview({ ...golden, titleEn: 'Potato day', items });
  expect(await screen.findByRole('heading', { name: 'Potato day' })).toBeVisible();
  const table = screen.getByRole('table', { name: 'Items' });
  expect(within(table).getByText('Red potatoes')).toBeVisible();
  // Only one of its products says what the producer is called.
  expect(within(table).getAllByText('Yangcen Farm')).toHaveLength(items.length);
  expect(screen.getByRole('row', { name: /^Yangcen Farm/ })).toBeVisible();
  expect(screen.queryByText('羊岑')).toBeNull();
});

test('a live report is asked for again every 3 s, a closed one is not', async () => {
  vi.useFakeTimers();
  try {
    for (const [report, times] of [
      [nothing, 4],
      [golden, 1],
    ] as const) {
      let asked = 0;
      const world = deskWorld(fakeConsole(), {
        sales: () => {
          asked += 1;
          return report;
        },
      });
      const sales = createSalesStore('potato-day', world);
      sales.open();
      await vi.advanceTimersByTimeAsync(9_500);
      sales.close();
      await vi.advanceTimersByTimeAsync(9_500);
      expect(asked).toBe(times);
    }
  } finally {
    vi.useRealTimers();
  }
});
