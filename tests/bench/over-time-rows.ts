import Database from 'better-sqlite3';
import pg from 'pg';
import { openPostgresProjections } from '../../server/adapters/sql/ledger/postgres-projections.ts';
import { openSqliteProjections } from '../../server/adapters/sql/ledger/sqlite-projections.ts';
import { prepare } from '../../server/adapters/sql/postgres/prepare.ts';
import { contentsOf } from '../../server/market/order/contents.ts';
import type { Projections } from '../../server/ports/ledger.ts';
import { noRows, type OrderLineRow, type OrderRow, type Rows } from '../../server/ports/rows.ts';
import { DAY, HOUR } from '../../shared/values/time.ts';
import { aPayable, aPayoutLine } from '../builders/owed-rows.ts';
import {
  aLine,
  anItem,
  anOrder,
  aProduct,
  aShipment,
  aShipmentLine,
  aStream,
  idOf,
} from '../builders/store-rows.ts';
import { seeded } from './numbers.ts';

export const STREAMS = 400;
export const ORDERS_EACH = 5;
const PRODUCTS = 120;
const PRODUCERS = 40;
const ITEMS = 30;
/** Of a stream that is delivered; its lines are payable a week later, and one in twenty is paid late. */
const DELIVERED_MS = 3 * DAY;
/** Of all buyers, those who ordered under another id before. */
const MERGED = 1 / 50;

const INTO_ALIAS = 'INSERT INTO buyer_alias (from_id, into_id, root_id, at_ms) VALUES';

/** What the streams of a year and more left in a new file. */
export async function fillSqlite(file: string, orders: number, seed: number): Promise<void> {
  const market = await openSqliteProjections(file, true);
  await fill(market, orders, seed);
  await market.close();
  const db = new Database(file);
  const insert = db.prepare(`${INTO_ALIAS} (?, ?, ?, 0)`);
  db.transaction(() => {
    for (const { from, into } of merged(orders)) insert.run(from, into, into);
  })();
  db.close();
}

/** Indexes that are quicker made at once, as SQLite's rows have them made. */
const LATER = `SELECT i.indexname AS name, i.indexdef AS text FROM pg_indexes i
  WHERE i.schemaname = 'public' AND i.tablename IN
      ('orders', 'order_line', 'shipment', 'shipment_line', 'payable', 'payout_line')
    AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = i.indexname)`;
/** Rows are written under a log that is held meanwhile: one that is taken away again. */
const HOLDER = 'over-time';

/** The same rows in a new database, looked through by the server as it does by itself after a while. */
export async function fillPostgres(url: string, orders: number, seed: number): Promise<void> {
  await prepare(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: indexes } = await client.query<{ name: string; text: string }>(LATER);
    for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
    const head = [HOLDER, 'stream', 'a', 0, 0, '', 0];
    const marks = head.map((_, at) => `$${at + 1}`).join(', ');
    await client.query(
      `INSERT INTO log_head (log_id, kind, history, seq, at_ms, hash, is_open) VALUES (${marks})`,
      head,
    );
    const market = await openPostgresProjections(url);
    await market.clear(HOLDER, 'stream');
    await fill(market, orders, seed);
    await market.close();
    await client.query('DELETE FROM log_head WHERE log_id = $1', [HOLDER]);
    const pairs = merged(orders);
    await client.query(
      `${INTO_ALIAS.replace('VALUES', '')} SELECT f, i, i, 0 FROM unnest($1::text[], $2::text[]) AS pair (f, i)`,
      [pairs.map(({ from }) => from), pairs.map(({ into }) => into)],
    );
    await client.query("SET maintenance_work_mem = '512MB'");
    for (const { text } of indexes) await client.query(text);
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}

