import type { OrderLineRow, OrderRow, Rows } from '../../../ports/rows.ts';
import type { SqliteDatabase, SqliteStatement } from '../driver.ts';
import * as schema from '../schema.ts';
import { addText, ensureText, upsertText } from '../texts.ts';

/** Prepares the writing of what the tables show of a batch: last values, and the increments of minutes. */
export function rowWriter(db: SqliteDatabase): (rows: Rows) => void {
  const streams = db.prepare<unknown[]>(upsertText(schema.streamTable));
  const items = db.prepare<unknown[]>(upsertText(schema.itemTable));
  const stock = db.prepare<unknown[]>(upsertText(schema.stockTable));
  const flashes = db.prepare<unknown[]>(upsertText(schema.flashTable));
  const orders = db.prepare<unknown[]>(upsertText(schema.orderTable));
  const lines = db.prepare<unknown[]>(upsertText(schema.lineTable));
  const minutes = db.prepare<unknown[]>(addText(schema.minuteTable));
  const adders = db.prepare<unknown[]>(ensureText(schema.adderTable));
  const marks = db.prepare<unknown[]>(upsertText(schema.markTable));
  const products = db.prepare<unknown[]>(upsertText(schema.productTable));
  const price = db.prepare<unknown[]>(
    `INSERT INTO product_price (product_id, unit_price_minor, last_at_ms) VALUES (?, ?, ?)
     ON CONFLICT (product_id, unit_price_minor) DO UPDATE SET last_at_ms = excluded.last_at_ms
     WHERE excluded.last_at_ms > product_price.last_at_ms`,
  );

  return (rows) => {
    writeAll(streams, schema.streamTable, rows.streams);
    writeAll(items, schema.itemTable, rows.items);
    writeAll(stock, schema.stockTable, rows.stock);
    writeAll(flashes, schema.flashTable, rows.flashes);
    writeAll(orders, schema.orderTable, rows.orders);
    writeAll(lines, schema.lineTable, rows.lines);
    writeAll(minutes, schema.minuteTable, rows.minutes);
    writeAll(adders, schema.adderTable, rows.adders);
    writeAll(marks, schema.markTable, rows.marks);
    writeAll(products, schema.productTable, rows.products);
    for (const [productId, prices] of pricesCharged(rows.orders, rows.lines)) {
      for (const [unitPriceMinor, atMs] of prices) price.run(productId, unitPriceMinor, atMs);
    }
  };
}

function writeAll<Row>(statement: SqliteStatement, table: schema.Table<Row>, rows: readonly Row[]): void {
  for (const row of rows) statement.run(table.values(row));
}

/**
 * When each price of a product was last charged, by the orders of this batch: what F1's thirty days are asked of,
 * without an index on every line.
 */
function pricesCharged(
  orders: readonly OrderRow[],
  lines: readonly OrderLineRow[],
): Map<string, Map<number, number>> {
  const charged = new Map<string, Map<number, number>>();
  if (lines.length === 0) return charged;
  const placedAt = new Map(orders.map((order) => [order.orderId, order.placedAtMs]));
  for (const line of lines) {
    const atMs = placedAt.get(line.orderId);
    if (atMs === undefined) continue;
    let prices = charged.get(line.productId);
    if (!prices) {
      prices = new Map();
      charged.set(line.productId, prices);
    }
    if (atMs > (prices.get(line.unitPriceMinor) ?? -1)) prices.set(line.unitPriceMinor, atMs);
  }
  return charged;
}
