import { parse } from 'csv-parse/sync';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type MemoryStores, openMemory } from '../../server/adapters/memory/open.ts';
import { exportColumns } from '../../server/gateway/http/sales/exports/columns.ts';
import type { OfficeOrders } from '../../shared/contract/office-orders.ts';
import type { MeView, StaffRole } from '../../shared/market/account/contract.ts';
import type { OwnStream } from '../../shared/market/stream/contract.ts';
import { AuditMarket, phoneOf, playAuditDay } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';
import { staffSession } from '../builders/staff-session.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

type Heard = Partial<OfficeOrders> & { code?: string; field?: string };

let stores: MemoryStores;
let market: AuditMarket;
let url: string;
let orderIds: string[];
let operator: Record<string, string>;

beforeAll(async () => {
  stores = openMemory();
  market = await AuditMarket.open(stores);
  // A start numbers the streams that the shop has not named yet.
  await market.restarts(0);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  ({ orderIds } = await playAuditDay(market));
  operator = (await staffSession(market, 'operator')).headers;
});
afterAll(() => market.close());

async function asks(
  query: Record<string, string | number> = {},
  headers = operator,
): Promise<{ status: number; body: Heard }> {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, `${value}`]));
  const answer = await fetch(`${url}/api/v1/office/orders?${search}`, { headers });
  return { status: answer.status, body: (await answer.json()) as Heard };
}

async function list(query: Record<string, string | number> = {}) {
  const { status, body } = await asks(query);
  expect([status, body.code]).toEqual([200, undefined]);
  return body as OfficeOrders;
}

const ids = ({ orders }: OfficeOrders) => orders.map(({ orderId }) => orderId);

test('[A6] all orders of the market, newest first, each as its tables have it', async () => {
  const all = await list();
  expect(all).toMatchObject({ next: null, timeZone: 'Asia/Shanghai' });
  expect(all.orders.length).toBeGreaterThanOrEqual(orderIds.length);
  const times = all.orders.map(({ placedAtMs }) => placedAtMs);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  const row = all.orders.find(({ orderId }) => orderId === orderIds[1])!;
  expect(row).toMatchObject({
    stream: { slug: 'audit-day', title: 'Audit day' },
    ...{ status: 'PAID', payment: 'sandbox', currency: 'CNY', totalMinor: 6_190, parcels: [], claim: null },
    goods: [
      { itemNumber: 1, name: 'Good at 2990', units: 1 },
      { itemNumber: 2, name: 'Good at 4200', units: 1 },
    ],
    otherGoods: 0,
  });
  expect(row.reference).toMatch(/^\d+-\d+$/);
  expect(row.reference.split('-')[1]).toBe(row.number);
  // The line that nobody could fill came back.
  expect(row.refundedMinor).toBe(4_200);
});

test('[A6] [A3] no row says who ordered', async () => {
  const { orders } = await list();
  const text = JSON.stringify(orders);
  for (const { orderId } of orders) {
    const { order } = (await market.stores.readers.orderById(orderId))!;
    for (const own of ['Ana', 'Jianchuan 1', order.buyerId, order.addressId!, phoneOf(order.buyerId)]) {
      expect([own, text.includes(own)]).toEqual([own, false]);
    }
  }
});

test('[A6] [O7] an order is found by its reference and by its number, whatever stands around it', async () => {
  const { orders } = await list();
  const one = orders.at(-1)!;
  expect(ids(await list({ q: one.reference }))).toEqual([one.orderId]);
  expect(ids(await list({ q: one.number }))).toEqual([one.orderId]);
  expect(ids(await list({ q: `9${one.reference}` }))).toEqual([]);
  expect(ids(await list({ q: '999' }))).toEqual([]);
  expect((await asks({ q: 'potatoes' })).body).toMatchObject({ code: 'BAD_REQUEST', field: 'q' });
});

