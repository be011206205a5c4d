import type {
  MarketBatch,
  MarketPart,
  OrderLineRow,
  OrderRow,
  RefusalTally,
  Rows,
} from '../../ports/rows.ts';
import { hasOnlyRefusals } from '../batch-shape.ts';
import type { SqlValue } from './schema.ts';
import * as schema from './schema.ts';

/**
 * A batch as SQL takes it: each row as its values in the order of its table's columns. On its way to SQLite's thread
 * this saves sending every column's name with every row, four times the cost; for PostgreSQL it is turned into columns.
 */
export interface PackedBatch
  extends Pick<MarketBatch, 'logId' | 'history' | 'from' | 'to' | 'atMs' | 'hash' | 'isOpen' | 'owner'> {
  refusals: RefusalTally[];
  hasOnlyRefusals: boolean;
  isPatient: boolean;
  facts: SqlValue[][];
  keys: SqlValue[][];
  rows: PackedRows;
  /** Product, unit price, and when it was last charged by the orders of this batch (F1). */
  prices: [productId: string, unitPriceMinor: number, atMs: number][];
}

export type PackedRows = { [Name in keyof Rows]: SqlValue[][] };

export function packed(batch: MarketBatch): PackedBatch {
  const { logId, history, from, to, atMs, hash, isOpen, owner } = batch;
  const { rows, refusals } = batch.effects;
  return {
    logId,
    history,
    from,
    to,
    atMs,
    hash,
    isOpen,
    refusals,
    owner,
    hasOnlyRefusals: hasOnlyRefusals(batch),
    isPatient: batch.isPatient === true,
    facts: batch.facts.map((fact) => schema.factTable.values({ logId, fact })),
    keys: batch.keys.map((key) => schema.keyTable.values({ logId, key })),
    rows: {
      streams: rows.streams.map(schema.streamTable.values),
      items: rows.items.map(schema.itemTable.values),
      stock: rows.stock.map(schema.stockTable.values),
      flashes: rows.flashes.map(schema.flashTable.values),
      vouchers: rows.vouchers.map(schema.voucherTable.values),
      orders: rows.orders.map(schema.orderTable.values),
      lines: rows.lines.map(schema.lineTable.values),
      closedOrders: rows.closedOrders.map(schema.closedOrderTable.values),
      shipments: rows.shipments.map(schema.shipmentTable.values),
      shipmentLines: rows.shipmentLines.map(schema.shipmentLineTable.values),
      claims: rows.claims.map(schema.claimTable.values),
      textUses: rows.textUses.map(schema.textUseTable.values),
      chatTexts: rows.chatTexts.map(schema.chatTextTable.values),
      chatTextKeys: rows.chatTextKeys.map(schema.chatTextKeyTable.values),
      minutes: rows.minutes.map(schema.minuteTable.values),
      adders: rows.adders.map(schema.adderTable.values),
      marks: rows.marks.map(schema.markTable.values),
      products: rows.products.map(schema.productTable.values),
      ledgerEntries: rows.ledgerEntries.map(schema.ledgerEntryTable.values),
      payables: rows.payables.map(schema.payableTable.values),
      settlementStates: rows.settlementStates.map(schema.settlementStateTable.values),
      payouts: rows.payouts.map(schema.payoutTable.values),
      payoutLines: rows.payoutLines.map(schema.payoutLineTable.values),
    },
    prices: pricesCharged(rows.orders, rows.lines),
  };
}

/** The part of a batch that is written before the rest of it is decided. */
export interface PackedPart
  extends Pick<MarketPart, 'logId' | 'history' | 'from'>,
    Pick<PackedBatch, 'facts' | 'keys' | 'prices'> {
  orders: SqlValue[][];
  lines: SqlValue[][];
}

export function packedPart({ logId, history, from, facts, keys, effects }: MarketPart): PackedPart {
  const { orders, lines } = effects;
  return {
    logId,
    history,
    from,
    facts: facts.map((fact) => schema.factTable.values({ logId, fact })),
    keys: keys.map((key) => schema.keyTable.values({ logId, key })),
    orders: orders.map(schema.orderTable.values),
    lines: lines.map(schema.lineTable.values),
    prices: pricesCharged(orders, lines),
  };
}

/** What F1's thirty days are asked of, without an index on every line. */
function pricesCharged(orders: readonly OrderRow[], lines: readonly OrderLineRow[]): PackedBatch['prices'] {
  const charged = new Map<string, Map<number, number>>();
  if (lines.length === 0) return [];
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
  return [...charged].flatMap(([productId, prices]) =>
    [...prices].map(([priceMinor, atMs]): [string, number, number] => [productId, priceMinor, atMs]),
  );
}
