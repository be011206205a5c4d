import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import {
  dayIn,
  otherRange,
  overTimeAddress,
  overTimeOf,
  rangeOf,
} from '../../client/screens/staff/insights/over-time/day-range.ts';
import { OverTimeScreen } from '../../client/screens/staff/insights/over-time/OverTimeScreen.tsx';
import { WorldContext } from '../../client/stores/world.ts';
import { goByZone } from '../../client/ui/time-words.ts';
import type { ShopInsightsQuery } from '../../shared/contract/shop-insights.ts';
import { overTimeDesk } from './desk-harness/over-time.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const asked: ShopInsightsQuery[] = [];
beforeEach(() => {
  asked.length = 0;
  history.replaceState(null, '', '/insights/shop?from=2026-11-01&to=2026-11-10');
});

async function opens() {
  const desk = overTimeDesk('full');
  const world = deskWorld(fakeConsole(), {
    ...desk,
    shopInsights: (input) => {
      asked.push((input as { query: ShopInsightsQuery }).query);
      return desk.shopInsights(input);
    },
  });
  render(
    <WorldContext value={world}>
      <OverTimeScreen />
    </WorldContext>,
  );
  return screen.findByRole('table');
}

test('numbers of the days stand beside those of the days before, and lead to exactly their orders', async () => {
  const table = await opens();
  expect(asked.map(({ from, to }) => `${from} ${to}`).sort()).toEqual([
    ...['2026-10-22 2026-10-31', '2026-11-01 2026-11-10'],
  ]);
  expect(screen.getByText('GMV paid', { selector: 'dt' }).nextSibling).toHaveTextContent(
    '¥8,052.00 +1.7%¥7,920.00 before',
  );
  expect(within(table).getByText('Potato day').closest('tr')).toHaveTextContent(
    '¥4,026.00 +1.7%¥3,960.00 before',
  );
  const row = within(table).getByText('Potato day').closest('tr')!;
  const orders = within(row).getByRole('link', { name: '90' });
  expect(orders).toHaveAttribute(
    'href',
    '/office/orders?stream=potato-day&outcome=paid&from=2026-11-01&to=2026-11-10',
  );
  expect(await within(row).findByRole('link', { name: '¥65.00' })).toHaveAttribute(
    'href',
    '/office/orders?stream=potato-day&outcome=reversed&from=2026-11-01&to=2026-11-10',
  );
  expect(within(row).getByText('4 of 80')).toBeVisible();
  expect(screen.getByText('Payouts in time', { selector: 'dt' }).nextSibling).toHaveTextContent('98.0%');
  expect(screen.getByText('7 more are not listed; they sold ¥1,234.00.')).toBeVisible();
});

test('by weekday they stand in the order of the week; what is chosen stands in the address', async () => {
  await opens();
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Weekday' }));
  const names = () => screen.getAllByRole('rowheader').map((cell) => cell.textContent);
  await screen.findByText('Tuesday');
  expect(names()).toEqual(['Tuesday', 'Saturday']);
  expect(location.search).toBe('?from=2026-11-01&to=2026-11-10&by=weekday');
  await user.click(screen.getByRole('button', { name: '90 days' }));
  await user.selectOptions(screen.getByLabelText('Compare with'), 'year');
  expect(location.search).toBe('?span=90d&by=weekday&against=year');
});

test('a range that nobody can ask for is not asked for', async () => {
  history.replaceState(null, '', '/insights/shop?from=2026-11-10&to=2026-11-01');
  const world = deskWorld(fakeConsole(), overTimeDesk('full'));
  render(
    <WorldContext value={world}>
      <OverTimeScreen />
    </WorldContext>,
  );
  expect(await screen.findByRole('alert')).toHaveTextContent('at most 400 days');
});

test('days on which nothing was sold are no zero to compare with: the page says why there is no change', async () => {
  history.replaceState(null, '', '/insights/shop?from=2026-11-01&to=2026-11-10&against=year');
  const [full, empty] = [overTimeDesk('full'), overTimeDesk('nothing')];
  const world = deskWorld(fakeConsole(), {
    ...full,
    shopInsights: (input) => {
      const { query } = input as { query: ShopInsightsQuery };
      return (query.from.startsWith('2025') ? empty : full).shopInsights(input);
    },
  });
  render(
    <WorldContext value={world}>
      <OverTimeScreen />
    </WorldContext>,
  );
  expect(await screen.findByText(/Nothing was sold then, so there’s no change to show/)).toBeVisible();
  expect(screen.getByText('GMV paid', { selector: 'dt' }).nextSibling).toHaveTextContent('¥0.00 before');
});

test('arrows choose a day of the chart, and Enter opens its orders', async () => {
  await opens();
  const user = userEvent.setup();
  const chart = screen.getByRole('slider');
  chart.focus();
  await user.keyboard('{Home}{ArrowRight}');
  expect(chart).toHaveAttribute('aria-valuetext', 'Mon, Nov 2 · ¥2,501.00 · 41 orders');
  await user.keyboard('{Enter}');
  expect(location.pathname + location.search).toBe(
    '/office/orders?outcome=paid&from=2026-11-02&to=2026-11-02',
  );
});

test('ranges and what they are compared with', () => {
  const of = (search: string, today = '2026-12-31') => {
    const chosen = overTimeOf(search);
    const range = rangeOf(chosen, today);
    const other = otherRange(chosen, range);
    return [range.from, range.to, other && `${other.from} ${other.to}`];
  };
  expect(of('')).toEqual(['2026-12-02', '2026-12-31', '2026-11-02 2026-12-01']);
  expect(of('?span=month')).toEqual(['2026-12-01', '2026-12-31', '2026-11-01 2026-11-30']);
  expect(of('?span=lastMonth')).toEqual(['2026-11-01', '2026-11-30', '2026-10-01 2026-10-31']);
  expect(of('?span=7d&against=year', '2028-02-29')).toEqual([
    '2028-02-23',
    '2028-02-29',
    '2027-02-23 2027-02-28',
  ]);
  expect(of('?from=2026-11-01&to=2026-11-03&against=2026-06-01')).toEqual([
    ...['2026-11-01', '2026-11-03', '2026-06-01 2026-06-03'],
  ]);
  expect(of('?against=none')[2]).toBeNull();
  expect(overTimeAddress(overTimeOf('?span=luck&by=moon&sort=x&currency=yuan'))).toBe('/insights/shop');
  const whole = '?from=2026-11-01&to=2026-11-03&by=product&against=2026-06-01&sort=late&currency=USD';
  expect(overTimeAddress(overTimeOf(whole))).toBe(`/insights/shop${whole}`);
  goByZone('Asia/Shanghai');
  expect(dayIn(Date.UTC(2026, 10, 30, 16))).toBe('2026-12-01');
  goByZone(null);
});
