import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import {
  dayIn,
  isAskable,
  isBeforeFirst,
  otherRange,
  overTimeAddress,
  overTimeOf,
  rangeOf,
} from '../../client/screens/staff/insights/over-time/day-range.ts';
import { OverTimeScreen } from '../../client/screens/staff/insights/over-time/OverTimeScreen.tsx';
import { rowsOf } from '../../client/screens/staff/insights/over-time/over-time-rows.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { replaceAddress } from '../../client/ui/navigation.ts';
import { goByZone } from '../../client/ui/time-words.ts';
import type { ShopInsightsQuery } from '../../shared/contract/shop-insights.ts';
import { overTimeDesk } from './desk-harness/over-time.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const asked: ShopInsightsQuery[] = [];
beforeEach(() => {
  asked.length = 0;
  history.replaceState(null, '', '/insights/shop?from=2026-11-01&to=2026-11-10&by=stream');
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
  const table = await screen.findByRole('table');
  await waitFor(() => expect(screen.getByRole('main')).toHaveAttribute('aria-busy', 'false'));
  return table;
}

test('numbers of the days stand beside those of the days before, and lead to exactly their orders', async () => {
  const table = await opens();
  expect(asked.map(({ from, to }) => `${from} ${to}`).sort()).toEqual([
    ...['2026-10-22 2026-10-31', '2026-11-01 2026-11-10'],
  ]);
  expect(screen.getByText('GMV paid', { selector: 'dt' }).nextSibling).toHaveTextContent(
    '¥8,052.00 +1.7%vs ¥7,920.00',
  );
  // A stream was on once: there was none of it on the days before.
  expect(within(table).getByText('Potato day').closest('tr')).not.toHaveTextContent('vs ');
  const row = within(table).getByText('Potato day').closest('tr')!;
  await within(row).findByText('4 of 80');
  const days = 'currency=CNY&from=2026-11-01&to=2026-11-10';
  const own = `/office/orders?stream=potato-day&outcome=paid&${days}`;
  const led = (inside: HTMLElement) =>
    within(inside)
      .getAllByRole('link')
      .map((link) => [link.textContent, link.getAttribute('href')]);
  expect(led(row).slice(1)).toEqual([
    ...[
      ['¥4,026.00', own],
      ['90', own],
    ],
    [expect.any(String), `${own}&buyers=new`],
    [expect.any(String), `${own}&buyers=returning`],
    ['¥65.00', `/office/orders?stream=potato-day&outcome=reversed&${days}`],
    ['4 of 80', `${own}&shipDay=missed`],
  ]);
  const all = `/office/orders?outcome=paid&${days}`;
  expect(led(screen.getByText('Buyers').closest('dl')!).map(([, to]) => to)).toEqual([
    ...[all, all, all, `${all}&buyers=new`, `${all}&buyers=returning`],
    ...[`/office/orders?outcome=reversed&${days}`, `${all}&shipDay=missed`],
  ]);
  expect(screen.getByText('Payouts on time', { selector: 'dt' }).nextSibling).toHaveTextContent('98.0%');
  expect(screen.getByText('7 more are not listed; they sold ¥1,234.00.')).toBeVisible();
});

test('what was sold on both days stands beside that of the days before', async () => {
  history.replaceState(null, '', '/insights/shop?from=2026-11-01&to=2026-11-10&by=product');
  const table = await opens();
  const cells = within(within(table).getByText('Red potatoes 2.5 kg').closest('tr')!).getAllByRole('cell');
  await waitFor(() => expect(cells[5]).toHaveTextContent('vs 4 of 80'));
  expect(cells.map((cell) => cell.textContent)).toEqual([
    ...['¥4,026.00 +1.7%vs ¥3,960.00', '90vs 90', '30vs 30', '50vs 50'],
    ...['¥65.00vs ¥65.00', '4 of 80vs 4 of 80', '98.0%vs 98.0%'],
  ]);
});

test('while other days are counted, the numbers stand under their own days and beside none', async () => {
  const desk = overTimeDesk('full');
  const held: (() => void)[] = [];
  let isSlow = false;
  const shopInsights = (input: unknown) => {
    const told = desk.shopInsights(input);
    if (!isSlow) return told;
    return new Promise<typeof told>((resolve) => held.push(() => resolve(told)));
  };
  render(
    <WorldContext value={deskWorld(fakeConsole(), { ...desk, shopInsights })}>
      <OverTimeScreen />
    </WorldContext>,
  );
  await screen.findByRole('table');
  const main = screen.getByRole('main');
  const gmv = () => screen.getByText('GMV paid', { selector: 'dt' }).nextSibling;
  await waitFor(() => expect(gmv()).toHaveTextContent('vs ¥7,920.00'));
  isSlow = true;
  act(() => replaceAddress('/insights/shop?from=2026-11-05&to=2026-11-14'));
  const days = within(main).getByRole('status');
  expect(days).toHaveTextContent(/^Nov 1, 2026 to Nov 10, 2026$/);
  expect(main).toHaveAttribute('aria-busy', 'true');
  expect(gmv()).toHaveTextContent(/^¥8,052.00\s*$/);
  await waitFor(() => expect(held).toHaveLength(1));
  await act(async () => held[0]!());
  await waitFor(() => expect(held).toHaveLength(2));
  expect(days).toHaveTextContent('Nov 5, 2026 to Nov 14, 2026 · compared with Oct 26, 2026 to Nov 4, 2026');
  expect(main).toHaveAttribute('aria-busy', 'true');
  expect(gmv()).not.toHaveTextContent('vs ');
  await act(async () => held[1]!());
  await waitFor(() => expect(main).toHaveAttribute('aria-busy', 'false'));
  expect(gmv()).toHaveTextContent('vs ');
});

test('another try asks for the days that could not be read, and for no others', async () => {
  const desk = overTimeDesk('full');
  let isDown = true;
  const shopInsights = (input: unknown) => {
    const { query } = input as { query: ShopInsightsQuery };
    asked.push(query);
    if (isDown && query.from === '2026-10-22') return { refusal: { code: 'NOT_FOUND' } };
    return desk.shopInsights(input);
  };
  render(
    <WorldContext value={deskWorld(fakeConsole(), { ...desk, shopInsights })}>
      <OverTimeScreen />
    </WorldContext>,
  );
  const again = await screen.findByRole('button', { name: 'Try again' });
  isDown = false;
  asked.length = 0;
  await userEvent.click(again);
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull());
  expect(asked.map(({ from }) => from)).toEqual(['2026-10-22']);
  const gmv = screen.getByText('GMV paid', { selector: 'dt' }).nextSibling;
  expect(gmv).toHaveTextContent('vs ¥7,920.00');
});

