import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSqliteLedger } from '../../server/adapters/sql/ledger/sqlite-ledger.ts';
import { openSqliteRecount } from '../../server/adapters/sql/ledger/sqlite-recount.ts';
import { recompute } from '../../server/audit/recompute.ts';
import { dayNamed, numberOfDay } from '../../server/shop/shop-days.ts';
import type { OfficeOrders } from '../../shared/contract/office-orders.ts';
import type { SalesReport } from '../../shared/contract/sales.ts';
import type { ShopAftermath, ShopInsights } from '../../shared/contract/shop-insights.ts';
import { shopBys } from '../../shared/values/shop-report-bounds.ts';
import { DAY } from '../../shared/values/time.ts';
import { AuditMarket, playAuditDay } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';
import { staffSession } from '../builders/staff-session.ts';
import { SqliteGround } from './sqlite-ground.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

const ground = new SqliteGround();
const STREAMS = 3;
let stores: Awaited<ReturnType<SqliteGround['open']>>;
let market: AuditMarket;
let url: string;
let analyst: Record<string, string>;
let host: Record<string, string>;
const reports: SalesReport[] = [];

/** Three streams, a week apart; the last is still live. */
beforeAll(async () => {
  stores = await ground.open();
  for (let n = 0; n < STREAMS; n += 1) {
    const before = market;
    market = await AuditMarket.open(stores, {
      slug: `week-${n + 1}`,
      ...(before && { clock: before.clock, ids: before.ids }),
    });
    await playAuditDay(market);
    // What is placed at the instant of a report is not in it yet.
    await market.passes(1_000);
    if (n === STREAMS - 1) break;
    accepted(await market.floor('stream:end', {}));
    await market.passes(61 * 60_000);
    await market.close();
    market.clock.passes(7 * DAY);
  }
  for (const { streamId } of await stores.readers.streams({ rehearsals: false, limit: 10 })) {
    reports.push((await stores.readers.sales(streamId, market.clock.nowMs()))!);
  }
  await market.restarts(0);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  analyst = (await staffSession(market, 'analyst')).headers;
  host = (await staffSession(market, 'host', { staffId: market.host.staffId })).headers;
});
afterAll(async () => {
  await market?.close();
  await stores?.close();
  ground.remove();
});

async function asks<Reply>(path: string, query: object, headers = analyst) {
  const search = new URLSearchParams(Object.entries(query));
  const answer = await fetch(`${url}/api/v1/insights/shop${path}?${search}`, { headers });
  return { status: answer.status, body: (await answer.json()) as Reply & { code?: string; field?: string } };
}
const dayOf = (atMs: number) => new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 10);
const whole = () => ({
  from: dayOf(Math.min(...reports.map(({ liveStartMs }) => liveStartMs!))),
  to: dayOf(market.clock.nowMs()),
});
const sum = (read: (report: SalesReport) => number) => reports.reduce((all, each) => all + read(each), 0);

test('the shop is the sum of its streams’ reports, to the fen, and each of these is what the log says', async () => {
  const { body } = await asks<ShopInsights>('', { ...whole(), by: 'stream' });
  expect(reports.length).toBe(STREAMS);
  expect(body.totals.gmvPaidMinor).toBe(sum(({ summary }) => summary.gmvPaidMinor));
  expect(body.totals.paidOrders).toBe(sum(({ summary }) => summary.paidOrders));
  expect(body.totals.gmvPaidMinor).toBeGreaterThan(50_000);
  // Who asks again within a few seconds reads the same count, of the same instant.
  market.clock.passes(5_000);
  const again = (await asks<ShopInsights>('', { ...whole(), by: 'stream' })).body;
  expect(again).toEqual(body);
  market.clock.passes(6_000);
  const later = (await asks<ShopInsights>('', { ...whole(), by: 'stream' })).body;
  expect(later.asOfMs).toBe(body.asOfMs + 11_000);
  for (const { slug, summary } of reports) {
    const { gmvPaidMinor, paidOrders, payingBuyers } = summary;
    expect(body.rows.find(({ key }) => key === slug)).toMatchObject({
      gmvPaidMinor,
      paidOrders,
      payingBuyers,
    });
  }
  expect(body.days.reduce((all, { gmvPaidMinor }) => all + gmvPaidMinor, 0)).toBe(body.totals.gmvPaidMinor);
  const [ledger, recount] = [openSqliteLedger(ground.file), openSqliteRecount(ground.file)];
  for (const { streamId } of reports) {
    const { difference } = (await recompute(ledger, recount, streamId, market.clock.nowMs()))!;
    expect(difference).toBeNull();
  }
  await recount.close();
  await ledger.close();
});

