import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dueDaysOf, dueLinesOf } from '../../server/application/payout/due.ts';
import { verifyMarket } from '../../server/audit/verify.ts';
import { openLedger } from '../../server/cli/ledger.ts';
import { readConfig } from '../../server/config.ts';
import { factOf } from '../../server/event-log/commit/hash-chain.ts';
import type { StoredFact } from '../../server/event-log/ports/store.ts';
import { createLog } from '../../server/gateway/logging/log.ts';
import { logKinds } from '../../server/logs.ts';
import { openStores, type Stores } from '../../server/main.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import type { StreamRow } from '../../server/ports/rows.ts';
import { openStoresAlone } from '../../server/tools/demo/market/past/open-alone.ts';
import { type Past, playPast } from '../../server/tools/demo/market/past/play.ts';
import type { SalesReport } from '../../shared/contract/sales.ts';
import { DAY, HOUR } from '../../shared/values/time.ts';
import { isLively, paceOf } from '../builders/pace.ts';

const NOW_MS = Date.parse('2026-11-28T20:10:00+08:00');
const AUTH_SECRET = 'one secret for every playing of it, and long enough';

interface Played {
  folder: string;
  stores: Stores;
  past: Past;
  streams: StreamRow[];
}

let whole: Played;
const folders: string[] = [];

function configOf(folder: string) {
  return readConfig({ DATA_DIR: folder, LOG_LEVEL: 'warn', SQLITE_SYNC: 'normal', AUTH_SECRET }, 'demo');
}

async function play(newest?: number): Promise<Played> {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-past-'));
  folders.push(folder);
  const config = configOf(folder);
  const alone = await openStoresAlone(config);
  const few = newest === undefined ? {} : { newest };
  const world = { config, ...alone, webhooks: null, log: createLog('warn') };
  const past = await playPast(world, { nowMs: NOW_MS, ...few });
  await alone.close();
  const stores = await openStores(config);
  const streams = await stores.readers.streams({ rehearsals: true, limit: 50 });
  return { folder, stores, past, streams };
}

