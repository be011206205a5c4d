import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type MemoryStores, openMemory } from '../../server/adapters/memory/open.ts';
import type { OfficeOrders, OrderOutcome } from '../../shared/contract/office-orders.ts';
import type { PartBy, PartsReport } from '../../shared/contract/parts.ts';
import { lostMost } from '../../shared/values/lost-most.ts';
import { AuditMarket, playAuditDay } from '../builders/audit-market.ts';
import { staffSession } from '../builders/staff-session.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let stores: MemoryStores;
let market: AuditMarket;
let url: string;
let analyst: Record<string, string>;

beforeAll(async () => {
  stores = openMemory();
  market = await AuditMarket.open(stores);
  await market.restarts(0);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  await playAuditDay(market);
  analyst = (await staffSession(market, 'analyst')).headers;
});
afterAll(() => market.close());

async function get<Body>(path: string, query: Record<string, string | number>): Promise<Body> {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, `${value}`]));
  const answer = await fetch(`${url}/api/v1${path}?${search}`, { headers: analyst });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Body;
}
const parts = async (by: PartBy) => (await get<PartsReport>('/insights/audit-day/parts', { by })).parts;
const orders = (query: Record<string, string | number>) =>
  get<OfficeOrders>('/office/orders', { stream: 'audit-day', limit: 200, ...query });

test.each(['item', 'channel', 'price', 'producer'] as const)(
  'by %s: each number of orders is as many as the list has with its filter',
  async (by) => {
    const told = await parts(by);
    expect(told.length).toBeGreaterThan(0);
    for (const part of told) {
      const list = async (outcome?: OrderOutcome) =>
        (await orders({ [by]: part.of, ...(outcome && { outcome }) })).orders.length;
      const { of, ordered, paid, unpaid, kept, cancelled, refunded } = part;
      expect([of, await list(), await list('paid'), await list('unpaid'), await list('kept')]).toEqual([
        ...[of, ordered, paid, unpaid, kept],
      ]);
      expect([of, await list('cancelled'), await list('refunded'), await list('undone')]).toEqual([
        ...[of, cancelled, refunded, paid - kept],
      ]);
    }
  },
);

test('the table for a spreadsheet says the same of each item, and where it lost most', async () => {
  const answer = await fetch(`${url}/api/v1/insights/audit-day/items.csv`, { headers: analyst });
  const rows = parse(await answer.text(), { columns: true, bom: true }) as Record<string, string>[];
  const told = await parts('item');
  expect(rows.map(({ number }) => number)).toEqual(told.map(({ of }) => of));
  for (const [index, part] of told.entries()) {
    const { ordered, unpaid, kept, refunded, units, losses } = part;
    const row = rows[index]!;
    const counts = [row.ordered, row.never_paid, row.kept, row.refunded, row.lost_units].map(Number);
    expect(counts).toEqual([ordered, unpaid, kept, refunded, units.unpaid + units.undone]);
    const most = lostMost(losses);
    const minute = (ms: number | undefined) => (ms === undefined ? '' : new Date(ms).toISOString());
    expect([row.tapped, row.payers, row.tapped_not_paid, row.tapped_not_paid_from]).toEqual([
      ...[part.tapped, part.payers, part.toPayment?.lost].map((count) => String(count ?? '')),
      minute(part.toPayment?.when?.fromMs),
    ]);
    expect([row.lost_step, row.lost, row.lost_of]).toEqual(
      most ? [most.step, String(most.lost), String(most.of)] : ['', '', ''],
    );
  }
});

test('a range of minutes has the orders of each of them; without its beginning, or backwards, it is no range', async () => {
  const all = (await orders({})).orders.map(({ placedAtMs }) => placedAtMs);
  const [first, last] = [Math.min(...all), Math.max(...all)];
  const within = async (minuteMs: number, toMinuteMs: number) =>
    (await orders({ minuteMs, toMinuteMs })).orders.length;
  expect(await within(first, last)).toBe(all.length);
  const middle = all.toSorted()[Math.floor(all.length / 2)]!;
  const minuteOf = (ms: number) => Math.floor(ms / 60_000);
  const upTo = all.filter((ms) => minuteOf(ms) <= minuteOf(middle)).length;
  expect(await within(first, middle)).toBe(upTo);
  const refused = async (query: string) => {
    const answer = await fetch(`${url}/api/v1/office/orders?${query}`, { headers: analyst });
    return ((await answer.json()) as { field?: string }).field;
  };
  expect(await refused(`toMinuteMs=${last}`)).toBe('minuteMs');
  expect(await refused(`minuteMs=${last}&toMinuteMs=${first - 60_000}`)).toBe('toMinuteMs');
});