test('[A6] each filter finds what the whole list has of it', async () => {
  const { orders } = await list();
  const whole = new Map(
    await Promise.all(
      orders.map(
        async ({ orderId }) => [orderId, (await market.stores.readers.orderById(orderId))!] as const,
      ),
    ),
  );
  const those = (fits: (orderId: string) => boolean) =>
    orders.map(({ orderId }) => orderId).filter((orderId) => fits(orderId));
  const lineOf = (orderId: string) => whole.get(orderId)!.lines;
  const found: [query: Record<string, string | number>, wanted: string[]][] = [
    [{ state: 'CANCELLED' }, those((of) => whole.get(of)!.order.status === 'CANCELLED')],
    [{ payment: 'cash_on_delivery' }, those((of) => whole.get(of)!.order.payment === 'cash_on_delivery')],
    [{ refunded: 'any' }, those((of) => whole.get(of)!.order.refundedMinor > 0)],
    [{ price: 'flash' }, those((of) => lineOf(of).some(({ flashId }) => flashId !== null))],
    [{ stream: 'audit-day', item: 3 }, those((of) => lineOf(of).some(({ itemNumber }) => itemNumber === 3))],
    [
      { minuteMs: orders[2]!.placedAtMs },
      those((of) => {
        const minute = (atMs: number) => Math.floor(atMs / 60_000);
        return minute(whole.get(of)!.order.placedAtMs) === minute(orders[2]!.placedAtMs);
      }),
    ],
  ];
  for (const [query, wanted] of found) {
    expect([query, ids(await list(query))]).toEqual([query, wanted]);
    expect([query, wanted.length > 0 && wanted.length < orders.length]).toEqual([query, true]);
  }
  const atListPrice = those((of) => lineOf(of).some(({ flashId }) => flashId === null));
  expect(ids(await list({ price: 'list' }))).toEqual(atListPrice);
  expect(ids(await list({ claim: 'any' }))).toEqual([]);
  expect(ids(await list({ origin: 'Nowhere' }))).toEqual([]);
});

test('a list of one product or producer says what it is called', async () => {
  const { orders } = await list();
  expect((await list()).named).toBeUndefined();
  const { lines } = (await market.stores.readers.orderById(orders.at(-1)!.orderId))!;
  const { productId: product, producerId: producer } = lines[0]!;
  const known = (await market.stores.readers.productById(product))!;
  expect((await list({ product, producer, limit: 1 })).named).toEqual({
    product: { name: known.name },
    producer: { name: known.producer },
  });
  const nobody = '0190a000-0000-7000-8000-0000000000aa';
  expect((await list({ product: nobody, producer: nobody })).named).toEqual({});
});

test('[A6] days are those of the shop, and a day that there is not is named', async () => {
  const { orders } = await list();
  const at = (atMs: number) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(atMs));
  const newest = at(orders[0]!.placedAtMs);
  const ofDay = orders.filter(({ placedAtMs }) => at(placedAtMs) === newest).map(({ orderId }) => orderId);
  expect(ids(await list({ from: newest, to: newest }))).toEqual(ofDay);
  expect(ids(await list({ to: '2020-01-01' }))).toEqual([]);
  expect((await asks({ from: '2026-02-30' })).body).toMatchObject({ code: 'BAD_REQUEST', field: 'from' });
  expect((await asks({ item: 3 })).body).toMatchObject({ code: 'BAD_REQUEST', field: 'stream' });
});

test('[A6] page by page no order is lost or told twice while others come in', async () => {
  const before = ids(await list());
  const seen: string[] = [];
  let came = 0;
  for (let after: string | undefined; ; ) {
    const { orders, next }: OfficeOrders = await list({ limit: 3, ...(after && { after }) });
    seen.push(...orders.map(({ orderId }) => orderId));
    const buyer = await market.buyer();
    await market.takes(buyer, 2, 1, 4_200);
    await market.orders(buyer, [[2, 1, 4_200]]);
    came += 1;
    if (!next) break;
    after = next;
  }
  expect(seen).toEqual(before);
  expect(came).toBeGreaterThan(3);
  expect(ids(await list()).slice(came)).toEqual(before);
});

test('[A6] sorted by total, number or state, either way; a place of another sort is refused', async () => {
  for (const order of ['asc', 'desc'] as const) {
    const seen: OfficeOrders['orders'] = [];
    for (let after: string | undefined; ; ) {
      const page: OfficeOrders = await list({ limit: 3, sort: 'sum', order, ...(after && { after }) });
      seen.push(...page.orders);
      if (!page.next) break;
      after = page.next;
    }
    const sums = seen.map(({ totalMinor }) => totalMinor);
    const rising = sums.toSorted((a, b) => a - b);
    expect(sums).toEqual(order === 'asc' ? rising : rising.toReversed());
    expect(new Set(seen.map(({ orderId }) => orderId)).size).toBe(ids(await list()).length);
  }
  const states = (await list({ sort: 'state', order: 'asc' })).orders.map(({ status }) => status);
  expect(states).toEqual(states.toSorted());
  const numbers = (await list({ sort: 'number', order: 'asc' })).orders.map(({ number }) => Number(number));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  const { next } = await list({ limit: 1 });
  expect((await asks({ sort: 'sum', after: next! })).status).toBe(400);
});

