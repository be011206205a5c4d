import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSqliteLedger } from '../../server/adapters/sql/ledger/sqlite-ledger.ts';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import type { SqliteStores } from '../../server/adapters/sql/sqlite/ports.ts';
import { verifyMarket } from '../../server/audit/verify.ts';
import { logKinds } from '../../server/logs.ts';
import type { ProducerShareView } from '../../shared/contract/producer-share.ts';
import type { ProducerPage } from '../../shared/contract/settlement.ts';
import { DAY } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';
import { staffSession } from '../builders/staff-session.ts';

vi.setConfig({ testTimeout: 30_000 });

let folder: string;
let stores: SqliteStores;
let market: AuditMarket;
let url: string;
let producerId: string;
let operator: Record<string, string>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-share-'));
  stores = await openSqlite({ file: join(folder, 'fairday.db') });
  market = await AuditMarket.open(stores);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  await market.adds(40, 1_990);
  accepted(await market.floor('stream:go-live', {}));
  producerId = await market.app.engines.shop.read((shop) => shop.producers.get('Ma') ?? '');
  operator = (await staffSession(market, 'operator')).headers;
});
afterEach(async () => {
  await market.close();
  await stores.close();
  rmSync(folder, { recursive: true, force: true });
});

async function asks<Reply>(path: string, headers = operator, body?: object) {
  const answer = await fetch(`${url}/api/v1${path}`, {
    ...(body && { method: 'POST', body: JSON.stringify({ key: market.ids.next(), ...body }) }),
    headers: { 'content-type': 'application/json', origin: url, ...headers },
  });
  return { status: answer.status, body: (await answer.json()) as Reply & { code?: string; field?: string } };
}
const share = async () => (await asks<ProducerShareView>(`/settlement/producers/${producerId}/share`)).body;
const sets = (body: object, headers = operator) =>
  asks<{ version: number }>(`/settlement/producers/${producerId}/share`, headers, body);

test('[M6] a share is set from a day on; what was in a lineup keeps its own, and the history says who set it', async () => {
  const { today } = await share();
  expect(await share()).toMatchObject({
    ...{ version: 0, shareBps: 8_000, products: 1, changes: [] },
    streams: [{ slug: 'audit-day', products: 1, sharesBps: [8_000] }],
  });
  expect(await sets({ version: 0, from: today, shareBps: 8_250 })).toMatchObject({
    status: 200,
    body: { version: 1 },
  });
  await market.adds(40, 2_990);
  const view = await share();
  expect(view).toMatchObject({
    shareBps: 8_250,
    streams: [{ products: 2, sharesBps: [8_000, 8_250] }],
    changes: [{ wasBps: 8_000, shareBps: 8_250, atMs: market.clock.nowMs() }],
  });
  expect(view.changes[0]!.by).toEqual(expect.any(String));
  const ana = await market.buyer();
  await market.takes(ana, 1, 1, 1_990);
  await market.takes(ana, 2, 1, 2_990);
  const order = await market.orders(ana, [
    [1, 1, 1_990],
    [2, 1, 2_990],
  ]);
  const stored = await market.stores.readers.orderById(order.orderId);
  expect(stored!.lines.map(({ shareBps }) => shareBps)).toEqual([8_000, 8_250]);
  const ledger = openSqliteLedger(join(folder, 'fairday.db'));
  const reports = await verifyMarket(ledger, logKinds, null);
  await ledger.close();
  expect(reports.map(({ finding }) => finding)).toEqual([null, null]);
});

test('[M7] a reserve goes with the lineup into the order, and the history says who set it; its bounds are said at the field', async () => {
  const { today } = await share();
  const reserve = { bps: 1_000, days: 30 };
  expect(await sets({ version: 0, from: today, shareBps: 9_000, reserve })).toMatchObject({ status: 200 });
  expect(await share()).toMatchObject({ reserve, changes: [{ reserve, shareBps: 9_000 }] });
  await market.adds(40, 2_990);
  const ana = await market.buyer();
  await market.takes(ana, 2, 1, 2_990);
  const order = await market.orders(ana, [[2, 1, 2_990]]);
  const facts = await market.stores.store.factsAfter(market.streamId, 0, 1_000, ['order_placed']);
  const placed = facts
    .map(({ body }) => JSON.parse(body).body)
    .find(({ orderId }) => orderId === order.orderId);
  expect(placed.lines).toMatchObject([{ shareBps: 9_000, reserve }]);
  const { headers } = await staffSession(market, 'producer', { producerId });
  expect((await asks<ProducerPage>('/producer', headers)).body).toMatchObject({ shareBps: 9_000, reserve });
  for (const wrong of [
    { bps: 3_001, days: 30 },
    { bps: 1_000, days: 181 },
    { bps: 0, days: 1 },
    { bps: 1_000, days: 1, until: today },
  ]) {
    expect(await sets({ version: 1, from: today, shareBps: 9_000, reserve: wrong })).toMatchObject({
      status: 400,
      body: { code: 'BAD_REQUEST' },
    });
  }
  const ledger = openSqliteLedger(join(folder, 'fairday.db'));
  const reports = await verifyMarket(ledger, logKinds, null);
  await ledger.close();
  expect(reports.map(({ finding }) => finding)).toEqual([null, null]);
});

test('[M6] a planned share counts from its day on, and the producer reads both', async () => {
  const { today } = await share();
  const from = new Date(Date.parse(today) + 3 * DAY).toISOString().slice(0, 10);
  await sets({ version: 0, from, shareBps: 9_000 });
  const page = async () => {
    const { headers } = await staffSession(market, 'producer', { producerId });
    return (await asks<ProducerPage>('/producer', headers)).body;
  };
  expect(await page()).toMatchObject({ shareBps: 8_000, nextShare: { shareBps: 9_000 } });
  await market.adds(5, 2_990);
  market.clock.passes(3 * DAY);
  expect(await page()).toMatchObject({ shareBps: 9_000 });
  expect(await page()).not.toHaveProperty('nextShare');
  const added = await market.app.engines.stream(market.streamId);
  expect(await added!.read(({ items }) => [...items.values()].map(({ shareBps }) => shareBps))).toEqual([
    undefined,
    undefined,
  ]);
});

test('[M6] bounds are said at the field; nobody but an operator sets a share', async () => {
  const { today } = await share();
  for (const shareBps of [4_999, 10_001, 8_000.5]) {
    expect(await sets({ version: 0, from: today, shareBps })).toMatchObject({
      status: 400,
      body: { code: 'BAD_REQUEST', field: 'shareBps' },
    });
  }
  expect(await sets({ version: 0, from: '2020-01-01', shareBps: 8_200 })).toMatchObject({
    body: { code: 'BAD_REQUEST', field: 'from' },
  });
  for (const role of ['analyst', 'producer', 'host'] as const) {
    const { headers } = await staffSession(market, role, {
      producerId: role === 'producer' ? producerId : null,
    });
    expect(await sets({ version: 0, from: today, shareBps: 8_200 }, headers)).toMatchObject({
      body: { code: 'FORBIDDEN' },
    });
  }
  const nobody = `/settlement/producers/${market.ids.next()}/share`;
  expect((await asks(nobody)).body).toMatchObject({ code: 'NOT_FOUND' });
  expect((await asks(nobody, operator, { version: 0, from: today, shareBps: 8_200 })).body).toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('[M6] [I1] the same key again changes nothing a second time', async () => {
  const { today } = await share();
  const body = { key: market.ids.next(), version: 0, from: today, shareBps: 8_200 };
  expect(await sets(body)).toEqual(await sets(body));
  expect((await share()).changes).toHaveLength(1);
});
