import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import { addSalesAggregates } from '../../server/adapters/sql/sqlite/sales-aggregates.ts';
import { sharedThrottle, throttledWork } from '../../server/adapters/threads/background-throttle.ts';

import { aBatch, aHead, anOrder, aStream, EIGHT, idOf } from '../builders/store-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'fairday-way-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Frees the way from another thread, as soon as this one stands still or a little later. */
function freesSoon(shared: SharedArrayBuffer): Worker {
  const code = `
    const { workerData: shared } = require('node:worker_threads');
    setTimeout(() => {
      const taken = new Int32Array(shared);
      Atomics.sub(taken, 0, 1);
      Atomics.notify(taken, 0);
    }, 20);`;
  return new Worker(code, { eval: true, execArgv: [], workerData: shared });
}

test('who gives way stands still until the last rush is over', async () => {
  const way = sharedThrottle();
  const { begin, look } = throttledWork(way.shared, 60_000);
  way.take();
  const other = freesSoon(way.shared);
  begin();
  look();
  expect(Atomics.load(new Int32Array(way.shared), 0)).toBe(0);
  await other.terminate();
});

test('a way that is never freed holds a piece of work up once, and the next one again', () => {
  const way = sharedThrottle();
  const { begin, look } = throttledWork(way.shared, 30);
  way.take();
  way.take();
  way.free();
  for (let piece = 0; piece < 2; piece += 1) {
    const startMs = performance.now();
    begin();
    for (let n = 0; n < 100_000; n += 1) look();
    // A timer may be a millisecond early; a hundred thousand stops of 30 ms would be 50 minutes.
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(28);
  }
  way.free();
  begin();
  look();
});

test('the report looks whether the way is free while it counts orders, and while it counts what screens showed', () => {
  const db = new Database(':memory:');
  let looks = 0;
  addSalesAggregates(db, () => {
    looks += 1;
  });
  db.exec(
    'CREATE TABLE n (n INTEGER); WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 2000) INSERT INTO n SELECT n FROM c',
  );
  db.prepare("SELECT tally_orders('buyer', 0, 1, '1:1:1') FROM n").get();
  expect(looks).toBeGreaterThanOrEqual(9);
  looks = 0;
  db.prepare("SELECT tally_exposures('viewer', 1, 1000, 16) FROM n").get();
  expect(looks).toBeGreaterThanOrEqual(9);
  db.close();
});

test('a report stands still while the way is taken, and comes all the same if nobody frees it', async () => {
  const { store, readers, way, close } = await openSqlite({ file: join(folder, 'market.db') });
  const logId = idOf('log');
  await store.create(aHead(logId));
  const orders = Array.from({ length: 1_000 }, (_, index) => anOrder(logId, `${index}`));
  await store.append(aBatch(logId, 0, { rows: { streams: [aStream(logId)], orders } }));
  await readers.sales(logId, EIGHT + 3_600_000);
  way!.take();
  const startMs = performance.now();
  expect((await readers.sales(logId, EIGHT + 3_600_000))?.summary.placedOrders).toBe(1_000);
  // It waits for half a second in all; a timer may be a little early.
  expect(performance.now() - startMs).toBeGreaterThan(450);
  await close();
}, 60_000);