async function table(query: Record<string, string | number> = {}, headers = operator) {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, `${value}`]));
  const answer = await fetch(`${url}/api/v1/office/orders.csv?${search}`, { headers });
  const text = await answer.text();
  if (!answer.ok) return { status: answer.status, rows: [], text };
  const rows = parse(text, { columns: true, bom: true }) as Record<string, string>[];
  return { status: answer.status, rows, text };
}

test('[A6] [P4] the export has exactly the orders of the list, as they are sorted there, their money, and which are late', async () => {
  const filters = [
    {},
    { state: 'PAID' },
    { refunded: 'any', payment: 'sandbox' },
    { stream: 'audit-day', item: 3, price: 'list' },
    { q: (await list()).orders[0]!.number },
    { to: '2020-01-01' },
    { q: '999999-1' },
    ...[{ sort: 'sum' }, { sort: 'state', order: 'asc' }, { order: 'asc', state: 'PAID' }],
  ];
  const late = new Set((await list({ pack: 'late', limit: 200 })).orders.map(({ orderId }) => orderId));
  for (const query of filters) {
    const { orders } = await list({ ...query, limit: 200 });
    const { rows, text } = await table(query);
    expect([query, rows.map(({ order_id }) => order_id)]).toEqual([
      query,
      orders.map(({ orderId }) => orderId),
    ]);
    // The column says what the filter says.
    for (const { order_id, is_late_to_ship } of rows)
      expect([order_id, is_late_to_ship]).toEqual([order_id, `${late.has(order_id!)}`]);
    const money = rows.map(({ reference, stream, status, total_minor, refunded_minor }) => [
      ...[reference, stream, status, Number(total_minor), Number(refunded_minor)],
    ]);
    expect(money).toEqual(
      orders.map(({ reference, stream, status, totalMinor, refundedMinor }) => [
        ...[reference, stream.slug, status, totalMinor, refundedMinor],
      ]),
    );
    // Also one without a row says what its columns are.
    const names = exportColumns.orders.map(({ name }) => name).join(',');
    expect(text.replace('\ufeff', '').split('\n')[0]).toBe(names);
  }
});

test('[A6] as Parquet it says the same, row by row: money in whole numbers, times as instants', async () => {
  for (const query of [{}, { state: 'PAID' }, { to: '2020-01-01' }]) {
    const { rows } = await table(query);
    const search = new URLSearchParams(Object.entries(query));
    const answer = await fetch(`${url}/api/v1/office/orders.parquet?${search}`, { headers: operator });
    expect(answer.headers.get('content-type')).toBe('application/vnd.apache.parquet');
    const file = await answer.arrayBuffer();
    const read = await parquetReadObjects({ file });
    const words = (value: unknown) =>
      value === null || value === undefined ? '' : value instanceof Date ? value.toISOString() : `${value}`;
    expect(
      read.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, words(value)]))),
    ).toEqual(rows);
    const kinds = new Map(
      parquetMetadata(file).schema.map(
        ({ name, converted_type, type }) => [...[name, converted_type ?? type]] as [string, string],
      ),
    );
    for (const { name, kind } of exportColumns.orders) {
      const meant = {
        text: 'UTF8',
        count: 'INT64',
        money: 'INT64',
        time: 'TIMESTAMP_MILLIS',
        flag: 'BOOLEAN',
      }[kind];
      expect([name, kinds.get(name)]).toEqual([name, meant]);
    }
    if (rows.length > 0) expect(typeof read[0]!.total_minor).toBe('bigint');
  }
  const packer = await staffSession(market, 'packer');
  const of = (headers: Record<string, string>) => fetch(`${url}/api/v1/office/orders.parquet`, { headers });
  expect((await of(packer.headers)).status).toBe(403);
  const dictionary = await fetch(`${url}/api/v1/office/orders-dictionary.csv`, { headers: operator });
  const said = parse(await dictionary.text(), { columns: true, bom: true }) as Record<string, string>[];
  expect(said.map(({ column }) => column)).toEqual(exportColumns.orders.map(({ name }) => name));
});

