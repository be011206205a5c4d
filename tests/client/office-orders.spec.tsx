import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { App } from '../../client/App.tsx';
import {
  filterOf,
  numberAddress,
  ordersAddress,
  typedNumber,
} from '../../client/screens/staff/orders/orders-address.ts';
import { goByZone } from '../../client/ui/time-words.ts';
import type { OfficeOrder, OfficeOrderRow, OfficeOrders } from '../../shared/contract/office-orders.ts';
import type { MeView } from '../../shared/market/account/contract.ts';
import { anAssistant, anOperator, deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const EIGHT = Date.UTC(2026, 4, 3, 12);
const id = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const stream = { slug: 'potato-day', title: '土豆节', titleEn: 'Potato Festival' };

function aRow(n: number, of: Partial<OfficeOrderRow> = {}): OfficeOrderRow {
  return {
    ...{ orderId: id(n), reference: `12-${1_000 + n}`, number: `${1_000 + n}`, stream },
    ...{ placedAtMs: EIGHT - n * 60_000, status: 'PAID', payment: 'sandbox' },
    ...{ goods: [{ itemNumber: 7, name: '核桃', nameEn: 'Walnuts', units: 2 }], otherGoods: 0 },
    ...{ currency: 'CNY', totalMinor: 4_780, refundedMinor: 0, parcels: [], claim: null },
    ...of,
  };
}

const anOrder: OfficeOrder = {
  ...{ orderId: id(1), reference: '12-1001', number: '1001', stream: { ...stream, status: 'CLOSED' } },
  ...{ buyerId: id(9), status: 'PAID', placedAtMs: EIGHT, cancelledAtMs: null, deliveredAtMs: null },
  ...{ channel: 'direct', currency: 'CNY' },
  lines: [
    {
      ...{ lineIndex: 0, itemNumber: 7, name: '核桃', nameEn: 'Walnuts', productId: id(70), units: 2 },
      ...{ unitPriceMinor: 2_390, price: 'flash', discounts: [], payMinor: 4_780, goodsMinor: 4_780 },
      ...{ shareBps: 8_000, cancelledUnits: 0, cancelledGoodsMinor: 0, refundedUnits: 1 },
      ...{ refundedGoodsMinor: 2_390, refundedMinor: 2_690, unitsToPack: 0 },
    },
  ],
  sums: {
    ...{ goodsMinor: 4_780, discounts: [], shippingDiscounts: [], shippingMinor: 800, totalMinor: 5_580 },
    ...{ refundedMinor: 2_690, shippingRefundedMinor: 0 },
  },
  parcels: [
    {
      ...{ shipmentId: id(50), origin: '羊岑', status: 'SHIPPED', carrier: 'SF', trackingCode: 'SF1234567' },
      ...{ trackingUrl: 'https://example.org/SF1234567', packedAtMs: EIGHT, shippedAtMs: EIGHT + 60_000 },
      ...{ deliveredAtMs: null, endedAtMs: null },
      lines: [{ lineIndex: 0, units: 2, sellable: 0, damaged: 0 }],
    },
  ],
  payment: {
    ...{ method: 'sandbox', payByMs: EIGHT + 600_000, paidAtMs: EIGHT + 60_000, isLate: false },
    ...{ freeCancelUntilMs: null, attempts: [], refund: { state: 'done', atMs: EIGHT + 120_000 } },
  },
  claims: [],
  timeline: [
    {
      ...{ seq: 3, atMs: EIGHT, type: 'order_placed', by: { who: 'buyer' }, shipmentId: null, claimId: null },
      ...{ change: { of: 'order', from: null, to: 'PLACED' }, lines: [{ lineIndex: 0, units: 2 }] },
      ...{ amountMinor: 5_580, payByMs: null, reason: null },
    },
    {
      ...{ seq: 9, atMs: EIGHT + 60_000, type: 'shipment_shipped', shipmentId: id(50), claimId: null },
      by: { who: 'staff', staffId: id(3), name: 'Su', role: 'packer', device: `0c0ffe${'5'.repeat(58)}` },
      ...{ change: { of: 'parcel', from: 'PACKED', to: 'SHIPPED' }, lines: [] },
      ...{ amountMinor: null, payByMs: null, reason: null },
    },
    {
      ...{ seq: 12, atMs: EIGHT + 90_000, type: 'order_refunded', shipmentId: null, claimId: null },
      by: { who: 'staff', staffId: id(2), name: 'Amei', role: 'operator', device: 'another-f00d' },
      ...{ change: null, lines: [{ lineIndex: 0, units: 1 }] },
      ...{ amountMinor: 2_390, payByMs: null, reason: 'damaged' },
    },
    {
      ...{ seq: 14, atMs: EIGHT + 95_000, type: 'order_refunded', shipmentId: null, claimId: null },
      by: { who: 'staff', staffId: id(2), name: 'Amei', role: 'operator', device: 'another-f00d' },
      ...{ change: null, lines: [{ lineIndex: 0, units: 0 }], bearer: 'shop', payoutLessMinor: 0 },
      ...{ amountMinor: 300, payByMs: null, reason: 'late' },
    },
  ],
  hasMore: false,
};

/** Paid at the door, after a payment online that was declined. */
const atTheDoor: OfficeOrder = {
  ...{ ...anOrder, reference: '12-1002' },
  payment: {
    ...{ ...anOrder.payment, method: 'cash_on_delivery', refund: null },
    attempts: [
      { paymentId: id(60), atMs: EIGHT, outcome: 'declined' },
      { paymentId: id(61), atMs: EIGHT + 60_000, outcome: 'paid' },
    ],
  },
  timeline: [
    {
      ...{ seq: 4, atMs: EIGHT + 60_000, type: 'order_paid', by: { who: 'buyer' }, shipmentId: null },
      ...{ claimId: null, change: { of: 'order', from: 'PLACED', to: 'PAID' }, lines: [] },
      ...{ amountMinor: null, payByMs: null, reason: null },
    },
  ],
};
/** Half of it was never packed, and its day is over. */
const half: OfficeOrder = {
  ...{ ...anOrder, reference: '12-1003' },
  lines: [{ ...anOrder.lines[0]!, unitsToPack: 1, isLate: true, shipBy: '2026-11-30' }],
};
/** Of tonight. */
const ofTonight: OfficeOrder = {
  ...{ ...anOrder, reference: '12-1004', stream: { ...stream, status: 'LIVE' }, parcels: [] },
  lines: [{ ...anOrder.lines[0]!, unitsToPack: 2, shipBy: '2026-11-30' }],
};
const given = [{ kind: 'voucher' as const, funder: 'shop' as const, minor: 500 }];
/** Of the products the shop pays a part, of the shipping the host. */
const withVouchers: OfficeOrder = {
  ...{ ...anOrder, reference: '12-1005' },
  lines: [{ ...anOrder.lines[0]!, discounts: given, payMinor: 4_280 }],
  sums: {
    ...{ ...anOrder.sums, discounts: given, shippingMinor: 200, totalMinor: 4_480 },
    shippingDiscounts: [{ kind: 'voucher', funder: 'host', minor: 600 }],
  },
};
/** Of two lines something went back at once. */
const split: OfficeOrder = {
  ...{ ...anOrder, reference: '12-1006' },
  lines: [
    anOrder.lines[0]!,
    { ...anOrder.lines[0]!, lineIndex: 1, itemNumber: 8, name: '梨', nameEn: 'Pears' },
  ],
  timeline: [
    {
      ...{ ...anOrder.timeline[2]!, amountMinor: 3_390, reason: 'goodwill' },
      lines: [
        { lineIndex: 0, units: 1, refundMinor: 2_390 },
        { lineIndex: 1, units: 2, refundMinor: 1_000 },
      ],
      ...{ bearer: 'producer', payoutLessMinor: 2_712 },
    },
  ],
};
const orders: Record<string, OfficeOrder> = {
  ...{ '12-1001': anOrder, '12-1002': atTheDoor, '12-1003': half, '12-1004': ofTonight },
  '12-1005': withVouchers,
  '12-1006': split,
};

/** What all orders that fit come to. */
let sums: OfficeOrders['sums'];
const asked: { after?: string; limit?: number; [name: string]: unknown }[] = [];

function open(
  path: string,
  answer: (query: (typeof asked)[number]) => OfficeOrders | { refusal: unknown },
  of: Partial<MeView> = {},
) {
  history.replaceState(null, '', path);
  asked.length = 0;
  const world = deskWorld(fakeConsole(), {
    officeOrders(input) {
      const { query } = input as { query: (typeof asked)[number] };
      if (query.sums) return { ...page([]), ...(sums && { sums }) };
      asked.push(query);
      return answer(query);
    },
    officeOrder(input) {
      const { reference } = (input as { params: { reference: string } }).params;
      return orders[reference] ?? { refusal: { ok: false, code: 'NOT_FOUND' } };
    },
    me: () => ({ ...anOperator, ...of }),
    myStreams: () => ({ streams: [], usualCurrency: 'CNY' }),
    originDays: () => ({ origins: [] }),
  });
  render(<App world={world} />);
}

const page = (orders: OfficeOrderRow[], next: string | null = null): OfficeOrders => ({
  ...{ orders, next, timeZone: 'Asia/Shanghai' },
});

beforeEach(() => {
  sums = undefined;
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(800);
});
afterEach(() => {
  vi.restoreAllMocks();
  history.replaceState(null, '', '/');
  goByZone(null);
});

test('[A7] who ordered is read on the order’s page by a tap, by who reads buyers alone', async () => {
  open('/office/orders/12-1001', () => page([]));
  expect(await screen.findByRole('heading', { name: 'Name and addresses' })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Show name and addresses' })).toBeVisible();
  cleanup();
  const pages = anOperator.pages.filter((each) => each !== 'buyers');
  open('/office/orders/12-1001', () => page([]), { pages });
  await screen.findByRole('table', { name: 'Products' });
  expect(screen.queryByRole('heading', { name: 'Name and addresses' })).toBeNull();
});

test('orders stand newest first, each with what it is, what it comes to and what became of it', async () => {
  const rows = [
    aRow(1),
    aRow(2, { status: 'PLACED' }),
    aRow(3, { parcels: ['DELIVERED', 'SHIPPED'], claim: 'OPEN' }),
    aRow(4, { refundedMinor: 2_390, otherGoods: 3 }),
  ];
  open('/office/orders', () => page(rows));
  const first = await screen.findByRole('link', { name: /^12-1001/ });
  expect(first).toHaveTextContent('2 × Walnuts');
  expect(first).toHaveTextContent('Potato Festival');
  expect(first).toHaveTextContent('¥47.80');
  expect(first).toHaveTextContent('Confirmed');
  expect(first).toHaveAttribute('href', '/office/orders/12-1001');
  expect(screen.getByRole('link', { name: /^12-1002/ })).toHaveTextContent('Unpaid');
  const third = screen.getByRole('link', { name: /^12-1003/ });
  expect(third).toHaveTextContent('Partly delivered');
  expect(third).toHaveTextContent('Claim open');
  expect(screen.getByRole('link', { name: /^12-1004/ })).toHaveTextContent('¥23.90 refunded');
  expect(screen.getByText('4 orders')).toBeInTheDocument();
});

test('the head of a list says how many orders fit, of how many people, and what they come to', async () => {
  sums = { isAll: false, sums: [{ currency: 'CNY', orders: 3_512, buyers: 2_640, gmvPaidMinor: 1_234_500 }] };
  open(`/office/orders?product=${id(70)}`, () => page([aRow(1)], `1.${id(1)}`));
  expect(
    await screen.findByText(/2,640 people · 3,512 orders · GMV paid ¥12,345.00, of the whole orders/),
  ).toBeInTheDocument();
  expect(screen.getByText(/of the newest 10,000 orders/)).toBeInTheDocument();
});

test('the head of a list of paid orders takes off what came back: the net that led there stands in it', async () => {
  const paid = { currency: 'CNY', orders: 9, buyers: 8, gmvPaidMinor: 15_580 };
  sums = { isAll: true, sums: [{ ...paid, cancelledMinor: 4_200, refundedMinor: 1_990 }] };
  open('/office/orders?outcome=kept', () => page([aRow(1)], `1.${id(1)}`));
  const head = await screen.findByText(/GMV paid ¥155.80/);
  expect(head).toHaveTextContent(
    'GMV paid ¥155.80 · less ¥42.00 cancelled: ¥113.80 · less ¥19.90 refunded: ¥93.90',
  );
});

test('a list that was opened from one product of one producer names them', async () => {
  open(`/office/orders?product=${id(70)}&producer=${id(80)}`, ({ product, producer }) => ({
    ...page([aRow(1)]),
    named: {
      ...(product !== undefined && { product: { name: '核桃', nameEn: 'Walnuts' } }),
      ...(producer !== undefined && { producer: { name: '山上' } }),
    },
  }));
  await userEvent.setup().click(await screen.findByRole('button', { name: 'Remove filter: 山上' }));
  expect(await screen.findByRole('button', { name: 'Remove filter: Walnuts' })).toBeVisible();
});

test.each<[string, Partial<OfficeOrderRow>]>([
  ['Confirmed', { isToPack: true }],
  ['Packed', { parcels: ['PACKED'] }],
  ['Partly packed', { parcels: ['PACKED'], isToPack: true }],
  ['Partly shipped', { parcels: ['PACKED', 'SHIPPED'] }],
  ['Partly shipped', { parcels: ['SHIPPED'], isToPack: true }],
  ['Shipped', { parcels: ['SHIPPED', 'RETURNED'] }],
  ['Partly delivered', { parcels: ['DELIVERED'], isToPack: true }],
  ['Delivered', { parcels: ['DELIVERED', 'DELIVERED'] }],
  ['Lost', { parcels: ['DELIVERED', 'LOST'], isToPack: true }],
  ['Returned', { parcels: ['RETURNED'] }],
  ['Partly returned', { parcels: ['RETURNED'], isToPack: true }],
  ['Partly returned', { parcels: ['DELIVERED', 'RETURNED'] }],
  ['Completed', { status: 'COMPLETED', parcels: ['DELIVERED'] }],
])('an order is “%s” by where all of it is: %j', async (words, of) => {
  open('/office/orders', () => page([aRow(1, of)]));
  const row = await screen.findByRole('link', { name: /^12-1001/ });
  expect([...row.querySelectorAll('.pill')].map((pill) => pill.textContent)).toEqual([words]);
});

test('[P4] an order of which half was never packed says so, and late once its day is over', async () => {
  open('/office/orders/12-1003', () => page([]));
  const lines = await screen.findByRole('table', { name: 'Products' });
  const about = document.querySelector('.order-about')!;
  expect([...about.querySelectorAll('.pill')].map((pill) => pill.textContent)).toEqual([
    'Partly shipped',
    'Late to ship',
    '¥26.90 refunded',
  ]);
  expect(lines).toHaveTextContent('1 to packLate: was to ship by Mon, Nov 30');
  expect(lines).not.toHaveTextContent('after the stream');
});

test('what is ordered while the stream is on is packed after it, and not called late before its day is over', async () => {
  open('/office/orders/12-1004', () => page([]));
  const lines = await screen.findByRole('table', { name: 'Products' });
  expect(lines).toHaveTextContent('2 to pack after the streamship by Mon, Nov 30');
  expect(screen.queryByText('Late to ship')).toBeNull();
});

test('a link is exactly its rows: the filter stands in the address, and a chip changes that part alone', async () => {
  open('/office/orders?stream=potato-day&item=7&from=2026-05-01', () => page([aRow(1)]));
  await screen.findByRole('link', { name: /^12-1001/ });
  expect(asked[0]).toEqual({ stream: 'potato-day', item: 7, from: '2026-05-01', limit: 100 });
  await userEvent.click(screen.getByRole('button', { name: 'Open claims' }));
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ claim: 'open', item: 7, from: '2026-05-01' }));
  expect(location.search).toBe('?claim=open&stream=potato-day&item=7&from=2026-05-01');
  await userEvent.click(screen.getByRole('button', { name: 'Remove filter: Product 7' }));
  expect(location.search).toBe('?claim=open&stream=potato-day&from=2026-05-01');
  await userEvent.click(screen.getByRole('button', { name: 'Late to ship' }));
  expect(location.search).toBe('?pack=late&stream=potato-day&from=2026-05-01');
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ pack: 'late' }));
  expect(screen.getByRole('button', { name: 'Late to ship' })).toHaveAttribute('aria-pressed', 'true');
});

