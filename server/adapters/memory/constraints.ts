import type { FlashRow, MarketBatch, StockRow } from '../../ports/rows.ts';
import type { Log, Tables } from './tables.ts';

/**
 * What the schema would refuse: K1, V3, and keys that must be unique. These are assertions; a batch that was decided
 * well never meets them.
 * @returns the constraint that a batch breaks, or null
 */
export function brokenConstraint(tables: Tables, log: Log, batch: MarketBatch): string | null {
  const { rows } = batch.effects;
  if (rows.stock.some(breaksStock)) return 'k1_stock';
  if (rows.flashes.some(breaksFlash)) return 'k1_flash';
  if (rows.vouchers.some(({ claimed, cap }) => claimed < 0 || claimed > cap)) return 'v3_claimed';
  if (rows.lines.some((line) => line.units < 1)) return 'order_line.units';
  if (rows.products.some((product) => product.warehouseUnits < 0)) return 'product.warehouse_units';
  if (repeatsKey(log, batch)) return 'command_key';
  if (sharesSlug(tables, batch)) return 'stream.slug';
  const movesOrder = rows.orders.some((order) => {
    const known = tables.orders.get(order.orderId);
    return known !== undefined && known.streamId !== order.streamId;
  });
  return movesOrder ? 'orders.order_id' : null;
}

function breaksStock(row: StockRow): boolean {
  const { allotted, adjusted, available, held, unpaid, sold } = row;
  return (
    Math.min(allotted, available, held, unpaid, sold) < 0 ||
    allotted + adjusted !== available + held + unpaid + sold
  );
}

function breaksFlash(row: FlashRow): boolean {
  const { cap, free, lapsed, held, unpaid, sold } = row;
  return Math.min(free, lapsed, held, unpaid, sold) < 0 || cap !== free + lapsed + held + unpaid + sold;
}

function repeatsKey(log: Log, { keys }: MarketBatch): boolean {
  const names = new Set(keys.map(({ actorId, key }) => `${actorId} ${key}`));
  return names.size < keys.length || [...names].some((name) => log.keys.has(name));
}

function sharesSlug(tables: Tables, { effects: { rows } }: MarketBatch): boolean {
  if (rows.streams.length === 0) return false;
  const after = new Map([...tables.streams.values(), ...rows.streams].map((row) => [row.streamId, row.slug]));
  return new Set(after.values()).size < after.size;
}
