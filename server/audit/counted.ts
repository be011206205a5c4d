import type { StreamState } from '../market/state.ts';
import type { OrderSums } from '../ports/audit-reads.ts';
import type { FlashRow, StockRow, VoucherRow } from '../ports/rows.ts';
import type { Finding, Invariant } from './broken.ts';

type ItemCounts = Omit<StockRow, 'streamId'>;
type FlashCounts = Pick<FlashRow, 'flashId' | 'cap' | 'free' | 'lapsed' | 'held' | 'unpaid' | 'sold'>;

type VoucherCounts = Pick<VoucherRow, 'voucherId' | 'cap' | 'claimed'>;

/** What this process counts of a stream at one place of its log. */
export interface Counted {
  seq: number;
  history: string;
  items: Map<number, ItemCounts>;
  flashes: Map<string, FlashCounts>;
  vouchers: Map<string, VoucherCounts>;
  ordersPlaced: number;
}

/** A copy of the counters in memory: they go on changing. */
export function countedOf(state: Readonly<StreamState>, history: string): Counted {
  const items = new Map<number, ItemCounts>();
  for (const { itemNumber, allotted, adjusted, available, held, unpaid, sold } of state.items.values()) {
    items.set(itemNumber, { itemNumber, allotted, adjusted, available, held, unpaid, sold });
  }
  const flashes = new Map<string, FlashCounts>();
  for (const { flashId, cap, free, lapsed, held, unpaid, sold } of state.flashes.values()) {
    flashes.set(flashId, { flashId, cap, free, lapsed, held, unpaid, sold });
  }
  const vouchers = new Map<string, VoucherCounts>();
  for (const { voucherId, cap, claimed } of state.vouchers.values()) {
    vouchers.set(voucherId, { voucherId, cap, claimed });
  }
  return { seq: state.seq, history, items, flashes, vouchers, ordersPlaced: state.ordersPlaced };
}

/** INV1–2 and INV9 in memory: every sum of K1, no bucket below 0, what is held is held by somebody, no claim too many. */
export function sumsInMemory(state: Readonly<StreamState>): Finding | null {
  const held = new Map<number, number>();
  for (const { itemNumber, units } of state.holds.values()) {
    held.set(itemNumber, (held.get(itemNumber) ?? 0) + units);
  }
  for (const item of state.items.values()) {
    const { itemNumber, allotted, adjusted, available, unpaid, sold } = item;
    const at = `item ${itemNumber} in memory`;
    const least = Math.min(available, item.held, unpaid, sold);
    if (least < 0) return finding(state.streamId, 'INV2', at, `a bucket of ${least}`, '0 or more');
    const sum = available + item.held + unpaid + sold;
    if (allotted + adjusted !== sum) {
      return finding(state.streamId, 'INV1', at, `buckets of ${sum}`, `${allotted + adjusted}`);
    }
    const byHolds = held.get(itemNumber) ?? 0;
    if (byHolds !== item.held) {
      return finding(state.streamId, 'INV1', at, `${item.held} held`, `${byHolds} by the holds`);
    }
  }
  for (const { voucherId, cap, claimed } of state.vouchers.values()) {
    if (claimed >= 0 && claimed <= cap) continue;
    const at = `voucher ${voucherId} in memory`;
    return finding(state.streamId, 'INV9', at, `${claimed} claims`, `0 to ${cap}`);
  }
  return null;
}

/** INV1–2, INV9: the rows of the tables against what memory counts at the same place of the log. */
export function sameCounters(
  streamId: string,
  counted: Counted,
  rows: {
    stock: readonly StockRow[];
    flashes: readonly FlashRow[];
    vouchers: readonly VoucherRow[];
  },
): Finding | null {
  const stock = new Map(rows.stock.map((row) => [row.itemNumber, row]));
  for (const [itemNumber, item] of counted.items) {
    const off = differing(`stock of item ${itemNumber}`, streamId, item, stock.get(itemNumber));
    if (off) return off;
  }
  const flashes = new Map(rows.flashes.map((row) => [row.flashId, row]));
  for (const [flashId, flash] of counted.flashes) {
    const off = differing(`flash ${flashId}`, streamId, flash, flashes.get(flashId));
    if (off) return off;
  }
  const vouchers = new Map(rows.vouchers.map((row) => [row.voucherId, row]));
  for (const [voucherId, voucher] of counted.vouchers) {
    const off = differing(`voucher ${voucherId}`, streamId, voucher, vouchers.get(voucherId), 'INV9');
    if (off) return off;
  }
  return null;
}

/** INV3, INV6: what the orders of the table add up to is what its counters say, and there is one row per order. */
export function sameOrders(
  streamId: string,
  { stock, units, orderCount }: OrderSums,
  ordersPlaced: number | null,
): Finding | null {
  if (ordersPlaced !== null && orderCount !== ordersPlaced) {
    return finding(streamId, 'INV6', 'orders', `${orderCount} rows`, `${ordersPlaced} orders of the log`);
  }
  const sums = new Map<number, { unpaid: number; sold: number }>();
  for (const { itemNumber, unpaid, sold } of units) {
    const sum = sums.get(itemNumber) ?? { unpaid: 0, sold: 0 };
    sums.set(itemNumber, { unpaid: sum.unpaid + unpaid, sold: sum.sold + sold });
  }
  for (const { itemNumber, unpaid, sold } of stock) {
    const sum = sums.get(itemNumber) ?? { unpaid: 0, sold: 0 };
    if (sum.unpaid === unpaid && sum.sold === sold) continue;
    return finding(
      streamId,
      'INV3',
      `orders of item ${itemNumber}`,
      `${sum.unpaid} unpaid, ${sum.sold} sold`,
      `${unpaid} unpaid, ${sold} sold`,
    );
  }
  return null;
}

function differing(
  at: string,
  streamId: string,
  counted: object,
  row: object | undefined,
  invariant: Invariant = 'INV1',
): Finding | null {
  if (!row) return finding(streamId, invariant, at, 'no row', JSON.stringify(counted));
  for (const [name, value] of Object.entries(counted)) {
    const found = (row as Record<string, unknown>)[name];
    if (found !== value) return finding(streamId, invariant, at, `${name} ${found}`, `${name} ${value}`);
  }
  return null;
}

export function finding(
  logId: string,
  invariant: Invariant,
  at: string,
  found: string,
  expected: string,
  seq: number | null = null,
): Finding {
  return { invariant, logId, seq, at, found, expected };
}
