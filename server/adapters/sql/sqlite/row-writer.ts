import type { Database as SqliteDatabase } from 'better-sqlite3';
import type { PackedBatch, PackedPart } from '../packed-batch.ts';
import * as schema from '../schema.ts';
import { addText, ensureText, upsertText } from '../texts.ts';
import { writeMany } from './write-many.ts';

/** Prepares the writing of what the tables show of a batch: last values, and the increments of minutes. */
export function rowWriter(db: SqliteDatabase): {
  write(batch: Pick<PackedBatch, 'rows' | 'prices'>): void;
  writeOrders(part: Pick<PackedPart, 'orders' | 'lines' | 'prices'>): void;
} {
  const streams = writeMany(db, schema.streamTable, upsertText);
  const items = writeMany(db, schema.itemTable, upsertText);
  const stock = writeMany(db, schema.stockTable, upsertText);
  const flashes = writeMany(db, schema.flashTable, upsertText);
  const vouchers = writeMany(db, schema.voucherTable, upsertText);
  const orders = writeMany(db, schema.orderTable, upsertText);
  const lines = writeMany(db, schema.lineTable, upsertText);
  const closedOrders = writeMany(db, schema.closedOrderTable, upsertText);
  const shipments = writeMany(db, schema.shipmentTable, upsertText);
  const shipmentLines = writeMany(db, schema.shipmentLineTable, upsertText);
  const claims = writeMany(db, schema.claimTable, upsertText);
  const textUses = writeMany(db, schema.textUseTable, upsertText);
  const chatTexts = writeMany(db, schema.chatTextTable, upsertText);
  const chatTextKeys = writeMany(db, schema.chatTextKeyTable, ensureText);
  const minutes = writeMany(db, schema.minuteTable, addText);
  const adders = writeMany(db, schema.adderTable, ensureText);
  const marks = writeMany(db, schema.markTable, upsertText);
  const products = writeMany(db, schema.productTable, upsertText);
  const ledgerEntries = writeMany(db, schema.ledgerEntryTable, upsertText);
  const payables = writeMany(db, schema.payableTable, upsertText);
  const settlementStates = writeMany(db, schema.settlementStateTable, upsertText);
  const payouts = writeMany(db, schema.payoutTable, upsertText);
  const payoutLines = writeMany(db, schema.payoutLineTable, upsertText);
  const price = db.prepare<unknown[]>(
    `INSERT INTO product_price (product_id, unit_price_minor, last_at_ms) VALUES (?, ?, ?)
     ON CONFLICT (product_id, unit_price_minor) DO UPDATE SET last_at_ms = excluded.last_at_ms
     WHERE excluded.last_at_ms > product_price.last_at_ms`,
  );

  const writeOrders = (part: Pick<PackedPart, 'orders' | 'lines' | 'prices'>) => {
    orders(part.orders);
    lines(part.lines);
    for (const charged of part.prices) price.run(charged);
  };

  return {
    write({ rows, prices }) {
      streams(rows.streams);
      items(rows.items);
      stock(rows.stock);
      flashes(rows.flashes);
      vouchers(rows.vouchers);
      writeOrders({ orders: rows.orders, lines: rows.lines, prices });
      closedOrders(rows.closedOrders);
      shipments(rows.shipments);
      shipmentLines(rows.shipmentLines);
      claims(rows.claims);
      textUses(rows.textUses);
      chatTexts(rows.chatTexts);
      chatTextKeys(rows.chatTextKeys);
      minutes(rows.minutes);
      adders(rows.adders);
      marks(rows.marks);
      products(rows.products);
      ledgerEntries(rows.ledgerEntries);
      payables(rows.payables);
      settlementStates(rows.settlementStates);
      payouts(rows.payouts);
      payoutLines(rows.payoutLines);
    },
    writeOrders,
  };
}