test('by whatever it stands, its rows add up to the whole, and so does what became of it', async () => {
  for (const by of shopBys) {
    const { body } = await asks<ShopInsights>('', { ...whole(), by });
    expect([by, body.rows.reduce((all, row) => all + row.gmvPaidMinor, 0)]).toEqual([
      ...[by, body.totals.gmvPaidMinor],
    ]);
    expect(body.leftOut).toEqual({ rows: 0, gmvPaidMinor: 0 });
    const { body: after } = await asks<ShopAftermath>('/aftermath', { ...whole(), by });
    for (const what of ['cancelledMinor', 'refundedMinor'] as const) {
      const told = sum(({ summary }) => summary.bridge[what]);
      expect([by, what, after.totals[what]]).toEqual([by, what, told]);
      expect([by, what, after.rows.reduce((all, row) => all + row[what], 0)]).toEqual([by, what, told]);
    }
  }
  const channels = (await asks<ShopInsights>('', { ...whole(), by: 'channel' })).body.rows;
  for (const { key, gmvPaidMinor, paidOrders } of channels) {
    const of = (read: 'gmvPaidMinor' | 'paidOrders') =>
      sum((report) => report.channels.find(({ channel }) => channel === key)![read]);
    expect({ gmvPaidMinor, paidOrders }).toEqual({
      ...{ gmvPaidMinor: of('gmvPaidMinor'), paidOrders: of('paidOrders') },
    });
  }
});

const listed = async (query: Record<string, string>, headers = analyst) => {
  const search = new URLSearchParams({ limit: '200', ...query });
  const answer = await fetch(`${url}/api/v1/office/orders?${search}`, { headers });
  return ((await answer.json()) as OfficeOrders).orders;
};
/** As much of a week as lies in the range. */
function weekOf(monday: string) {
  const sunday = dayNamed(numberOfDay(monday) + 6);
  const { from, to } = whole();
  return { from: [from, monday].toSorted().at(-1)!, to: [to, sunday].toSorted()[0]! };
}
/** How many people ordered these, under whatever ids. */
async function buyersOf(orders: OfficeOrders['orders']): Promise<number> {
  const found = await Promise.all(orders.map(({ orderId }) => stores.readers.orderById(orderId)));
  const people = await Promise.all(
    found.map(async (each) => (await stores.directory.identity(each!.order.buyerId)).buyerId),
  );
  return new Set(people).size;
}

test('[A6] each number of orders, and of buyers, is a list of exactly these', async () => {
  for (const headers of [analyst, host]) {
    for (const by of shopBys) {
      const asked = { ...whole(), by };
      const { body } = await asks<ShopInsights>('', asked, headers);
      const { body: after } = await asks<ShopAftermath>('/aftermath', asked, headers);
      const { currency } = body;
      const rows = body.rows.map((row) => ({
        own: (by === 'week' ? weekOf(row.key) : { [by]: row.key }) as Record<string, string>,
        row,
        fate: after.rows.find(({ key }) => key === row.key)!,
      }));
      for (const { own, row, fate } of [{ own: {}, row: body.totals, fate: after.totals }, ...rows]) {
        const those = { ...whole(), currency, outcome: 'paid', ...own };
        const lists = {
          paidOrders: await listed(those, headers),
          newBuyers: await listed({ ...those, buyers: 'new' }, headers),
          returning: await listed({ ...those, buyers: 'returning' }, headers),
          lateOrders: await listed({ ...those, shipDay: 'missed' }, headers),
          reversedOrders: await listed({ ...those, outcome: 'reversed' }, headers),
        };
        expect([
          ...[by, own, lists.paidOrders.length, lists.lateOrders.length, lists.reversedOrders.length],
          ...[await buyersOf(lists.paidOrders), await buyersOf(lists.newBuyers)],
          ...[await buyersOf(lists.returning), lists.newBuyers.length + lists.returning.length],
        ]).toEqual([
          ...[by, own, row.paidOrders, fate.lateOrders, fate.reversedOrders],
          ...[row.payingBuyers, row.newBuyers, row.payingBuyers - row.newBuyers, row.paidOrders],
        ]);
      }
    }
  }
  const { totals } = (await asks<ShopInsights>('', { ...whole(), by: 'stream' })).body;
  expect(totals.newBuyers).toBeGreaterThan(0);
  expect((await listed({ ...whole(), currency: 'JPY' })).length).toBe(0);
});

