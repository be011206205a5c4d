import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import type { StaffActor } from '../../server/application/application.ts';
import { expectedOfStream } from '../../server/subscribers/settlement/shares-of-stream.ts';
import { type AfterStream, afterStream } from '../../shared/contract/after-stream.ts';
import type { SalesReport } from '../../shared/contract/sales.ts';
import { HOUR } from '../../shared/values/time.ts';
import { AuditMarket, playAuditDay } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';
import { staffSession } from '../builders/staff-session.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let market: AuditMarket;
let url: string;
let host: Record<string, string>;
let operator: Record<string, string>;
let assistant: Awaited<ReturnType<typeof staffSession>>;

beforeAll(async () => {
  market = await AuditMarket.open(await openMemory());
  await market.restarts(0);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  operator = (await staffSession(market, 'operator')).headers;
  assistant = await staffSession(market, 'assistant');
  host = (await staffSession(market, 'host', market.host)).headers;
});
afterAll(() => market.close());

async function asks<Body>(path: string, headers = operator) {
  const answer = await fetch(`${url}/api/v1/${path}`, { headers });
  return { status: answer.status, body: (await answer.json()) as Body & { code?: string } };
}

async function looks(headers = host): Promise<AfterStream> {
  // The settlement rests after each page.
  await market.passes(1_000);
  await market.app.outbox.idle();
  const { status, body } = await asks<AfterStream>('streams/audit-day/summary', headers);
  expect(status).toBe(200);
  expect(afterStream.safeParse(body).error).toBeUndefined();
  return body;
}

const packer = (): StaffActor => ({
  ...{ staffId: market.ids.next(), name: 'Bai', role: 'packer', device: 'desk' },
});

/** Packs and delivers all that waits. */
async function deliversAll(): Promise<void> {
  const who = packer();
  const { application } = market.app;
  const desk = await application.packing('audit-day');
  for (const { orderIds, origin } of desk!.toPack) {
    const asked = { key: market.ids.next(), orderIds, origin };
    const { streamId, clock } = market;
    const { shipmentId } = accepted(
      await application.console(who, streamId, 'parcel:pack', asked, clock.steadyMs()),
    );
    const shipped = { key: market.ids.next(), shipmentId, carrier: 'SF', trackingCode: shipmentId.slice(-9) };
    accepted(await application.console(who, streamId, 'parcel:ship', shipped, clock.steadyMs()));
    const delivered = { key: market.ids.next(), shipmentId, deliveredAtMs: clock.nowMs() };
    accepted(await application.console(who, streamId, 'parcel:deliver', delivered, clock.steadyMs()));
  }
}

test('[S12] a stream that never went live has no summary', async () => {
  expect(await asks('streams/audit-day/summary', host)).toMatchObject({
    ...{ status: 409, body: { code: 'STREAM_NOT_LIVE' } },
  });
});

test('[S12] what was sold is what the insights say, what is to pack is what the desk has', async () => {
  await playAuditDay(market);
  accepted(await market.floor('stream:grant', { staffId: assistant.staffId, grants: ['pin'] }));
  accepted(await market.floor('stream:end', {}));
  const now = await looks();
  const { body: insights } = await asks<SalesReport>('insights/audit-day', host);
  const { gmvPaidMinor, paidOrders, paidUnits, payingBuyers, viewers, bridge } = insights.summary;
  expect(now).toMatchObject({ status: 'ENDED', currency: 'CNY', isSettling: false });
  expect(now.closesAtMs).toBeGreaterThan(now.endedAtMs!);
  expect(now.sold).toEqual({
    ...{ gmvPaidMinor, paidOrders, paidUnits, payingBuyers, viewers },
    unpaidMinor: bridge.openMinor,
    // Of each of six buyers the 9.00 at the door, and the unit for which somebody had waited.
    atDoorMinor: 6 * 900 + 700,
  });
  expect(gmvPaidMinor).toBeGreaterThan(0);
  expect(now.items.reduce((sum, item) => sum + (item.gmvPaidMinor ?? 0), 0)).toBe(gmvPaidMinor);
  const desk = await market.app.application.packing('audit-day');
  const open = now.ships.days.reduce((sum, { toPack }) => sum + toPack, 0);
  expect(open).toBe(desk!.toPack.length);
  expect(open).toBeGreaterThan(0);
});

test('[S12] [H5] whoever waited stands there when nobody can be offered anything any more', async () => {
  await market.passes(3 * HOUR);
  const { items, status } = await looks();
  expect(status).toBe('CLOSED');
  expect(items.find(({ itemNumber }) => itemNumber === 4)).toMatchObject({ waitedBuyers: 2, waitedUnits: 2 });
  expect(items.find(({ itemNumber }) => itemNumber === 1)).toMatchObject({ waitedBuyers: 0, waitedUnits: 0 });
});

test('[S12] [M1] what each producer gets is what they have once all of it is delivered', async () => {
  const before = await looks();
  await deliversAll();
  const after = await looks();
  const standings = await market.stores.settlement!.standings({ open: false, limit: 1_000 });
  const got = new Map<string, number>();
  for (const { producerId, shareMinor, reversedShareMinor } of standings) {
    got.set(producerId, (got.get(producerId) ?? 0) + shareMinor - reversedShareMinor);
  }
  expect(before.producers!.length).toBe(1);
  for (const { producerId, shareMinor, deliveredMinor } of before.producers!) {
    expect(deliveredMinor).toBe(0);
    expect(shareMinor).toBe(got.get(producerId));
  }
  const due = Math.max(...standings.map(({ dueUntilMs }) => dueUntilMs));
  for (const { shareMinor, deliveredMinor, dueUntilMs } of after.producers!) {
    expect({ deliveredMinor, dueUntilMs }).toEqual({ deliveredMinor: shareMinor, dueUntilMs: due });
  }
  expect(after.ships.days).toEqual([]);
});

test('[S12] [A1] an assistant without orders sees no money, and nobody of another stream sees anything', async () => {
  const path = 'streams/audit-day/summary';
  const seen = await looks(assistant.headers);
  expect(seen).toMatchObject({ sold: null, producers: null });
  expect(seen.items.every((item) => item.gmvPaidMinor === undefined)).toBe(true);
  expect(seen.items).not.toEqual([]);
  const another = await staffSession(market, 'assistant');
  expect((await asks(path, another.headers)).status).toBe(404);
  expect((await asks(path, (await staffSession(market, 'host')).headers)).status).toBe(404);
  expect((await asks(path, (await staffSession(market, 'packer')).headers)).status).toBe(403);
  expect((await asks(path, {})).status).toBe(401);
  expect((await asks('streams/nothing/summary', host)).status).toBe(404);
});

test('a stream with more orders than are read says nothing of producers, and no part of a sum', async () => {
  const { readers, store, settlement } = market.stores;
  const stream = (await readers.streamBySlug('audit-day'))!;
  const many = await readers.ordersOfStream(stream.streamId, null, 1);
  let reads = 0;
  const endless = async () => {
    reads += 1;
    return Array.from({ length: 1_000 }, () => many[0]!);
  };
  const deps = { store, settlement, clock: market.clock, engines: market.app.engines };
  const asked = { ...deps, readers: { ...readers, ordersOfStream: endless } };
  expect(await expectedOfStream(asked as never, stream)).toBeNull();
  expect(reads).toBe(20);
});