beforeAll(async () => {
  whole = await play();
});
afterAll(async () => {
  await whole?.stores.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const tonights = () => whole.streams.find(({ slug }) => slug === whole.past.liveSlug)!;
const reportOf = async ({ streamId }: StreamRow): Promise<SalesReport> =>
  (await whole.stores.readers.sales(streamId, NOW_MS))!;

test('twelve streams of two months by three hosts, tonight’s that is on, and one that comes', () => {
  const { streams, past } = whole;
  const over = streams.filter(({ status }) => status === 'CLOSED');
  expect(over).toHaveLength(12);
  expect(new Set(over.map(({ hostName }) => hostName)).size).toBe(3);
  const began = over.map(({ scheduledAtMs }) => scheduledAtMs);
  // The last 30 days and the 30 before have streams, and the first order is on the first of those.
  expect(NOW_MS - Math.min(...began)).toBeGreaterThan(59 * DAY);
  expect(NOW_MS - Math.min(...began)).toBeLessThan(60 * DAY);
  const ofLastDays = began.filter((atMs) => NOW_MS - atMs < 29 * DAY);
  expect([ofLastDays.length, over.length - ofLastDays.length]).toEqual([8, 4]);
  expect(NOW_MS - Math.max(...began)).toBeLessThan(5 * DAY);
  expect(streams.find(({ slug }) => slug === past.liveSlug)).toMatchObject({
    status: 'LIVE',
    liveStartMs: NOW_MS - 40 * 60_000,
  });
  const next = streams.find(({ slug }) => slug === past.nextSlug)!;
  expect(next.status).toBe('SCHEDULED');
  expect(next.scheduledAtMs).toBeGreaterThan(NOW_MS + 6 * DAY);
  expect(streams).toHaveLength(14);
});

test('[O11] of the newest evening the office has cancelled an order that nobody could deliver', async () => {
  const { streams, past, stores } = whole;
  const { streamId } = streams.find(({ slug }) => slug === past.lastSlug)!;
  const facts = await stores.store.factsAfter(streamId, 0, 100_000, ['order_cancelled']);
  const said = facts.map((stored) => factOf<StreamFact>(stored));
  const off = said.filter((fact) => 'calledOffBy' in fact);
  expect(off).toMatchObject([{ reason: 'undeliverable', stage: 'paid' }]);
  // [O12] It says why in a note of its own, and another order waits with one.
  const [{ orderId }] = off as unknown as [{ orderId: string }];
  expect(await stores.directory.notesOf(orderId)).toHaveLength(1);
});

test('of the newest evening one product lost its orders before they were paid, in two minutes', async () => {
  const { streams, past, stores } = whole;
  const { streamId, liveStartMs } = streams.find(({ slug }) => slug === past.lastSlug)!;
  const ordered = await stores.store.factsAfter(streamId, 0, 10_000, ['order_placed']);
  const expired = await stores.store.factsAfter(streamId, 0, 10_000, ['order_expired']);
  const gone = new Set(
    expired.map((stored) => factOf<{ type: 'order_expired'; orderId: string }>(stored).orderId),
  );
  type Placed = { type: 'order_placed'; orderId: string; lines: { itemNumber: number }[] };
  const lost = ordered.filter((stored) => {
    const { orderId, lines } = factOf<Placed>(stored);
    return gone.has(orderId) && lines.every(({ itemNumber }) => itemNumber === 6);
  });
  expect(lost.length).toBeGreaterThanOrEqual(8);
  const minutes = new Set(lost.map(({ atMs }) => Math.floor((atMs - liveStartMs!) / 60_000)));
  expect([...minutes]).toEqual([14, 15]);
});

test('of 60 to 180 orders each, by buyers who come again', async () => {
  const { streams, stores } = whole;
  const buyers = new Map<string, number>();
  for (const stream of streams.filter(({ liveStartMs }) => liveStartMs !== null)) {
    const facts = await stores.store.factsAfter(stream.streamId, 0, 10_000, ['order_placed']);
    for (const stored of facts) {
      const { buyerId } = factOf<{ type: 'order_placed'; buyerId: string }>(stored);
      buyers.set(buyerId, (buyers.get(buyerId) ?? 0) + 1);
    }
    if (stream.status === 'CLOSED') {
      expect(facts.length, stream.title).toBeGreaterThanOrEqual(60);
      expect(facts.length, stream.title).toBeLessThanOrEqual(180);
    }
  }
  const again = [...buyers.values()].filter((orders) => orders > 1);
  expect(again.length / buyers.size).toBeGreaterThan(0.3);
});

test('tonight no minute is quiet: six orders, a flash, and something sold out or somebody refused', async () => {
  const { stores } = whole;
  const { streamId, liveStartMs } = tonights();
  const facts: StoredFact[] = [];
  for (let after = 0; ; after = facts.at(-1)!.seq) {
    const page = await stores.store.factsAfter(streamId, after, 5_000);
    facts.push(...page);
    if (page.length < 5_000) break;
  }
  const refusals = await stores.readers.refusals(streamId);
  const pace = paceOf(streamId, facts, refusals, { fromMs: liveStartMs!, minutes: 40 });
  const quiet = pace.filter((minute) => !isLively(minute));
  expect(quiet).toEqual([]);
});

test('tonight aims at a sum of which 40 to 60 % is sold', async () => {
  const { streamId } = tonights();
  const [stored] = await whole.stores.store.factsAfter(streamId, 0, 10, ['terms_set']);
  const { now } = factOf<{ type: 'terms_set'; now: { targetMinor: number } }>(stored!);
  const { summary } = await reportOf(tonights());
  const reached = summary.gmvPaidMinor / now.targetMinor;
  expect(reached).toBeGreaterThan(0.4);
  expect(reached).toBeLessThan(0.6);
});

test('today has something of everything: parcels to pack of which some are late, claims, and money due by Friday', async () => {
  const { readers, settlement } = whole.stores;
  const toPack = await readers.countOrders({ isToPack: true }, 1_000);
  const late = await readers.countOrders({ lateOn: '2026-11-28' }, 1_000);
  expect(toPack).toBeGreaterThanOrEqual(24);
  expect(late).toBeGreaterThan(3);
  expect(late).toBeLessThan(toPack - 3);
  expect(await readers.countOrders({ claim: 'open' }, 10)).toBe(2);
  const [low] = await readers.lowStock(null, 10);
  expect(low!.products).toBeGreaterThan(0);
  // On a Thursday it is due tomorrow already.
  const thursdayMs = Date.parse('2026-12-03T20:10:00+08:00');
  const days = await dueDaysOf(settlement!, 'Asia/Shanghai', NOW_MS);
  expect(days.days[1]!.sums[0]!.amountMinor).toBeGreaterThanOrEqual(500_000);
  const tomorrow = { year: 2026, month: 11, day: 29 };
  const named = { namesOf: (producer: string) => ({ producer }), referenceOf: () => '1-1' };
  const due = await dueLinesOf(
    settlement!,
    { day: tomorrow, timeZone: 'Asia/Shanghai', ...named },
    thursdayMs,
  );
  expect(due.sums[0]!.amountMinor).toBeGreaterThanOrEqual(500_000);
});

test('of those who watch an evening 4 to 8 in a hundred pay, and nobody takes a step without the one before', async () => {
  for (const stream of whole.streams.filter(({ liveStartMs }) => liveStartMs !== null)) {
    const { summary, items, channels } = await reportOf(stream);
    expect(summary.viewers).toBeGreaterThan(200);
    expect(summary.cvr, stream.title).toBeGreaterThan(0.04);
    expect(summary.cvr, stream.title).toBeLessThan(0.08);
    const { viewers, exposedViewers, openedViewers, adders, orderingBuyers, payingBuyers } = summary;
    const steps = [viewers, exposedViewers, openedViewers, adders!, orderingBuyers, payingBuyers];
    expect(steps, stream.title).toEqual(steps.toSorted((a, b) => b - a));
    expect(exposedViewers / viewers).toBeGreaterThan(0.9);
    expect(channels.filter((channel) => channel.viewers > 0)).toHaveLength(5);
    for (const item of items) {
      expect(item.sellThrough ?? 0, `${stream.title} ${item.name}`).toBeLessThanOrEqual(1);
      expect(item.openedViewers).toBeGreaterThanOrEqual(item.adders!);
    }
  }
});

test('parcels of all streams have come, save one that is lost, one that came back, and those of the newest', async () => {
  const { stores, streams, past } = whole;
  const count = new Map<string, number>();
  for (const { streamId, slug } of streams) {
    for (const { shipment, lines } of await stores.readers.parcels({ streamId, limit: 200 })) {
      const isBack = lines.some(({ sellable }) => sellable > 0);
      const name = `${isBack ? 'back, ' : ''}${shipment.status}${slug === past.lastSlug ? ' of the newest' : ''}`;
      count.set(name, (count.get(name) ?? 0) + 1);
    }
  }
  expect(count.get('LOST')).toBe(1);
  expect([...count.keys()].filter((name) => name.startsWith('back, '))).toHaveLength(1);
  expect(count.get('DELIVERED')).toBeGreaterThan(150);
  expect(count.get('SHIPPED of the newest')).toBeGreaterThan(2);
  expect(count.get('DELIVERED of the newest')).toBeGreaterThan(5);
  const last = streams.find(({ slug }) => slug === past.lastSlug)!;
  expect((await stores.readers.toPack(last.streamId, 100)).length).toBeGreaterThanOrEqual(24);
});

test('five claims: two were accepted, one declined, and two are open', async () => {
  const { stores, streams, past } = whole;
  const statuses: string[] = [];
  for (const { streamId } of streams) {
    const claims = await stores.readers.claims({
      streamId,
      statuses: ['OPEN', 'ACCEPTED', 'DECLINED'],
      limit: 50,
    });
    statuses.push(...claims.map(({ status }) => status));
  }
  expect(statuses.sort()).toEqual(['ACCEPTED', 'ACCEPTED', 'DECLINED', 'OPEN', 'OPEN']);
  // The returning buyer has one that was answered, and reads what they sent with it.
  const own = await stores.readers.ordersOf([past.returning!.buyerId], 100);
  const orderIds = own.map(({ order }) => order.orderId);
  const said = await stores.readers.claims({ orderIds, limit: 50 });
  expect(said.map(({ status, textId }) => [status, textId !== null])).toEqual([['ACCEPTED', true]]);
});

test('producers are paid: two late, one overdue, all others in time; and in a week money falls due', async () => {
  const settlement = whole.stores.settlement!;
  const promises = await settlement.promises(NOW_MS);
  expect(promises.length).toBeGreaterThanOrEqual(40);
  expect(promises.filter(({ paidLate }) => paidLate > 0)).toHaveLength(2);
  expect(promises.filter(({ overdue }) => overdue > 0)).toHaveLength(1);
  const sum = (what: 'due' | 'onTime') => promises.reduce((all, each) => all + each[what], 0);
  expect(sum('onTime') / sum('due')).toBeGreaterThan(0.8);
  const payouts = await settlement.payouts({ limit: 500 });
  expect(payouts.length).toBeGreaterThan(20);
  expect(payouts.every(({ amountMinor, atMs }) => amountMinor > 0 && atMs < NOW_MS)).toBe(true);
  const inAWeek = await settlement.promises(NOW_MS + 7 * DAY + HOUR);
  expect(inAWeek.filter(({ overdue }) => overdue > 0).length).toBeGreaterThan(3);
});

test('four streams have a recording from the beginning to the last seconds, and the newest is the one that is named', async () => {
  const { openRecordings } = await import('../../server/adapters/files/recordings.ts');
  const recordings = openRecordings(whole.folder, 'main');
  const recorded = [];
  for (const stream of whole.streams) {
    const pieces = await recordings.pieces(stream.streamId);
    if (pieces.length === 0) continue;
    recorded.push(stream);
    const [first, last] = [pieces[0]!, pieces.at(-1)!];
    expect(first.atMs).toBe(stream.liveStartMs);
    expect((stream.endedAtMs ?? 0) - last.atMs - last.durationMs).toBeLessThan(last.durationMs);
    expect(pieces.every(({ bytes }) => bytes > 10_000)).toBe(true);
  }
  expect(recorded).toHaveLength(4);
  const newest = recorded.sort((a, b) => (b.endedAtMs ?? 0) - (a.endedAtMs ?? 0))[0]!;
  expect(newest.slug).toBe(whole.past.recordedSlug);
});

test('nothing in the books of the past is broken', async () => {
  const ledger = await openLedger(configOf(whole.folder));
  try {
    expect(await ledger.damage()).toBeNull();
    const reports = await verifyMarket(ledger, logKinds, null);
    expect(reports.flatMap(({ finding }) => finding ?? [])).toEqual([]);
    // The shop, fourteen streams, and the chat of each but that of next week.
    expect(reports).toHaveLength(28);
  } finally {
    await ledger.close();
  }
});

test('the same evening gives the same logs, to the last hash', async () => {
  const heads = [];
  for (let turn = 0; turn < 2; turn += 1) {
    const { stores, streams } = await play(1);
    const found = await stores.store.heads([...streams.map(({ streamId }) => streamId), 'shop']);
    heads.push(found.map(({ seq, hash }) => `${seq} ${hash}`).sort());
    await stores.close();
  }
  expect(heads[0]).toHaveLength(4);
  expect(heads[1]).toEqual(heads[0]);
});
