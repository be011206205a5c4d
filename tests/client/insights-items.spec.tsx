import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { InsightsScreen } from '../../client/screens/staff/insights/InsightsScreen.tsx';
import { type PartColumn, sortRows, valueIn } from '../../client/screens/staff/insights/items-columns.ts';
import { ordersLost, partRows, worstOf } from '../../client/screens/staff/insights/items-rows.ts';
import { fewInterval } from '../../client/screens/staff/insights/number-words.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { FunnelMinute } from '../../shared/contract/funnel.ts';
import type { PartBy, SalesPart } from '../../shared/contract/parts.ts';
import type { SalesReport } from '../../shared/contract/sales.ts';
import type { MeView } from '../../shared/market/account/contract.ts';
import type { QuestionsReport } from '../../shared/market/chat/contract.ts';
import { aPart, floorOf } from './desk-harness/insights.ts';
import { EIGHT, full, golden } from './desk-harness/reports.ts';
import { anOperator, deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

vi.mock('../../client/screens/staff/insights/MinuteChart.tsx', () => ({ MinuteChart: () => null }));

beforeEach(() => localStorage.clear());
afterEach(() => history.replaceState(null, '', '/'));

/** The first loses more units, the third a larger share, of the second too few were ordered. */
const three = [
  aPart('1', 40, 16, { units: { paid: 24, unpaid: 64, undone: 0 } }),
  aPart('2', 4, 4),
  aPart('3', 20, 14),
];

function openItems(
  parts: readonly SalesPart[],
  {
    tab = 'items',
    me = anOperator,
    report = golden,
    minutes = [],
    questions,
  }: {
    tab?: string;
    me?: MeView;
    report?: SalesReport;
    minutes?: readonly FunnelMinute[];
    questions?: QuestionsReport;
  } = {},
) {
  history.replaceState(null, '', `/insights/potato-day?tab=${tab}`);
  const asked: PartBy[] = [];
  const world = deskWorld(fakeConsole(), {
    ...{ me: () => me, sales: () => report, floor: () => floorOf(report) },
    past: () => ({ streams: [], isWhole: true }),
    ...(questions && { questions: () => questions }),
    funnel: () => ({ seq: 1, headSeq: 1, isWhole: true, minutes }),
    parts: (input) => {
      asked.push((input as { query: { by: PartBy } }).query.by);
      return { seq: 1, headSeq: 1, isWhole: true, parts };
    },
  });
  render(
    <WorldContext value={world}>
      <InsightsScreen slug="potato-day" />
    </WorldContext>,
  );
  return { asked };
}

const names = (table: HTMLElement) =>
  within(table)
    .getAllByRole('rowheader')
    .map(({ textContent }) => textContent?.trim()[0]);
const link = (name: string | RegExp) => screen.getByRole('link', { name });
const searchOf = (a: HTMLElement) =>
  Object.fromEntries(new URLSearchParams(a.getAttribute('href')!.split('?')[1]));

test('what lost the largest share stands on top, and its number and its time open those orders', async () => {
  openItems(three);
  const table = await screen.findByRole('table', { name: 'Items' });
  expect(names(table)).toEqual(['3', '1', '2']);
  const ofThree = { stream: 'potato-day', item: '3', outcome: 'unpaid' };
  expect(searchOf(link('14 of 20'))).toEqual(ofThree);
  const row = within(table).getAllByRole('row')[1]!;
  const then = within(row).getByRole('link', { name: /^\d\d:\d4 to \d\d:\d6$/ });
  expect(searchOf(then)).toEqual({
    ...ofThree,
    minuteMs: String(EIGHT + 14 * 60_000),
    toMinuteMs: String(EIGHT + 16 * 60_000),
  });
  expect(within(table).getByText('too few to say')).toBeVisible();
  // One step counts people, the next one orders: heads and losses say which.
  expect(row).toHaveTextContent('ordered → paid 14 of 20 orders');
  expect(within(table).getByRole('columnheader', { name: 'Added people' })).toBeVisible();
  expect(within(table).getByRole('columnheader', { name: 'Ordered orders' })).toBeVisible();
  // People have no orders to open.
  expect(
    screen.getByText(/Seen, Tapped, Added and Refused count people: a number opens its minutes/),
  ).toBeVisible();
});

test('of people the time opens the film as it was then, narrowed to the item', async () => {
  const when = { fromMs: golden.liveStartMs! + 14 * 60_000, toMs: golden.liveStartMs! + 16 * 60_000 };
  openItems([{ ...aPart('3', 20, 0), losses: [{ step: 'tapped', of: 20, lost: 14, when }] }]);
  const table = await screen.findByRole('table', { name: 'Items' });
  expect(within(table).getByRole('link', { name: /^\d\d:\d\d to \d\d:\d\d$/ })).toHaveAttribute(
    'href',
    '/insights/potato-day/moment?at=840000&item=3',
  );
});

test('from tap to payment a product may lose most that loses most at no step: a sentence says it, and one tap ranks all by it', async () => {
  const when = { fromMs: golden.liveStartMs! + 14 * 60_000, toMs: golden.liveStartMs! + 16 * 60_000 };
  const spans = [
    { of: 40, lost: 20, when },
    { of: 7, lost: 7, when },
    { of: 28, lost: 20, when },
  ];
  openItems([...three.map((each, n) => ({ ...each, toPayment: spans[n]! })), aPart('4', 9, 0)]);
  const table = await screen.findByRole('table', { name: 'Items' });
  const sentence = screen.getByText('Lost most from tap to payment:').closest('p')!;
  expect(sentence).toHaveTextContent(
    /3 .+ · 20 of 28 people who tapped it didn’t pay for it · \d\d:\d\d to \d\d:\d\d/,
  );
  expect(within(sentence).getByRole('link')).toHaveAttribute(
    'href',
    '/insights/potato-day/moment?at=840000&item=3',
  );
  await userEvent.click(within(sentence).getByRole('button', { name: 'Rank all by it' }));
  expect(screen.getByLabelText('Lost at')).toHaveDisplayValue('tapped → paid');
  expect(screen.queryByText('Lost most from tap to payment:')).toBeNull();
  expect(names(table).slice(0, 2)).toEqual(['3', '1']);
  const [, first, second, ...rest] = within(table).getAllByRole('row');
  expect(first).toHaveTextContent('tapped → paid 20 of 28 people');
  expect(second).toHaveTextContent('tapped → paid 20 of 40 people');
  expect(rest.map((row) => row.querySelector('.column-lost')!.textContent)).toEqual(['too few to say', '–']);
  // The number opens those who tapped, minute by minute.
  await userEvent.click(within(first!).getByRole('button', { name: '20 of 28' }));
  expect(await screen.findByRole('dialog', { name: /^3 / })).toBeVisible();
});

test('the saved table has when most was lost, the producer and each reason in columns of their own', async () => {
  const saved: Blob[] = [];
  const { createObjectURL, revokeObjectURL } = URL;
  Object.assign(URL, { createObjectURL: (blob: Blob) => saved.push(blob) && 'blob:', revokeObjectURL() {} });
  const tap = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
  try {
    const refused = [
      { code: 'SOLD_OUT' as const, buyers: 3 },
      { code: 'PRICE_CHANGED' as const, buyers: 1 },
    ];
    openItems([{ ...aPart('3', 20, 14), refused }]);
    await userEvent.click(await screen.findByRole('button', { name: 'Save table as CSV' }));
    const [head, row] = (await saved[0]!.text()).split('\r\n').map((line) => line.split(','));
    const at = (name: string) => row![head!.indexOf(name)];
    expect(at('Most lost at')).toMatch(/^\d\d:\d4-\d\d:\d6$/);
    expect(at('Producer')).toBe(golden.items.find(({ itemNumber }) => itemNumber === 3)!.producer);
    expect(at('Why refused')).toBe('sold out 3 · the price had changed 1');
    expect(at('Refused (people)')).toBe('4');
  } finally {
    tap.mockRestore();
    Object.assign(URL, { createObjectURL, revokeObjectURL });
  }
});

test.each([
  ['is there', undefined, ['4 / 2', '0', '0']],
  ['is away', true as const, ['–', '–', '–']],
])(
  '[N6] questions about an item stand beside Wanted, asked and answered; where the chat %s',
  async (_, isAway, shown) => {
    const counts = [
      { asked: 3, answered: 1, open: 1 },
      { item: 3, asked: 4, answered: 2, open: 2 },
    ];
    openItems(three, {
      questions: { counts: isAway ? [] : counts, answered: [], ...(isAway && { isAway }) },
    });
    const table = await screen.findByRole('table', { name: 'Items' });
    const heads = within(table).getAllByRole('columnheader');
    const at = heads.findIndex(({ textContent }) => textContent === 'Questions');
    expect(heads[at - 1]).toHaveTextContent('Wanted');
    const cells = () =>
      within(table)
        .getAllByRole('row')
        .slice(1)
        .map((row) => row.children[at]!.textContent);
    await vi.waitFor(() => expect(cells()).toEqual(shown));
    expect(screen.getByText(/^Questions that viewers asked about it in the chat/)).toBeInTheDocument();
  },
);

test('a number of people opens its minutes, which add up to it and lead to the time machine', async () => {
  const refused = [{ code: 'INSUFFICIENT', buyers: 2 }];
  const minute = (itemNumber: number, at: number, more: Partial<FunnelMinute>): FunnelMinute => ({
    ...{ itemNumber, atMs: golden.liveStartMs! + at * 60_000, seen: 0, tapped: 0, added: 0 },
    ...{ ordered: 0, paid: 0, kept: 0, refused: [], ...more },
  });
  const minutes = [
    minute(1, 0, { added: 9 }),
    minute(3, 4, { seen: 12, tapped: 9, added: 8, ordered: 5, refused }),
    minute(3, 5, { seen: 3, added: 0 }),
    minute(3, 9, { added: 11 }),
  ];
  openItems([three[0]!, aPart('3', 20, 14, { refused })], { minutes });
  const table = await screen.findByRole('table', { name: 'Items' });
  const row = within(table).getAllByRole('row')[1]!;
  await userEvent.click(within(row).getByRole('button', { name: /^20$/ }));
  const sheet = await screen.findByRole('dialog', { name: /^3 / });
  expect(within(sheet).getByText('Added 20')).toBeVisible();
  const own = within(await within(sheet).findByRole('table'));
  expect(own.getAllByRole('row').map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/^Minute/),
    'All minutes19',
    expect.stringMatching(/^\d\d:\d\d12985$/),
    expect.stringMatching(/^\d\d:\d\d00110$/),
  ]);
  expect(within(sheet).getByText(/^1 more before the stream went live/)).toBeVisible();
  const [first] = own.getAllByRole('link', { name: /in the time machine$/ });
  expect(first).toHaveAttribute('href', `/insights/potato-day/moment?at=${4 * 60_000}&item=3`);
  expect(searchOf(own.getByRole('link', { name: '5' }))).toEqual({
    ...{ stream: 'potato-day', item: '3', minuteMs: String(golden.liveStartMs! + 4 * 60_000) },
  });
  await userEvent.click(within(sheet).getByRole('button', { name: 'Close' }));
  await userEvent.click(within(row).getByRole('button', { name: /^2 ./ }));
  const why = await screen.findByRole('dialog', { name: /^3 / });
  expect(within(why).getByText('Refused 2')).toBeVisible();
  expect(await within(why).findByRole('row', { name: /All minutes.*2/ })).toBeVisible();
});