test('of a long list the rows in sight alone are drawn, and the next page comes by its place', async () => {
  const first = Array.from({ length: 100 }, (_, n) => aRow(n + 1));
  open('/office/orders', ({ after }) =>
    after === undefined ? page(first, `1.${id(100)}`) : page([aRow(101)]),
  );
  await screen.findByText('100+ orders');
  expect(screen.getAllByRole('link', { name: /^12-/ }).length).toBeLessThan(60);
});

test('a page that is empty and has a next one is gone over; with none there is a word and a way back', async () => {
  open('/office/orders?state=EXPIRED', ({ after }) =>
    after === undefined ? page([], `1.${id(1)}`) : page([]),
  );
  expect(await screen.findByText('No orders match.')).toBeInTheDocument();
  expect(asked.map(({ after }) => after)).toEqual([undefined, `1.${id(1)}`]);
  await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  expect(location.search).toBe('');
});

test('J and K go from row to row, and rest while somebody types', async () => {
  open('/office/orders', () => page([aRow(1), aRow(2), aRow(3)]));
  await screen.findByRole('link', { name: /^12-1001/ });
  const key = (name: string) => act(() => void fireEvent.keyDown(document.activeElement!, { key: name }));
  await key('j');
  expect(screen.getByRole('link', { name: /^12-1001/ })).toHaveFocus();
  await key('ArrowDown');
  await key('j');
  expect(screen.getByRole('link', { name: /^12-1003/ })).toHaveFocus();
  await key('j');
  await key('k');
  expect(screen.getByRole('link', { name: /^12-1002/ })).toHaveFocus();
  const field = screen.getByRole('searchbox');
  field.focus();
  await key('j');
  expect(field).toHaveFocus();
});

