import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test, vi } from 'vitest';
import { sqliteDialect } from '../../server/adapters/sql/migrations/migration.ts';
import { migrations } from '../../server/adapters/sql/migrations/migrations.ts';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import { contentsOf } from '../../server/market/order/contents.ts';

/** Threads are started from source, which a busy machine takes its time for. */
vi.setConfig({ testTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), 'fairday-migrate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const APPLICATION_ID = 0x46414952;

test('[C1] a store of before keeps what it knew: lines in short, adders by the channel of their facts, exposure', async () => {
  const file = join(folder, 'market.db');
  const before = migrations.findIndex(({ version }) => version === 12);
  const old = new Database(file);
  for (const { up } of migrations.slice(0, before)) for (const text of up(sqliteDialect)) old.exec(text);
  old.pragma(`application_id = ${APPLICATION_ID}`);
  old.pragma(`user_version = ${before}`);
  const lines = [
    { itemNumber: 3, flashId: null, units: 2, goodsMinor: 3_980 },
    { itemNumber: 12, flashId: 'f', units: 1, goodsMinor: 990 },
  ];
  old.exec(`INSERT INTO stream (stream_id, slug, title, host_id, host_name, status, currency, scheduled_at_ms, live_start_ms)
    VALUES ('s', 'slug', 't', 'h', 'n', 'LIVE', 'CNY', 0, 0)`);
  for (const orderId of ['o1', 'empty']) {
    old
      .prepare(
        `INSERT INTO orders (stream_id, order_id, seq, number, buyer_id, status, late, payment, placed_at_ms, pay_by_ms, paid_at_ms,
           goods_minor, shipping_minor, total_minor, refunded_minor)
         VALUES ('s', ?, 1, ?, 'b', 'PAID', 0, 'sandbox', 1, 9, 2, 4970, 0, 4970, 0)`,
      )
      .run(orderId, orderId);
  }
  for (const [index, { itemNumber, flashId, units, goodsMinor }] of lines.entries()) {
    old
      .prepare(
        `INSERT INTO order_line (stream_id, order_id, line_index, item_number, product_id, producer_id, flash_id, units,
           unit_price_minor, goods_minor, cancelled_units, cancelled_goods_minor, refunded_units, refunded_goods_minor, share_bps)
         VALUES ('s', 'o1', ?, ?, 'p', 'q', ?, ?, 1, ?, 0, 0, 0, 0, 8000)`,
      )
      .run(index, itemNumber, flashId, units, goodsMinor);
  }
  const adds = [
    { buyerId: 'b', itemNumber: 3 },
    { buyerId: 'b', itemNumber: 3, channel: 'jd' },
    { buyerId: 'c', itemNumber: 3, channel: 'jd' },
    { buyerId: 'c', itemNumber: 3, channel: 'jd' },
  ];
  for (const [index, body] of adds.entries()) {
    old
      .prepare(
        "INSERT INTO fact (stream_id, seq, at_ms, type, body, hash) VALUES ('s', ?, 0, 'cart_added', ?, '')",
      )
      .run(index + 1, JSON.stringify({ body, seq: index + 1 }));
  }
  old.exec("INSERT INTO adder VALUES ('s', 3, 'b'), ('s', 3, 'c')");
  old.exec("INSERT INTO exposure VALUES ('s', 3, 'b', 1500, 1, 4)");
  old.exec("INSERT INTO audience VALUES ('x', 's', 'node', 'b', 0, 0, 60000)");
  old.close();

  const stores = await openSqlite({ file });
  const report = await stores.readers.sales('s', 60_000);
  const order = await stores.readers.orderById('o1');
  await stores.close();
  expect(order?.order.contents).toBe(contentsOf(lines));
  expect(report?.summary).toMatchObject({ paidOrders: 2, paidUnits: 3, adders: 2, exposedViewers: 4 });
  expect(
    report?.channels.map(({ channel, viewers, exposedViewers, adders }) => [
      channel,
      viewers,
      exposedViewers,
      adders,
    ]),
  ).toEqual([
    ['direct', 1, 4, 1],
    ['jd', 0, 0, 2],
    ['taobao', 0, 0, 0],
    ['yunshow', 0, 0, 0],
    ['wechat', 0, 0, 0],
  ]);
});