test('[A6] a stream’s own export is the same table, and each export stands in the security log with its rows', async () => {
  /** Several alike within a while are one entry, with all of their rows. */
  const noted = async () => {
    market.clock.passes(1_000);
    const all = { kind: 'data_exported' as const, sinceMs: null, untilMs: null, after: null, limit: 100 };
    const entries = (await stores.security.page(all)).filter(({ what }) => what === 'orders.csv');
    const ofStream = entries.filter(({ stream }) => stream === 'audit-day');
    return ofStream.reduce((sum, { rows }) => sum + (rows ?? 0), 0);
  };
  await table({ stream: 'audit-day', q: '999999-1' });
  const before = await noted();
  const { rows, text } = await table({ stream: 'audit-day' });
  expect(rows.length).toBeGreaterThan(10);
  const of = await fetch(`${url}/api/v1/insights/audit-day/export/orders.csv`, { headers: operator });
  expect(await of.text()).toBe(text);
  await vi.waitFor(async () => expect(await noted()).toBe(before + 2 * rows.length));
});

test('[A6] [A1] nobody takes along what they may not read', async () => {
  const packer = await staffSession(market, 'packer');
  const host = await staffSession(market, 'host');
  expect((await table({}, packer.headers)).status).toBe(403);
  expect((await table({ stream: 'audit-day' }, host.headers)).status).toBe(404);
  expect((await table({}, host.headers)).rows).toEqual([]);
  expect((await table({ from: '2026-02-30' })).text).toContain('"field":"from"');
});

test('[A6] [A1] who reads orders: operators and analysts all, hosts their own, assistants where it was granted', async () => {
  const count = (await list()).orders.length;
  const host = await staffSession(market, 'host', { staffId: market.host.staffId });
  expect((await asks({}, host.headers)).body.orders).toHaveLength(count);
  const another = await staffSession(market, 'host');
  expect((await asks({}, another.headers)).body.orders).toEqual([]);
  expect(await asks({ stream: 'audit-day' }, another.headers)).toMatchObject({
    ...{ status: 404, body: { code: 'NOT_FOUND' } },
  });
  const assistant = await staffSession(market, 'assistant');
  const grants = async (...granted: ('pin' | 'orders:view')[]) =>
    accepted(await market.floor('stream:grant', { staffId: assistant.staffId, grants: granted }));
  /** What the rail offers, and what is said of each stream. */
  const offered = async () => {
    const read = async (path: string) =>
      (await fetch(`${url}/api/v1${path}`, { headers: assistant.headers })).json();
    const { pages } = (await read('/me')) as MeView;
    const { streams } = (await read('/console/streams')) as { streams: OwnStream[] };
    return { pages, grants: streams.map(({ grants }) => grants) };
  };
  const told = async (query = {}) => {
    const { status, body } = await asks(query, assistant.headers);
    return body.orders?.length ?? `${status} ${body.code}`;
  };
  expect([await told(), await told({ stream: 'audit-day' })]).toEqual(['403 FORBIDDEN', '404 NOT_FOUND']);
  await grants('pin');
  expect([await told(), await told({ stream: 'audit-day' })]).toEqual(['403 FORBIDDEN', '403 FORBIDDEN']);
  expect(await offered()).toEqual({ pages: ['home', 'live'], grants: [['pin']] });
  await grants('pin', 'orders:view');
  expect(await offered()).toEqual({ pages: ['home', 'live', 'orders'], grants: [['pin', 'orders:view']] });
  expect([await told(), await told({ stream: 'audit-day' })]).toEqual([count, count]);
  const analyst = await staffSession(market, 'analyst');
  expect((await asks({}, analyst.headers)).body.orders).toHaveLength(count);
  for (const role of ['producer', 'packer'] satisfies StaffRole[]) {
    const { headers } = await staffSession(market, role);
    expect([role, (await asks({}, headers)).status]).toEqual([role, 403]);
  }
  expect((await asks({}, {})).status).toBe(401);
});
