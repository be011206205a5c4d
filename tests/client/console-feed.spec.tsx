import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import type { ActivityEntry } from '../../shared/contract/activity.ts';
import type { OfficeOrderRow } from '../../shared/contract/office-orders.ts';
import {
  aConsoleFrame,
  accepted,
  anItem,
  aTickerOrder,
  type FakeConsole,
  fakeConsole,
} from './fake-console.ts';
import { openConsole } from './open-console.tsx';

let wire: FakeConsole;
const lines = [
  { itemNumber: 1, units: 1, unitPriceMinor: 1_000 },
  { itemNumber: 1, units: 2, unitPriceMinor: 900 },
  { itemNumber: 2, units: 1, unitPriceMinor: 500 },
];
const floor = aConsoleFrame(10, {
  order: [1, 2],
  items: [anItem(1, { name: 'Walnuts', version: 7 }), anItem(2, { name: 'Honey' })],
  orders: [
    aTickerOrder(1, { atMs: 1_000, nth: 1, lines }),
    aTickerOrder(2, { atMs: 2_000, nth: 3, status: 'PAID' }),
    aTickerOrder(3, { atMs: 3_000, status: 'CANCELLED' }),
  ],
});
const feed = () => screen.getByRole('region', { name: 'Orders' });
const rows = () => within(feed()).getAllByRole('listitem');

beforeEach(() => {
  wire = fakeConsole();
  Element.prototype.scrollIntoView = () => {};
});
afterEach(() => setLanguage('en'));

test('[B12] a row says number, products, sum, state and the how many-th order it is, and opens the order', async () => {
  await openConsole(wire, floor);
  const [third, second, first] = rows();
  expect(within(first!).getByRole('link', { name: /Open order 12-1001/ })).toHaveAttribute(
    'href',
    expect.stringContaining('12-1001'),
  );
  expect(first).toHaveTextContent(/:\d\dfirst/);
  expect(first).toHaveTextContent('3 × Walnuts · 1 × Honey');
  expect(first).toHaveTextContent('unpaid');
  expect(second).toHaveTextContent('3rd');
  expect(second).toHaveTextContent('confirmed');
  // An order of before says nothing of it.
  expect(third).not.toHaveTextContent(/first|\dth/);
  act(() => setLanguage('zh-CN'));
  expect(screen.getByText('首单')).toBeVisible();
  expect(screen.getByText('第 3 单')).toBeVisible();
});

test('the newest 200 are drawn; older ones come page by page, none twice and none left out', async () => {
  const many = Array.from({ length: 200 }, (_, n) => aTickerOrder(n, { atMs: 10_000 + n }));
  const asked: unknown[] = [];
  const older = (n: number): OfficeOrderRow => ({
    ...{ orderId: `0190a000-0000-7000-8000-00000000000${n}`, reference: `12-${n}`, number: `${n}` },
    stream: { slug: 'potato-day', title: 'Potato day' },
    ...{ placedAtMs: n, status: 'PAID', payment: 'sandbox', otherGoods: 0, currency: 'CNY' },
    ...{ goods: [{ itemNumber: 1, name: 'Walnuts', units: 2 }] },
    ...{ totalMinor: 100 * n, refundedMinor: 0, parcels: [], claim: null },
  });
  await openConsole(
    wire,
    { ...floor, orders: many },
    {
      officeOrders(input) {
        asked.push((input as { query: object }).query);
        const isFirst = asked.length === 1;
        return {
          orders: [older(isFirst ? 9 : 8)],
          next: isFirst ? '9.next' : null,
          timeZone: 'Asia/Shanghai',
        };
      },
    },
  );
  expect(rows()).toHaveLength(200);
  await userEvent.click(screen.getByRole('button', { name: 'Older orders' }));
  expect(await screen.findByText('12-9')).toBeVisible();
  expect(asked).toEqual([{ stream: 'potato-day', limit: 100, after: `10000.${many[0]!.orderId}` }]);
  // What comes now pushes none of those out that the older ones follow.
  act(() => wire.say.onFrame({ ...floor, to: 11, items: [], orders: [aTickerOrder(500, { atMs: 20_000 })] }));
  expect(rows()).toHaveLength(202);
  await userEvent.click(screen.getByRole('button', { name: 'Older orders' }));
  expect(await screen.findByText('12-8')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Older orders' })).toBeNull();
});

const entry = (seq: number): ActivityEntry => ({
  ...{ seq, atMs: 1_790_000_000_000, type: 'item_pinned', changes: [] },
  by: { staffId: '0190a000-0000-7000-8000-0000000000c1', name: 'Su', role: 'assistant', device: 'phone' },
  item: { itemNumber: 1, name: 'Walnuts' },
});
const activity = () => ({ currency: 'CNY', entries: [entry(7), entry(5)], next: null, people: [] });
const untilMs = () => Date.now() + 60_000;

test('[L5] what anybody did is taken back where it still goes, and not what another act has overtaken', async () => {
  const open = { ...floor, undoable: [{ seq: 7, untilMs: untilMs() }] };
  await openConsole(wire, open, { streamActivity: activity });
  await userEvent.click(screen.getByRole('tab', { name: 'Activity' }));
  const acts = await within(feed()).findAllByText('Su', { exact: false });
  expect(acts).toHaveLength(2);
  wire.answer(() => accepted(11));
  await userEvent.click(within(feed()).getByRole('button', { name: 'Undo' }));
  expect(wire.sent.at(-1)).toMatchObject({ command: 'lineup:undo', request: { seq: 7 } });
  act(() => wire.say.onFrame({ ...floor, to: 12, items: [anItem(1, { version: 12 })], orders: [] }));
  expect(within(feed()).queryByRole('button', { name: 'Undo' })).toBeNull();
});

test('[L5] nobody is offered to undo an act of theirs that somebody else has overtaken', async () => {
  await openConsole(wire, floor);
  wire.answer(() => ({ ...accepted(11), undoUntilMs: untilMs() }));
  await userEvent.keyboard('1');
  expect(await screen.findByRole('button', { name: /^Undo/ })).toBeVisible();
  const own = { ...floor, orders: [], items: [] };
  act(() => wire.say.onFrame({ ...own, to: 11, undoable: [{ seq: 11, untilMs: untilMs() }] }));
  expect(screen.getByRole('button', { name: /^Undo/ })).toBeVisible();
  act(() => wire.say.onFrame({ ...own, to: 13, undoable: [{ seq: 13, untilMs: untilMs() }] }));
  expect(screen.queryByRole('button', { name: /^Undo/ })).toBeNull();
});

test('[A2] the activity is for who runs the stream; the sound is off until it is wanted', async () => {
  await openConsole(wire, floor, {}, { isHost: false, grants: ['orders:view'] });
  expect(screen.queryByRole('tab', { name: 'Activity' })).toBeNull();
  const sound = screen.getByRole('button', { name: 'Sound for new orders' });
  expect(sound).toHaveAttribute('aria-pressed', 'false');
  await userEvent.click(sound);
  expect(sound).toHaveAttribute('aria-pressed', 'true');
});