test('a tap on a column ranks by units or by value, a second one the other way', async () => {
  openItems(three);
  const table = await screen.findByRole('table', { name: 'Items' });
  // Not in sight until it ranks: a desk has no room for it.
  expect(within(table).queryByRole('columnheader', { name: /^Units lost/ })).toBeNull();
  await userEvent.click(within(table).getByRole('button', { name: /^Units lost/ }));
  expect(names(table)).toEqual(['1', '3', '2']);
  const head = within(table).getByRole('columnheader', { name: /^Units lost/ });
  expect(head).toHaveAttribute('aria-sort', 'descending');
  await userEvent.click(within(table).getByRole('button', { name: /^Units lost/ }));
  expect(names(table)).toEqual(['2', '3', '1']);
  // No list has exactly the orders of these units.
  expect(within(table).getByRole('cell', { name: '64' })).toBeVisible();
  expect(within(table).queryByRole('link', { name: '64' })).toBeNull();
});

test('what was lost is asked of one step; refusals have their first reason, the others in the title', async () => {
  const refused = [
    { code: 'INSUFFICIENT', buyers: 5 },
    { code: 'LIMIT_EXCEEDED', buyers: 1 },
  ];
  openItems([aPart('3', 20, 14, { refused }), aPart('2', 20, 0)]);
  const table = await screen.findByRole('table', { name: 'Items' });
  const [, first] = within(table).getAllByRole('row');
  expect(first).toHaveTextContent('ordered → paid 14 of 20 orders');
  const why = first!.querySelector('.item-refused')!;
  expect(why).toHaveTextContent(/^5 .+ \+1$/);
  expect(why).toHaveAttribute('title', expect.stringMatching(/ 5 · .+ 1$/));
  await userEvent.selectOptions(screen.getByLabelText('Lost at'), 'paid → kept');
  expect(table).not.toHaveTextContent('ordered → paid 14');
  expect(within(table).getAllByText(/nothing lost|too few to say/).length).toBe(2);
});