/** Rows alone, without a log: reports read nothing else. Nobody opens a stream that has none. */
async function fill(market: Projections, orders: number, seed: number): Promise<void> {
  const chance = seeded(seed);
  const buyers = orders / ORDERS_EACH;
  const perStream = orders / STREAMS;
  const today = Math.floor(Date.now() / DAY) * DAY;
  const products = Array.from({ length: PRODUCTS }, (_, n) => ({
    productId: idOf(`over time product ${n}`),
    producerId: idOf(`over time producer ${n % PRODUCERS}`),
  }));
  await market.write({
    ...noRows(),
    products: products.map((good, n) => aProduct(`${n}`, { ...good, producer: `Producer ${n % PRODUCERS}` })),
  });
  for (let stream = 0; stream < STREAMS; stream += 1) {
    const streamId = idOf(`over time ${stream}`);
    const startMs = today - (STREAMS - stream) * DAY + 12 * HOUR;
    const goods = Array.from({ length: ITEMS }, (_, n) => products[(stream * 7 + n) % PRODUCTS]!);
    const rows = noRows();
    rows.streams.push(
      aStream(streamId, {
        ...{ slug: `over-time-${stream}`, status: 'CLOSED', scheduledAtMs: startMs, liveStartMs: startMs },
        ...{ endedAtMs: startMs + 2 * HOUR, closedAtMs: startMs + 3 * HOUR },
      }),
    );
    rows.items.push(...goods.map((good, n) => anItem(streamId, n + 1, good)));
    for (let n = 0; n < perStream; n += 1) {
      const placedAtMs = startMs + Math.floor((n * 2 * HOUR) / perStream);
      const order = anOrder(streamId, `${n}`, {
        ...{
          number: `${1_001 + n}`,
          placedAtMs,
          goodsMinor: 3_980,
          totalMinor: 3_980,
          deliveredAtMs: placedAtMs + DELIVERED_MS,
        },
        ...{ buyerId: idOf(`over time buyer ${Math.floor(chance() * buyers)}`), status: 'COMPLETED' },
        channel: n % 4 === 0 ? 'wechat' : 'direct',
      });
      take(rows, order, goods, chance);
    }
    await market.write(rows);
  }
  await market.finish();
}

/** Some buyers had ordered as somebody else before. */
function merged(orders: number): { from: string; into: string }[] {
  const buyers = orders / ORDERS_EACH;
  return Array.from({ length: buyers * MERGED }, (_, n) => ({
    from: idOf(`over time buyer ${n}`),
    into: idOf(`over time buyer ${buyers - 1 - n}`),
  }));
}

/** An order with its two lines in a parcel, both paid out. */
function take(
  rows: Rows,
  order: OrderRow,
  goods: readonly { productId: string; producerId: string }[],
  chance: () => number,
): void {
  const shipBy = new Date(order.placedAtMs + 2 * DAY).toISOString().slice(0, 10);
  const lines = [0, 1].map((lineIndex): OrderLineRow => {
    const item = Math.floor(chance() * ITEMS);
    return aLine(order, lineIndex, { itemNumber: item + 1, ...goods[item]!, shipBy });
  });
  rows.orders.push({ ...order, contents: contentsOf(lines) });
  rows.lines.push(...lines);
  const isLate = chance() < 1 / 30;
  const shippedAtMs = order.placedAtMs + (isLate ? 4 : 1) * DAY;
  rows.shipments.push({
    ...aShipment(order),
    status: 'DELIVERED',
    shippedAtMs,
    deliveredAtMs: order.deliveredAtMs,
  });
  rows.shipmentLines.push(...lines.map(({ lineIndex }) => ({ ...aShipmentLine(order), lineIndex })));
  for (const { lineIndex, productId, producerId } of lines) {
    const dueUntilMs = order.placedAtMs + DELIVERED_MS + 7 * DAY;
    const deliveredAtMs = order.placedAtMs + DELIVERED_MS;
    const payable = aPayable(order, { lineIndex, productId, producerId, deliveredAtMs, dueUntilMs });
    const paidAtMs = dueUntilMs + (chance() < 1 / 20 ? DAY : -DAY);
    rows.payables.push(payable);
    rows.payoutLines.push(aPayoutLine(payable, idOf(`payout ${order.streamId}`), paidAtMs));
  }
}
