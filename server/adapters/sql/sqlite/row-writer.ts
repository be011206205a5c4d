import type { SqliteDatabase, SqliteStatement } from '../driver.ts';
import type { PackedBatch } from '../packed-batch.ts';
import * as schema from '../schema.ts';
import { addText, ensureText, upsertText } from '../texts.ts';

/** Prepares the writing of what the tables show of a batch: last values, and the increments of minutes. */
export function rowWriter(db: SqliteDatabase): (batch: Pick<PackedBatch, 'rows' | 'prices'>) => void {
  const streams = db.prepare<unknown[]>(upsertText(schema.streamTable));
  const items = db.prepare<unknown[]>(upsertText(schema.itemTable));
  const stock = db.prepare<unknown[]>(upsertText(schema.stockTable));
  const flashes = db.prepare<unknown[]>(upsertText(schema.flashTable));
  const orders = db.prepare<unknown[]>(upsertText(schema.orderTable));
  const lines = db.prepare<unknown[]>(upsertText(schema.lineTable));
  const closedOrders = db.prepare<unknown[]>(upsertText(schema.closedOrderTable));
  const minutes = db.prepare<unknown[]>(addText(schema.minuteTable));
  const adders = db.prepare<unknown[]>(ensureText(schema.adderTable));
  const marks = db.prepare<unknown[]>(upsertText(schema.markTable));
  const products = db.prepare<unknown[]>(upsertText(schema.productTable));
  const price = db.prepare<unknown[]>(
    `INSERT INTO product_price (product_id, unit_price_minor, last_at_ms) VALUES (?, ?, ?)
     ON CONFLICT (product_id, unit_price_minor) DO UPDATE SET last_at_ms = excluded.last_at_ms
     WHERE excluded.last_at_ms > product_price.last_at_ms`,
  );

  return ({ rows, prices }) => {
    runAll(streams, rows.streams);
    runAll(items, rows.items);
    runAll(stock, rows.stock);
    runAll(flashes, rows.flashes);
    runAll(orders, rows.orders);
    runAll(lines, rows.lines);
    runAll(closedOrders, rows.closedOrders);
    runAll(minutes, rows.minutes);
    runAll(adders, rows.adders);
    runAll(marks, rows.marks);
    runAll(products, rows.products);
    runAll(price, prices);
  };
}

export function runAll(statement: SqliteStatement, rows: readonly schema.SqlValue[][]): void {
  for (const values of rows) statement.run(values);
}