test('[A6] each number of a stream’s report is a list of exactly these', async () => {
  for (const { slug, summary, channels } of reports) {
    const of = (query: Record<string, string> = {}) => listed({ stream: slug, ...query });
    const goods = async (outcome: string) => {
      const ids = (await of({ outcome })).map(({ orderId }) => orderId);
      const found = await Promise.all(ids.map((id) => stores.readers.orderById(id)));
      return found.reduce((all, each) => all + each!.order.goodsMinor, 0);
    };
    const { bridge } = summary;
    expect([
      ...[(await of()).length, (await of({ outcome: 'paid' })).length],
      ...[await goods('expired'), await goods('cancelled_unpaid'), await goods('open'), await goods('paid')],
      ...[await buyersOf(await of()), await buyersOf(await of({ outcome: 'paid' }))],
      await buyersOf(await of({ outcome: 'retained' })),
      (await of({ outcome: 'paid', voucher: 'any' })).length,
    ]).toEqual([
      ...[summary.placedOrders, summary.paidOrders],
      ...[bridge.expiredMinor, bridge.cancelledUnpaidMinor, bridge.openMinor, summary.gmvPaidMinor],
      ...[summary.orderingBuyers, summary.payingBuyers, summary.keptBuyers, summary.given.voucherOrders],
    ]);
    for (const [at, orders] of summary.uptHistogram.entries()) {
      expect([at, (await of({ outcome: 'paid', units: `${at + 1}` })).length]).toEqual([at, orders]);
    }
    for (const { channel, ...told } of channels) {
      const those = await of({ channel });
      const paid = await of({ channel, outcome: 'paid' });
      expect([channel, those.length, paid.length, await buyersOf(those), await buyersOf(paid)]).toEqual([
        ...[channel, told.placedOrders, told.paidOrders, told.orderingBuyers, told.payingBuyers],
      ]);
      expect(await buyersOf(await of({ channel, outcome: 'retained' }))).toBe(told.keptBuyers);
    }
  }
  expect(sum(({ summary: { bridge } }) => bridge.expiredMinor + bridge.cancelledUnpaidMinor)).toBeGreaterThan(
    0,
  );
});

test('[A6] what is asked of a range of days wants one that the shop’s report takes', async () => {
  const refused = async (query: Record<string, string>) => {
    const search = new URLSearchParams(query);
    const answer = await fetch(`${url}/api/v1/office/orders?${search}`, { headers: analyst });
    return [answer.status, ((await answer.json()) as { field?: string }).field];
  };
  for (const asked of [{ weekday: '3' }, { buyers: 'new' }, { shipDay: 'missed' }]) {
    const [from, to] = ['2026-03-01', '2026-03-02'];
    expect(await refused(asked)).toEqual([400, 'from']);
    expect(await refused({ ...asked, from: '1999-12-31', to })).toEqual([400, 'from']);
    expect(await refused({ ...asked, from })).toEqual([400, 'to']);
    expect(await refused({ ...asked, from: to, to: from })).toEqual([400, 'to']);
    expect(await refused({ ...asked, from: '2025-01-01', to })).toEqual([400, 'to']);
    expect((await refused({ ...asked, from, to }))[0]).toBe(200);
  }
  expect(await refused({ weekday: '8', from: '2026-03-01', to: '2026-03-02' })).toEqual([400, 'weekday']);
  expect(await refused({ units: '5' })).toEqual([400, 'units']);
});

test('a host has the own streams, others none; a range that is none is refused with its field', async () => {
  const all = await asks<ShopInsights>('', { ...whole(), by: 'stream' });
  const own = await asks<ShopInsights>('', { ...whole(), by: 'stream' }, host);
  expect(own.body.rows.map(({ key }) => key)).toEqual([`week-${STREAMS}`]);
  expect(all.body.rows.length).toBe(STREAMS);
  const stranger = (await staffSession(market, 'host')).headers;
  expect((await asks<ShopInsights>('', { ...whole(), by: 'stream' }, stranger)).body.rows).toEqual([]);
  const packer = (await staffSession(market, 'packer')).headers;
  expect((await asks('', { ...whole(), by: 'stream' }, packer)).status).toBe(403);
  const wrong = [
    [{ from: '2026-02-30', to: '2026-03-01' }, 'from'],
    [{ from: '1999-12-31', to: '2000-01-01' }, 'from'],
    [{ from: '2026-03-02', to: '2026-03-01' }, 'to'],
    [{ from: '2025-01-01', to: '2026-03-01' }, 'to'],
    [{ from: '2026-03-01', to: '2026-02-31' }, 'to'],
    [{ from: '2026-03-01', to: '2026-03-02', weekStart: '8' }, 'weekStart'],
  ] as const;
  for (const [days, field] of wrong) {
    expect((await asks('', { ...days, by: 'stream' })).body).toMatchObject({ code: 'BAD_REQUEST', field });
    expect((await asks('/aftermath', { ...days, by: 'stream' })).body).toMatchObject({ field });
  }
});