test('rows of another kind or currency are nothing to compare with', () => {
  const query = { from: '2026-11-01', to: '2026-11-10', by: 'stream', currency: 'CNY' } as const;
  const told = (other: Partial<ShopInsightsQuery> = {}) =>
    overTimeDesk('full').shopInsights({ query: { ...query, ...other } });
  const befores = (other: Partial<ShopInsightsQuery>) =>
    new Set(
      rowsOf({ sales: told(), after: null }, { sales: told(other), after: null }).map(
        ({ other: known }) => known === null,
      ),
    );
  expect(befores({ from: '2026-10-22', to: '2026-10-31' })).toEqual(new Set([false]));
  expect(befores({ currency: 'USD' })).toEqual(new Set([true]));
  expect(befores({ by: 'product' })).toEqual(new Set([true]));
});

test('by week, as the page opens, each stands beside as many days of the others, and leads to its streams and orders', async () => {
  history.replaceState(null, '', '/insights/shop?from=2026-11-01&to=2026-11-30');
  const table = await opens();
  expect(new Set(asked.map(({ by }) => by))).toEqual(new Set(['week']));
  const rows = within(table).getAllByRole('row').slice(1);
  // The newest first; of a week that the range cuts it says how many days are in it.
  expect(rows.map((row) => within(row).getByRole('rowheader').textContent?.replace(/\s/gu, ' '))).toEqual([
    ...['Nov 301 day', 'Nov 23 – 29', 'Nov 16 – 22', 'Nov 9 – 15', 'Nov 2 – 8', 'Nov 11 day'],
  ]);
  const second = rows[4]!;
  // Days 2 to 8 of both ranges: three of those sold something.
  expect(second).toHaveTextContent('vs ¥7,920.00');
  // The other days are counted by weeks of their own, which begin as far from the first: on Saturdays.
  expect(asked.map(({ weekStart }) => weekStart)).toContain(6);
  for (const was of ['vs 31', 'vs 49', 'vs ¥65.00', 'vs 4 of 80', 'vs 98.0%']) {
    await expect.poll(() => second.textContent).toContain(was);
  }
  const links = within(second)
    .getAllByRole('link')
    .map((link) => link.getAttribute('href'));
  expect(links[0]).toBe('/insights/shop?from=2026-11-02&to=2026-11-08&by=stream');
  expect(links[1]).toBe('/office/orders?outcome=paid&currency=CNY&from=2026-11-02&to=2026-11-08');
  const chart = screen.getByRole('slider', { name: /GMV paid per week/ });
  expect(chart).toHaveAttribute('aria-valuemax', '6');
  chart.focus();
  await userEvent.keyboard('{Home}{ArrowRight}{Enter}');
  expect(location.pathname + location.search).toBe(links[1]);
});

