import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { factOf } from '../../server/event-log/commit/hash-chain.ts';
import type { OrderFacts } from '../../server/market/order/facts.ts';
import type { ParcelFacts } from '../../server/market/parcel/facts.ts';
import type { OfficeOrder, OfficeOrders } from '../../shared/contract/office-orders.ts';
import type { OfficeToday } from '../../shared/contract/office-today.ts';
import type {
  DueDays,
  DueLines,
  PayablesView,
  SettlementOverview,
} from '../../shared/contract/settlement.ts';
import type { StaffRole } from '../../shared/market/account/contract.ts';
import { CLAIM_ANSWER_MS } from '../../shared/market/parcel/bounds.ts';
import { DAY } from '../../shared/values/time.ts';
import { playAfterSale } from '../builders/after-sale-day.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';
import { staffSession } from '../builders/staff-session.ts';
import { until } from '../builders/until.ts';
import { SqliteGround } from './sqlite-ground.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

type Stores = Awaited<ReturnType<SqliteGround['open']>>;
type Facts = OrderFacts & ParcelFacts;
type Fact = { [Type in keyof Facts]: { type: Type; atMs: number } & Facts[Type] }[keyof Facts];

const ground = new SqliteGround();
let stores: Stores;
let market: AuditMarket;
let url: string;
const sessions = new Map<StaffRole, Record<string, string>>();

beforeAll(async () => {
  stores = await ground.open();
  market = await AuditMarket.open(stores);
  // A start numbers the streams that the shop has not named yet.
  await market.restarts(0);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  const operator = { staffId: market.ids.next(), name: 'Li', role: 'operator', device: 'desk' } as const;
  const { packer, buyers, orderIds } = await playAfterSale(market, async () => ({}));
  const desk = market.app.application;
  const act = <C extends Parameters<typeof desk.console>[2]>(command: C, request: object) =>
    desk.console(
      packer,
      market.streamId,
      command,
      { key: market.ids.next(), ...request } as never,
      market.clock.nowMs(),
    );
  const origin = await market.app.engines
    .stream(market.streamId)
    .then((engine) => engine!.read((state) => state.items.get(1)!.origin));
  const packs = async (orderId: string) =>
    accepted(await act('parcel:pack', { orderIds: [orderId], origin })) as { shipmentId: string };
  // Three more are packed: one stays there, two arrive, of which one is complained about.
  await packs(orderIds[5]!);
  for (const n of [6, 7]) {
    const { shipmentId } = await packs(orderIds[n]!);
    accepted(await act('parcel:ship', { shipmentId, carrier: 'SF', trackingCode: `SF-200${n}` }));
    accepted(await act('parcel:deliver', { shipmentId, deliveredAtMs: market.clock.nowMs() }));
  }
  const claim = { orderId: orderIds[6]!, itemNumber: 1, unitPriceMinor: 1_999, units: 1 };
  await market.passes(60_000);
  accepted(await market.live(buyers[5]!, 'claim:open', { ...claim, shareBps: 5_000, reason: 'damaged' }));
  const unfilled = { orderId: orderIds[8]!, itemNumber: 1, unitPriceMinor: 1_999, units: 2 };
  accepted(await market.floor('order:cannot-fill', unfilled));
  await until(async () => {
    market.clock.passes(1_000);
    return (await stores.settlement.behind(10)).length === 0;
  }, 30_000);
  for (const role of ['operator', 'host', 'assistant', 'packer', 'analyst'] as const) {
    sessions.set(role, (await staffSession(market, role)).headers);
  }
  sessions.set('operator', (await staffSession(market, 'operator', { staffId: operator.staffId })).headers);
});
afterAll(async () => {
  await market?.close();
  await stores?.close();
  ground.remove();
});

async function get<Reply>(path: string, role: StaffRole = 'operator'): Promise<Reply> {
  const answer = await fetch(`${url}/api/v1${path}`, { headers: sessions.get(role)! });
  expect([path, answer.status]).toEqual([path, 200]);
  return (await answer.json()) as Reply;
}

const listed = async (filter: string) => {
  const { orders, next } = await get<OfficeOrders>(`/office/orders?limit=200&${filter}`);
  expect(next).toBeNull();
  return orders.map(({ orderId }) => orderId).sort();
};

/** What the log alone says, without a table. */
async function counted() {
  const stored = await stores.store.factsAfter(market.streamId, 0, 10_000);
  const facts = stored.map((each) => ({ ...factOf<Fact>(each), atMs: each.atMs }) as Fact);
  const units = new Map<string, number>();
  const confirmed = new Set<string>();
  const claims = new Map<string, { orderId: string; atMs: number }>();
  for (const fact of facts) {
    if (fact.type === 'order_placed') {
      units.set(
        fact.orderId,
        fact.lines.reduce((sum, line) => sum + line.units, 0),
      );
      if (fact.payment === 'cash_on_delivery') confirmed.add(fact.orderId);
    }
    if (fact.type === 'order_paid') confirmed.add(fact.orderId);
    if (fact.type === 'line_unfilled') units.set(fact.orderId, units.get(fact.orderId)! - fact.units);
    if (fact.type === 'shipment_packed') {
      for (const line of fact.lines) units.set(line.orderId, units.get(line.orderId)! - line.units);
    }
    if (fact.type === 'claim_opened') claims.set(fact.claimId, fact);
    if (fact.type === 'claim_decided') claims.delete(fact.claimId);
  }
  const open = [...claims.values()];
  return {
    toPack: [...confirmed].filter((orderId) => units.get(orderId)! > 0).sort(),
    claims: [...new Set(open.map(({ orderId }) => orderId))].sort(),
    openedAtMs: Math.min(...open.map(({ atMs }) => atMs)),
  };
}