test('of orders of which something was kept the units alone are lost, and the row says so beside their number', async () => {
  const whole = aPart('3', 20, 0);
  const partly = { ...whole, units: { ...whole.units, undone: 2 } };
  openItems([partly, aPart('2', 20, 0)]);
  const table = await screen.findByRole('table', { name: 'Items' });
  await userEvent.click(within(table).getByRole('button', { name: /^Units lost/ }));
  const [, first, second] = within(table).getAllByRole('row');
  expect(first).toHaveTextContent('only 2 units of kept orders');
  expect(first!.querySelector('.column-lostUnits')).toHaveTextContent(/^2$/);
  expect(second).toHaveTextContent('nothing lost');
  // Asked of a step before it was paid, nothing was lost of them there.
  await userEvent.selectOptions(screen.getByLabelText('Lost at'), 'tapped → added');
  expect(table).not.toHaveTextContent('kept orders');
});

test('the columns that were chosen stay on this device', async () => {
  openItems(three);
  const table = await screen.findByRole('table', { name: 'Items' });
  expect(within(table).queryByRole('columnheader', { name: 'Sell-through' })).toBeNull();
  await userEvent.click(screen.getByText('Columns'));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Sell-through' }));
  await userEvent.click(screen.getByRole('checkbox', { name: 'GMV paid' }));
  expect(within(table).getByRole('columnheader', { name: 'Sell-through' })).toBeVisible();
  const choice = screen.getByText('Columns').closest('details')!;
  await userEvent.keyboard('{Escape}');
  expect(choice.open).toBe(false);
  await userEvent.click(screen.getByText('Columns'));
  expect(choice.open).toBe(true);
  await userEvent.click(table);
  expect(choice.open).toBe(false);
  const kept = localStorage.getItem('fairday.item-columns')!.split(' ');
  expect([kept.includes('sellThrough'), kept.includes('gmvPaidMinor')]).toEqual([true, false]);
  // The interval of a few counts what was restocked, as its share does.
  const [first] = golden.items;
  const { low, high } = fewInterval(first!.paidUnits, first!.allotted + first!.restocked, 'en')!;
  expect(within(table).getAllByText(`${low}–${high}`)[0]).toBeVisible();
});