test('a whole number opens its order, a short one lists those that have it, anything else is no number', async () => {
  open('/office/orders', () => page([aRow(1)]));
  await screen.findByRole('link', { name: /^12-1001/ });
  await userEvent.type(screen.getByRole('searchbox'), '?{Enter}');
  expect(
    screen.getByText('Enter an order number like 12-1085, a whole name, or the last 4 digits of a phone.'),
  ).toBeInTheDocument();
  await userEvent.clear(screen.getByRole('searchbox'));
  await userEvent.type(screen.getByRole('searchbox'), '1001{Enter}');
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ q: '1001' }));
  await userEvent.clear(screen.getByRole('searchbox'));
  await userEvent.type(screen.getByRole('searchbox'), '#12–1001{Enter}');
  expect(await screen.findByRole('heading', { name: 'Order 12-1001' })).toBeInTheDocument();
});

test('an order has its lines, sums, parcels, payment, and who did what on which device', async () => {
  open('/office/orders/12-1001', () => page([]));
  const lines = within(await screen.findByRole('table', { name: 'Products' }));
  expect(lines.getByText('Walnuts')).toBeInTheDocument();
  expect(lines.getByText(/1 cancelled or refunded, ¥26.90/)).toBeInTheDocument();
  expect(screen.getByText('¥55.80')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'SF1234567' })).toHaveAttribute(
    'href',
    'https://example.org/SF1234567',
  );
  expect(screen.getByText(/The refund has gone out/)).toBeInTheDocument();
  const timeline = within(screen.getByRole('heading', { name: 'Timeline' }).parentElement!);
  const [placed, shipped, refunded, given] = timeline.getAllByRole('listitem');
  expect(placed).toHaveTextContent('order placed Buyer');
  expect(shipped).toHaveTextContent('parcel shipped Su · Packer · device 0c0ffe');
  expect(shipped).toHaveTextContent('Packed → Shipped');
  expect(refunded).toHaveTextContent('1 × Walnuts · ¥23.90 · Damaged');
  // [O8] An amount is of no unit, and says who bears it.
  expect(given).toHaveTextContent('Walnuts · ¥3.00 · Too late · paid by the shop · payout unchanged');
  expect(given).not.toHaveTextContent('0 ×');
});