test('a week in which nothing was sold has a row as well', () => {
  const days = { from: '2026-11-02', to: '2026-11-15' };
  const desk = overTimeDesk('full');
  const sales = desk.shopInsights({ query: { ...days, by: 'week', currency: 'CNY' } });
  const rows = rowsOf({ sales: { ...sales, rows: sales.rows.slice(1) }, after: null }, null);
  expect(rows.map(({ key, paidOrders }) => [key, paidOrders])).toEqual([
    ['2026-11-02', 0],
    ['2026-11-09', expect.any(Number)],
  ]);
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
  expect(
    await screen.findByText(/no change to show: nothing was sold in the 10 days compared with$/),
  ).toBeVisible();
  expect(screen.getByText('GMV paid', { selector: 'dt' }).nextSibling).toHaveTextContent('vs ¥0.00');
});

test('where nothing was sold the chart names no most', async () => {
  history.replaceState(null, '', '/insights/shop?from=2026-11-01&to=2026-11-10&by=stream');
  render(
    <WorldContext value={deskWorld(fakeConsole(), overTimeDesk('nothing'))}>
      <OverTimeScreen />
    </WorldContext>,
  );
  const chart = (await screen.findByRole('slider')).closest('figure')!;
  expect(chart).not.toHaveTextContent('¥0.01');
});

test('a click holds a day of the chart, so that a pointer on the way to its orders chooses no other', async () => {
  await opens();
  const chart = screen.getByRole('slider');
  vi.spyOn(chart, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 100, 160));
  fireEvent.pointerMove(chart, { clientX: 15 });
  fireEvent.pointerDown(chart, { clientX: 15 });
  fireEvent.pointerMove(chart, { clientX: 55 });
  expect(chart).toHaveAttribute('aria-valuetext', 'Mon, Nov 2 · ¥2,501.00 · 41 orders');
  fireEvent.pointerDown(chart, { clientX: 15 });
  fireEvent.pointerMove(chart, { clientX: 55 });
  expect(chart).toHaveAttribute('aria-valuenow', '6');
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
    '/office/orders?outcome=paid&currency=CNY&from=2026-11-02&to=2026-11-02',
  );
});

test('days of before the first order are told without a change', () => {
  const range = { from: '2026-11-01', to: '2026-11-30' };
  expect(isBeforeFirst(range, '2026-11-20')).toBe(true);
  expect(isBeforeFirst(range, '2026-11-01')).toBe(false);
  // Then nothing was sold at all.
  expect(isBeforeFirst(range, '2026-12-01')).toBe(false);
  expect(isBeforeFirst(range, undefined)).toBe(false);
  const asked = overTimeOf('?against=2026-10-01&againstTo=2026-10-09');
  expect(otherRange(asked, range)).toEqual({ from: '2026-10-01', to: '2026-10-09' });
  expect(overTimeAddress(asked)).toBe('/insights/shop?against=2026-10-01&againstTo=2026-10-09');
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
  // 400 days; a year earlier a leap day lies among them.
  expect(of('?from=2024-03-01&to=2025-04-04&against=year')).toEqual([
    ...['2024-03-01', '2025-04-04', '2023-03-01 2024-04-03'],
  ]);
  // Days before 2000 are not asked for: a year of which two digits are typed.
  expect(of('?from=2000-01-01&to=2000-01-02')[2]).toBeNull();
  expect(of('?from=2026-11-01&to=2026-11-03&against=0020-06-01')[2]).toBeNull();
  expect([
    isAskable({ from: '0002-11-01', to: '0002-11-03' }),
    overTimeOf('?from=0002-11-01&to=0002-11-03').span,
  ]).toEqual([false, null]);
  expect(of('?against=none')[2]).toBeNull();
  expect(overTimeAddress(overTimeOf('?span=luck&by=moon&sort=x&currency=yuan'))).toBe('/insights/shop');
  const whole = '?from=2026-11-01&to=2026-11-03&by=product&against=2026-06-01&sort=late&currency=USD';
  expect(overTimeAddress(overTimeOf(whole))).toBe(`/insights/shop${whole}`);
  goByZone('Asia/Shanghai');
  expect(dayIn(Date.UTC(2026, 10, 30, 16))).toBe('2026-12-01');
  goByZone(null);
});