test('by producer, channel and price the numbers open the orders of those', async () => {
  const { asked } = openItems([aPart('wechat', 20, 14)]);
  await screen.findByRole('table', { name: 'Items' });
  await userEvent.click(screen.getByRole('button', { name: 'Channels' }));
  const table = await screen.findByRole('table', { name: 'Channels' });
  expect(asked.at(-1)).toBe('channel');
  expect(searchOf(within(table).getByRole('link', { name: '14 of 20' }))).toEqual({
    ...{ stream: 'potato-day', channel: 'wechat', outcome: 'unpaid' },
  });
  expect(within(table).queryByRole('columnheader', { name: 'Wanted' })).toBeNull();
  expect(screen.getByText(/By the last link that named a channel/)).toBeVisible();
});

test('a producer’s number of people opens its items; a channel has no refusals, and says so', async () => {
  const [first] = golden.items;
  const refused = [{ code: 'INSUFFICIENT', buyers: 2 }];
  const named = { refused, name: first!.producer };
  openItems([aPart('1', 20, 14, named), aPart('2', 20, 0), aPart('3', 20, 0)]);
  await screen.findByRole('table', { name: 'Items' });
  expect(golden.items.some(({ producer }) => producer !== first!.producer)).toBe(true);
  await userEvent.click(screen.getByRole('button', { name: 'Producers' }));
  const producers = await screen.findByRole('table', { name: 'Producers' });
  expect(screen.getByText(/a number opens the producer’s items/)).toBeVisible();
  const [, row] = within(producers).getAllByRole('row');
  await userEvent.click(within(row!).getByRole('button', { name: /^2 ./ }));
  const items = await screen.findByRole('table', { name: 'Items' });
  const own = golden.items.filter(({ producer }) => producer === first!.producer);
  expect(names(items)).toEqual(own.map(({ itemNumber }) => String(itemNumber)));
  await userEvent.click(screen.getByRole('button', { name: `Only ${first!.producer}. Show all items` }));
  expect(names(await screen.findByRole('table', { name: 'Items' })).length).toBe(3);
  await userEvent.click(screen.getByRole('button', { name: 'Channels' }));
  const channels = await screen.findByRole('table', { name: 'Channels' });
  expect(within(channels).queryByRole('columnheader', { name: /^Refused/ })).toBeNull();
  expect(screen.getByText(/Which channel a refusal came through isn’t known/)).toBeVisible();
});