test('[T2] lines, products, discounts, shipping and total are one column that adds up, each sum in it once', async () => {
  open('/office/orders/12-1005', () => page([]));
  const lines = within(await screen.findByRole('table', { name: 'Products' }));
  const [, bought] = lines.getAllByRole('row');
  expect(within(bought!).getAllByRole('cell').at(-1)).toHaveTextContent('¥47.80');
  expect(within(bought!).getByText('¥42.80 after discounts')).toBeInTheDocument();
  const sums = [...document.querySelectorAll('.order-sums > div')].map((row) => row.textContent);
  expect(sums).toEqual([
    ...['Products¥47.80', 'Discounts−¥5.00', 'Shipping¥8.00', 'Shipping discounts−¥6.00'],
    ...['Total¥44.80', 'Refunded−¥26.90', 'After refunds¥17.90'],
  ]);
});

test('[O8] a refund of several lines says in the timeline what each got, who pays, and what it takes off the payout', async () => {
  open('/office/orders/12-1006', () => page([]));
  const timeline = (await screen.findByRole('heading', { name: 'Timeline' })).parentElement!;
  expect(timeline).toHaveTextContent(
    '1 × Walnuts: ¥23.90 · 2 × Pears: ¥10.00 · ¥33.90 · Goodwill · paid by the producer · payout −¥27.12',
  );
});

