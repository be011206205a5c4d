import { act, cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { InsightsScreen } from '../../client/screens/staff/insights/InsightsScreen.tsx';
import { createSalesStore } from '../../client/stores/sales-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { followLinks } from '../../client/ui/navigation.ts';
import type { GmvNow, PastReply, SalesReport } from '../../shared/contract/sales.ts';
import type { QuestionsReport } from '../../shared/market/chat/contract.ts';
import { asOfNow, floorOf, gmvOf, partsOf, pastOf } from './desk-harness/insights.ts';
import { full, golden, nothing } from './desk-harness/reports.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

// The chart draws on a canvas, which this page has not; it is looked at as a picture.
vi.mock('../../client/screens/staff/insights/MinuteChart.tsx', () => ({ MinuteChart: () => null }));

/** @param tab the part of it that its address opens */
function openReview(
  report: SalesReport,
  tab = '',
  past: PastReply = { streams: [], isWhole: true },
  floor = floorOf(report),
  questions: QuestionsReport = { counts: [], answered: [] },
  gmv: () => GmvNow | null = () => null,
) {
  history.replaceState(null, '', `/insights/potato-day${tab && `?tab=${tab}`}`);
  const world = deskWorld(fakeConsole(), {
    sales: () => report,
    floor: () => floor,
    past: () => past,
    parts: () => partsOf(report),
    questions: () => questions,
    gmv,
  });
  render(
    <WorldContext value={world}>
      <InsightsScreen slug="potato-day" />
    </WorldContext>,
  );
}

followLinks(() => true);
afterEach(() => history.replaceState(null, '', '/'));

/** A number with what stands round it; those that stay in sight come first. */
const number = (name: string) => screen.getAllByText(name)[0]!.closest('details');
const tab = (name: string) => screen.getByRole('tab', { name });

test('the golden stream reads as one true sentence, its numbers and its bridge', async () => {
  openReview(golden);
  expect(
    await screen.findByText('In 10 min, 3 people watched; 2 people paid ¥155.80 for 5 units in 2 orders.'),
  ).toBeVisible();
  expect(number('Conversion rate')).toHaveTextContent('66.7%');
  expect(number('Conversion rate')).toHaveTextContent('between 20.8% and 93.9%');
  expect(number('Avg. order value')).toHaveTextContent('¥77.90');
  // Of ¥155.80 a line of ¥42.00 was cancelled, and ¥19.90 went back.
  expect(number('Cancelled, refunded')).toHaveTextContent('39.7%');
  await userEvent.click(tab('Money'));
  const bridge = screen.getByText('Expired unpaid').closest('ol')!;
  expect(
    within(bridge)
      .getAllByText(/¥/)
      .map((sum) => sum.textContent),
  ).toEqual(['¥175.70', '−¥19.90', '¥0.00', '¥0.00', '¥155.80', '−¥42.00', '¥113.80', '−¥19.90', '¥93.90']);
  const led = (inside: HTMLElement) =>
    within(inside)
      .getAllByRole('link')
      .map((link) => [link.textContent, link.getAttribute('href')?.replace(/.*stream=potato-day&?/, '')]);
  const these = 'See these orders';
  const whole = 'See these orders: the list sums what was paid, what came back and this';
  expect(led(bridge)).toEqual([
    ...[
      [these, ''],
      ['−¥19.90', 'outcome=expired'],
      [these, 'outcome=paid'],
    ],
    ...[
      ['−¥42.00', 'outcome=cancelled'],
      [whole, 'outcome=filled'],
    ],
    ...[
      ['−¥19.90', 'outcome=refunded'],
      [whole, 'outcome=kept'],
    ],
  ]);
  const paid = [these, 'outcome=paid'];
  expect(led(screen.getByLabelText('Six numbers'))).toEqual([
    ...[paid, paid, ['How they watched', '/insights/potato-day?tab=audience'], paid, paid],
    [these, 'outcome=reversed'],
  ]);
  expect(number('Units per order')).toHaveTextContent('2.5');
  await userEvent.click(tab('Audience'));
  expect(screen.getByText('Avg. watch time').parentElement).toHaveTextContent('6 min 20 s');
  const funnel = screen.getAllByRole('list').find((each) => each.className === 'funnel')!;
  expect(led(funnel).map(([, to]) => to)).toEqual([
    ...Array(3).fill('/insights/potato-day?tab=items'),
    ...['', 'outcome=paid', 'outcome=retained'],
  ]);
  await userEvent.click(tab('Export'));
  expect(screen.getByRole('link', { name: /^CSV\s*Items$/ })).toHaveAttribute(
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
  expect(within(details).getByText(/CVR: paying buyers ÷ viewers/)).toBeVisible();
});

test('with nothing sold every ratio is a dash', async () => {
  openReview(nothing);
  expect(await screen.findByText(/Nothing is paid yet/)).toBeVisible();
  expect(number('Avg. order value')).toHaveTextContent('–');
  expect(number('Conversion rate')).toHaveTextContent('–');
});

test('each tab has an address, and a step back goes to the tab before', async () => {
  openReview(golden, 'money');
  expect(await screen.findByText('Expired unpaid')).toBeVisible();
  expect(tab('Money')).toHaveAttribute('aria-selected', 'true');
  await userEvent.click(tab('Audience'));
  expect(location.search).toBe('?tab=audience');
  expect(await screen.findByText('Conversion funnel')).toBeVisible();
  await userEvent.click(tab('Overview'));
  expect(location.search).toBe('');
  // The six numbers stay whichever tab is open.
  expect(number('GMV paid')).toHaveTextContent('¥155.80');
  history.back();
  expect(await screen.findByText('Conversion funnel')).toBeVisible();
});

test('a number stands beside the median of three streams and more; one of few has no change', async () => {
  openReview(golden, '', pastOf(golden));
  expect(await screen.findByText(/median of the shop’s last 5 streams in the same currency/)).toBeVisible();
  // ¥155.80 beside the median of 1.1 times 1.1, 0.9, 1.3, 0.7 and 1.2 of it.
  expect(number('GMV paid')).toHaveTextContent('−17% median ¥188.52');
  expect(number('Paid orders')).toHaveTextContent('as usual median 2');
  expect(number('Conversion rate')).toHaveTextContent('too few to say 20.8%–93.9%');
  expect(number('Avg. order value')).toHaveTextContent('too few to say');
});

test('what came back stands beside a median of nothing with its change, as the other numbers do', async () => {
  const { streams } = pastOf(golden);
  const kept = streams.map((each) => ({
    ...each,
    summary: { ...each.summary, gmvNetOfRefundsMinor: each.summary.gmvPaidMinor },
  }));
  const report = { ...golden, summary: { ...golden.summary, paidOrders: 40 } };
  openReview(report, '', { ...pastOf(golden), streams: kept });
  expect(await screen.findByText(/median of the shop’s last 5 streams/)).toBeVisible();
  expect(number('Cancelled, refunded')).toHaveTextContent('up from 0 median 0.0%');
});

test('with fewer than three streams before, or in the first minutes on air, it says why nothing is compared', async () => {
  openReview(golden, '', { ...pastOf(golden), streams: pastOf(golden).streams.slice(0, 2) });
  expect(await screen.findByText(/needs 3 past streams in the same currency \(2 so far\)/)).toBeVisible();
  expect(number('GMV paid')).not.toHaveTextContent('median ¥');
  cleanup();
  const live = (minutes: number) =>
    openReview(
      { ...golden, status: 'LIVE', asOfMs: golden.liveStartMs! + minutes * 60_000 },
      '',
      pastOf(golden),
    );
  live(4);
  expect(await screen.findByText('So far. Compared with past streams from minute 5 on.')).toBeVisible();
  expect(number('GMV paid')).not.toHaveTextContent('median ¥');
  cleanup();
  live(5);
  expect(await screen.findByText(/^So far\. .* at minute 5, in the same currency\.$/)).toBeVisible();
  expect(number('GMV paid')).toHaveTextContent('median ¥');
  // What went back by then nobody knows.
  expect(number('Cancelled, refunded')).not.toHaveTextContent('median');
});

test('keys go through the minutes, look closer, and open one in the time machine', async () => {
  openReview(golden);
  const hand = await screen.findByRole('slider', { name: 'Minute of the stream' });
  const table = screen.getByRole('table', { name: 'Minute by minute' });
  const minutes = () => within(table).getAllByRole('row').length - 1;
  // It begins at the busiest minute, and says all that is drawn of it.
  act(() => hand.focus());
  expect(hand).toHaveAttribute(
    'aria-valuetext',
    expect.stringMatching(/^\d\d:06 · viewers 2 · added to cart 1 · orders 1/),
  );
  await userEvent.keyboard('{ArrowLeft}');
  expect(hand).toHaveAttribute('aria-valuetext', expect.stringMatching(/^\d\d:05 · viewers 3 · /));
  expect(within(table).getByRole('row', { name: /05 in the time machine/ })).toHaveClass('over');
  expect(minutes()).toBe(10);
  await userEvent.keyboard('+');
  expect(minutes()).toBe(6);
  await userEvent.keyboard('{Escape}');
  expect(minutes()).toBe(10);
  // One minute's events, those that are chosen alone.
  const happened = within(table).getByRole('row', { name: /05 in the time machine/ });
  expect(happened).toHaveTextContent('pinned 3 · 2 refused');
  await userEvent.click(screen.getByRole('button', { name: 'Refusals' }));
  expect(happened).toHaveTextContent(/pinned 3$/);
  await userEvent.click(screen.getByRole('button', { name: 'joined' }));
  expect(hand).toHaveAttribute('aria-valuetext', expect.stringContaining('joined 1'));
  act(() => hand.focus());
  await userEvent.keyboard('{Enter}');
  expect(location.pathname + location.search).toBe(`/insights/potato-day/moment?at=${5 * 60_000}`);
});

test('a quota that was taken is not called sold: what was kept of it is told beside how fast it went', async () => {
  openReview(golden);
  expect(await screen.findByText(/quota of 50 taken in 1 min 37 s, 46 kept/)).toBeVisible();
  await userEvent.click(tab('Flash sales'));
  expect(await screen.findByText(/^quota of 50 taken in 1 min 37 s, 46 kept · /)).toBeVisible();
  expect(document.body).not.toHaveTextContent(/sold out/i);
});

test('a ratio of few people, or with an interval of a factor beyond ten, is too few to say', async () => {
  const [act] = floorOf(full).acts;
  const wide = { rateRatio: 26.74, low: 3.8, high: 1_160.66, buyers: 4 };
  const known = { rateRatio: 3.33, low: 1.29, high: 8.96, buyers: 8.4 };
  const acts = [wide, known, null, { ...known, high: null }].map((uplift, n) => ({
    ...{ ...act!, itemNumber: n + 1, uplift },
    afterglow: { ...act!.afterglow, uplift: null },
  }));
  openReview(full, 'flashes', undefined, { ...floorOf(full), acts });
  const rows = await screen.findAllByText(/^× |^too few to say$/, { selector: '.act-ratio *' });
  // What is known stands first.
  expect(rows.map(({ textContent }) => textContent)).toEqual(['× 3.33', ...Array(3).fill('too few to say')]);
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
  openReview({ ...golden, titleEn: 'Potato day', items }, 'items');
  expect(await screen.findByRole('heading', { name: 'Potato day' })).toBeVisible();
  const table = await screen.findByRole('table', { name: 'Items' });
  expect(within(table).getByText('Red potatoes')).toBeVisible();
  // Only one of its products says what the producer is called.
  expect(within(table).getAllByText('Yangcen Farm')).toHaveLength(items.length);
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

test('[N6] questions are counted by product, and stand in the minutes where they were answered', async () => {
  const [first, second] = golden.minutes;
  const [item] = golden.items;
  const { itemNumber, name } = item!;
  openReview(golden, '', undefined, undefined, {
    counts: [
      { asked: 3, answered: 1, open: 1 },
      { item: itemNumber, asked: 4, answered: 2, open: 2 },
    ],
    answered: [
      { seq: 8, atMs: first!.atMs + 1_000, item: itemNumber, question: 'Does it keep?', answer: null },
      { seq: 9, atMs: second!.atMs, question: 'Is it cold there?', answer: 'It snows.' },
    ],
  });
  const about = await screen.findByText(new RegExp(`question on ${itemNumber} answered`));
  const bare = screen.getByText(/question answered/, { selector: 'td' });
  expect(within(about.closest('tr')!).getByRole('rowheader')).toHaveTextContent(/:00$/);
  expect(within(bare.closest('tr')!).getByRole('rowheader')).toHaveTextContent(/:01$/);
  await userEvent.click(tab('Audience'));
  const rows = within(screen.getByRole('table', { name: 'Questions' })).getAllByRole('row');
  expect(rows.map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
    ['About', 'Asked', 'Answered', 'Dismissed', 'Open'],
    ['All', '7', '3', '1', '3'],
    ['no product', '3', '1', '1', '1'],
    [`${itemNumber} ${name}`, '4', '2', '0', '2'],
  ]);
});

test('GMV, orders and their average are the console’s within a second, though the report is older', async () => {
  vi.useFakeTimers();
  try {
    const report = asOfNow(full);
    let now = gmvOf(report);
    openReview(report, '', undefined, undefined, undefined, () => now);
    await act(() => vi.advanceTimersByTimeAsync(100));
    const orders = now.gmv.paidOrders;
    expect(number('GMV paid')).toHaveTextContent('¥91,204.40');
    const paidMinor = now.gmv.paidMinor + 1;
    now = { ...now, asOfMs: Date.now(), gmv: { ...now.gmv, paidMinor, paidOrders: orders + 1 } };
    await act(() => vi.advanceTimersByTimeAsync(999));
    expect(number('GMV paid')).toHaveTextContent('¥91,204.41');
    expect(number('Paid orders')).toHaveTextContent((orders + 1).toLocaleString('en'));
    expect(screen.getByText(/^¥91,204\.41 of/)).toBeVisible();
  } finally {
    vi.useRealTimers();
  }
});

test('[N8] the chat is exported in each format, and one sentence says what is in it', async () => {
  openReview(golden, 'export');
  const chat = (await screen.findByText('Chat', { selector: 'li > span' })).closest('li')!;
  const files = within(chat).getAllByRole('link');
  expect(files.map((link) => link.getAttribute('href'))).toEqual(
    ['csv', 'ndjson', 'parquet'].map((format) => `/api/v1/insights/potato-day/export/chat.${format}`),
  );
  expect(chat).toHaveTextContent('Without names. Lines that were deleted or wait for a look are left out.');
  cleanup();
  act(() => setLanguage('zh-CN'));
  openReview(golden, 'export');
  const inChinese = (await screen.findByText('评论', { selector: 'li > span' })).closest('li')!;
  expect(inChinese).toHaveTextContent('不含名字，已删除和待审核的评论不导出。');
  act(() => setLanguage('en'));
});