test('J and K go from row to row, and Enter opens the orders of one', async () => {
  openItems(three);
  await screen.findByRole('table', { name: 'Items' });
  await userEvent.keyboard('jj');
  const row = document.activeElement as HTMLElement;
  expect(within(row).getByRole('rowheader')).toHaveTextContent(/^1/);
  let opened = '';
  row.addEventListener('click', (event) => {
    event.preventDefault();
    opened = (event.target as HTMLElement).getAttribute('href')!;
  });
  await userEvent.keyboard('{Enter}');
  expect(opened).toBe('/office/orders?stream=potato-day&item=1');
});

test('of five hundred items those in sight are drawn', async () => {
  const [item] = golden.items;
  const items = Array.from({ length: 500 }, (_, n) => ({
    ...item!,
    itemNumber: n + 1,
    name: `Good ${n + 1}`,
  }));
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(560);
  openItems(
    items.map(({ itemNumber }) => aPart(String(itemNumber), 10, 1)),
    { report: { ...golden, items } },
  );
  const table = await screen.findByRole('table', { name: 'Items' });
  expect(table).toHaveAttribute('aria-rowcount', '501');
  const drawn = (await within(table).findAllByRole('rowheader')).length;
  expect([drawn > 10, drawn < 60]).toEqual([true, true]);
  vi.restoreAllMocks();
});

test('who may not open orders reads the numbers as they are', async () => {
  openItems(three, { me: { ...anOperator, pages: ['insights'] } });
  const table = await screen.findByRole('table', { name: 'Items' });
  expect(within(table).getByText('14 of 20')).toBeVisible();
  expect(within(table).queryByRole('link')).toBeNull();
});

describe('the first view of a stream names what lost most', () => {
  test('in one sentence that leads to its orders', async () => {
    openItems(three, { tab: 'overview' });
    expect(searchOf(await screen.findByRole('link', { name: '14 of 20 orders were never paid' }))).toEqual({
      ...{ stream: 'potato-day', item: '3', outcome: 'unpaid' },
    });
  });
  test('with four orders it says that these are too few', async () => {
    openItems([aPart('1', 4, 4)], { tab: 'overview' });
    expect(await screen.findByText('Too few orders to say which product lost most.')).toBeVisible();
  });
  test('中文', async () => {
    setLanguage('zh-CN');
    openItems(three, { tab: 'overview' });
    expect(await screen.findByRole('link', { name: '20 单里有 14 单一直没有付款' })).toBeVisible();
  });
});

describe('rows', () => {
  const rowsOf = (parts: readonly SalesPart[]) => partRows('item', parts, full.items, ({ of }) => of);
  test('sort by any column; one without a value comes last either way', () => {
    const rows = rowsOf(full.items.map(({ itemNumber }) => aPart(String(itemNumber), itemNumber, 0)));
    const last = (by: PartColumn, isDescending: boolean) =>
      sortRows(rows, { by, isDescending }).at(-1)?.item?.itemNumber;
    expect([last('sellThrough', true), last('sellThrough', false)]).toEqual([12, 12]);
    const ordered = sortRows(rows, { by: 'ordered', isDescending: true }).map((row) =>
      valueIn(row, 'ordered'),
    );
    expect(ordered).toEqual(ordered.toSorted((a, b) => Number(b) - Number(a)));
  });
  test('the worst is that of the largest share, not of the most orders; shares add up', () => {
    const rows = rowsOf(three);
    expect(worstOf(rows)?.part.of).toBe('3');
    expect(worstOf(rows.slice(0, 2))?.part.of).toBe('1');
    expect(worstOf(rows.slice(1, 2))).toBeNull();
    expect(rows.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1);
  });
  test('people who have not ordered have no orders; one minute is no range', () => {
    const when = { fromMs: EIGHT, toMs: EIGHT };
    const tapped = { step: 'tapped', of: 10, lost: 9, when } as const;
    expect(ordersLost('s', 'item', '1', tapped, true)).toBeNull();
    expect(ordersLost('s', 'price', 'flash', { ...tapped, step: 'paid' }, true)).toEqual({
      ...{ stream: 's', price: 'flash', outcome: 'undone', minuteMs: EIGHT },
    });
  });
});