test('[A6] today, the list of orders and the log agree on what is to pack and on open claims', async () => {
  const { toPack, claims, openedAtMs } = await counted();
  const today = await get<OfficeToday>('/office/today');
  expect([toPack.length, claims.length]).toEqual([3, 1]);
  expect(await listed('pack=waiting')).toEqual(toPack);
  // Its stream is over: the rows that say so are the same, and so are their pages.
  const { orders } = await get<OfficeOrders>('/office/orders?limit=200');
  const rows = orders.filter(({ isToPack }) => isToPack);
  expect(rows.map(({ orderId }) => orderId).sort()).toEqual(toPack);
  for (const { reference, isToPack = false } of orders) {
    const { lines } = await get<OfficeOrder>(`/office/orders/${reference}`);
    expect([reference, lines.some(({ unitsToPack }) => unitsToPack > 0)]).toEqual([reference, isToPack]);
  }
  expect(await listed('claim=open')).toEqual(claims);
  expect(today).toMatchObject({
    toPack: toPack.length,
    claims: claims.length,
    answerByMs: openedAtMs + CLAIM_ANSWER_MS,
    late: (await listed('pack=late')).length,
  });
});

test('[M2] what is due is what each producer’s payout would pay, line by line, and all that the books owe', async () => {
  const { days } = await get<DueDays>('/settlement/due');
  expect(days).toHaveLength(2);
  // A week on all of it is due, save what waits for a claim.
  const inAWeek = new Date(market.clock.nowMs() + 9 * DAY).toISOString().slice(0, 10);
  for (const day of [...days.map((each) => each.day), inAWeek]) {
    const due = await get<DueLines>(`/settlement/due/${day}`);
    const { producers } = await get<SettlementOverview>('/settlement');
    let [amountMinor, lines] = [0, 0];
    for (const { producerId, currency } of producers) {
      const drawer = await get<PayablesView>(
        `/settlement/producers/${producerId}?currency=${currency}&until=${day}`,
      );
      if (drawer.payoutMinor <= 0) continue;
      amountMinor += drawer.payoutMinor;
      lines += drawer.payoutLines;
      expect(due.untilMs).toBe(drawer.untilMs);
    }
    const sums = lines === 0 ? [] : [{ currency: 'CNY', amountMinor, lines }];
    expect([day, due.sums]).toEqual([day, sums]);
    expect(due.lines).toHaveLength(lines);
    expect(due.lines.reduce((sum, line) => sum + line.amountMinor, 0)).toBe(amountMinor);
    expect(days.find((each) => each.day === day)?.sums ?? sums).toEqual(sums);
  }
  const all = await get<DueLines>(`/settlement/due/${inAWeek}`);
  const { trialBalance, overdue } = await get<SettlementOverview>('/settlement');
  const owed = trialBalance
    .filter(({ account }) => account.startsWith('producer_payable'))
    .reduce((sum, each) => sum - each.amountMinor, 0);
  const paused = (await stores.settlement.standings({ open: true, limit: 100 }))
    .filter(({ isPaused }) => isPaused)
    .reduce((sum, each) => sum + each.shareMinor - each.reversedShareMinor - each.paidMinor, 0);
  expect(paused).toBeGreaterThan(0);
  expect(all.sums).toEqual([{ currency: 'CNY', amountMinor: owed - paused, lines: all.lines.length }]);
  expect(overdue.every(({ reference }) => all.lines.some((line) => line.reference === reference))).toBe(true);
});

test('[M2] the second day is the next Friday in the shop’s zone, and a day that is none is not found', async () => {
  const { days, timeZone } = await get<DueDays>('/settlement/due');
  const weekday = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone });
  const [today, friday] = days as [DueDays['days'][number], DueDays['days'][number]];
  expect(weekday.format(friday.untilMs - 1)).toBe('Friday');
  expect(friday.untilMs - today.untilMs).toBeGreaterThan(0);
  expect(friday.untilMs - today.untilMs).toBeLessThanOrEqual(7 * DAY);
  const answer = await fetch(`${url}/api/v1/settlement/due/2026-02-30`, {
    headers: sessions.get('operator')!,
  });
  expect(answer.status).toBe(404);
});

test('[A6] a host is counted their own streams alone, and who may not read orders is told nothing', async () => {
  expect(await get<OfficeToday>('/office/today', 'host')).toMatchObject({
    ...{ toPack: 0, late: 0, claims: 0, answerByMs: null, lowStock: [] },
  });
  for (const [role, path] of [
    ['assistant', '/office/today'],
    ['packer', '/office/today'],
    ['analyst', '/office/today'],
    ['host', '/settlement/due'],
    ['packer', '/settlement/due/2026-12-04'],
  ] as const) {
    const { status } = await fetch(`${url}/api/v1${path}`, { headers: sessions.get(role)! });
    expect([role, path, status]).toEqual([role, path, 403]);
  }
});