test('an order that is paid at the door is called confirmed, and never paid', async () => {
  open('/office/orders/12-1002', () => page([]));
  const payment = (await screen.findByRole('heading', { name: 'Payment' })).parentElement!;
  expect(payment).toHaveTextContent(/Declined.*Confirmed, paid on delivery$/);
  const timeline = screen.getByRole('heading', { name: 'Timeline' }).parentElement!;
  expect(timeline).toHaveTextContent(/Confirmed, paid on delivery Buyer/);
  expect(screen.queryByText(/ · Paid|order paid/)).toBeNull();
});

test('an order that is not there, or not one’s own, says so and leads to the list', async () => {
  open('/office/orders/12-4040', () => page([]));
  expect(await screen.findByRole('alert')).toHaveTextContent(/no such order/);
  expect(screen.getAllByRole('link', { name: 'Orders' }).at(-1)).toHaveAttribute('href', '/office/orders');
});

test('a head sorts by its column, down and then up; the address keeps it, another filter too', async () => {
  open('/office/orders', () => page([aRow(1), aRow(2)]));
  await screen.findByRole('link', { name: /^12-1001/ });
  const head = (name: string) => screen.getByRole('button', { name: new RegExp(`^${name}`) });
  await userEvent.click(head('Total'));
  await waitFor(() => expect(asked.at(-1)).toEqual({ sort: 'sum', limit: 100 }));
  expect(head('Total')).toHaveAttribute('aria-pressed', 'true');
  await userEvent.click(head('Total'));
  await waitFor(() => expect(asked.at(-1)).toEqual({ sort: 'sum', order: 'asc', limit: 100 }));
  await userEvent.click(screen.getByRole('button', { name: 'Open claims' }));
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ claim: 'open', sort: 'sum', order: 'asc' }));
  expect(location.search).toBe('?claim=open&sort=sum&order=asc');
  // The file stands as the list does.
  const file = new URL(screen.getByRole<HTMLAnchorElement>('link', { name: 'Export CSV' }).href);
  expect(file.search).toBe('?claim=open&sort=sum&order=asc');
  await userEvent.click(head('Placed'));
  expect(location.search).toBe('?claim=open');
});

test('a line that does not answer can be asked again', async () => {
  open('/office/orders', () => ({ refusal: { ok: false, code: 'UNAVAILABLE' } }));
  await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(asked.length).toBe(2));
});

test('[A6] who may not see orders reads why, and no orders are asked for', async () => {
  open('/office/orders', () => page([]), { staff: anAssistant, pages: ['home', 'live'] });
  expect(await screen.findByText('You can’t see orders yet.')).toBeInTheDocument();
  expect(screen.getByText(/to switch on “See orders”/)).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  expect(screen.queryByRole('link', { name: 'Orders' })).toBeNull();
  expect(asked).toEqual([]);
});

test.each([
  ['12-1085', '12-1085', '/office/orders/12-1085'],
  [' #12–1085 ', '12-1085', '/office/orders/12-1085'],
  ['1085', '1085', '/office/orders?q=1085'],
])('%j is the order %s', (typed, number, address) => {
  expect(typedNumber(typed)).toBe(number);
  expect(numberAddress(number)).toBe(address);
});
test.each(['', 'mei', '12-', '0085', '12-1085-3', '9'.repeat(12)])('%j is no order', (typed) => {
  expect(typedNumber(typed)).toBeNull();
});
test('a filter and its address say the same', () => {
  const filter = { state: 'PAID', item: 7, minuteMs: EIGHT, price: 'flash', to: '2026-05-03' } as const;
  expect(filterOf(ordersAddress(filter).split('?')[1]!)).toEqual(filter);
  expect(filterOf('?utm=1&state=')).toEqual({});
});
