import type { OrdersFilter } from '../../../../../shared/contract/office-orders.ts';
import type {
  ShopAftermath,
  ShopAftermathView,
  ShopBy,
  ShopInsights,
  ShopInsightsRow,
  ShopSalesView,
} from '../../../../../shared/contract/shop-insights.ts';
import type { Channel } from '../../../../../shared/values/channel.ts';
import type { SortColumn } from './day-range.ts';

/** The numbers of one range: sales at once, what became of them a little later. */
export interface RangeTold {
  sales: ShopInsights;
  after: ShopAftermath | null;
}

/** A row with what became of its orders, and its numbers of the other days; null: not told yet, or there were none. */
export interface OverTimeRow extends ShopInsightsRow {
  after: ShopAftermathView | null;
  /** GMV paid in the range that is compared with; null: it is not known. */
  beforeMinor: number | null;
}

const nothing: ShopAftermathView = {
  ...{ cancelledMinor: 0, refundedMinor: 0, reversedOrders: 0, promisedOrders: 0, lateOrders: 0 },
  ...{ payoutsDue: 0, payoutsOnTime: 0 },
};

/** The rows of some days. @param other of another kind or currency it says nothing of them */
export function rowsOf(now: RangeTold, other: ShopInsights | null): OverTimeRow[] {
  const { by, currency } = now.sales;
  const before = other?.by === by && other.currency === currency ? other : null;
  const after = now.after && new Map(now.after.rows.map((row) => [row.key, row]));
  const known = before && new Map(before.rows.map((row) => [row.key, row.gmvPaidMinor]));
  // What a bound left out there was not nothing.
  const unknown = before && before.leftOut.rows === 0 ? 0 : null;
  return now.sales.rows.map((row) => ({
    ...row,
    after: after && (after.get(row.key) ?? nothing),
    beforeMinor: known ? (known.get(row.key) ?? unknown) : null,
  }));
}

const values: Record<Exclude<SortColumn, 'name'>, (row: OverTimeRow) => number | null> = {
  gmv: (row) => row.gmvPaidMinor,
  orders: (row) => row.paidOrders,
  new: (row) => row.newBuyers,
  returning: (row) => returningOf(row),
  reversed: (row) => row.after && reversedMinor(row.after),
  late: (row) => row.after?.lateOrders ?? null,
  kept: (row) => (row.after ? keptShare(row.after) : null),
};

/** The most first, names and days of the week in their order; what has no number stands last. */
export function sortedRows(rows: readonly OverTimeRow[], by: ShopBy, sort: SortColumn): OverTimeRow[] {
  if (sort === 'name') return rows.toSorted((a, b) => namesInOrder(by, a, b));
  const value = values[sort];
  return rows.toSorted((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return right - left;
  });
}

/** The newest stream first, Monday first, names by their letters. */
function namesInOrder(by: ShopBy, a: OverTimeRow, b: OverTimeRow): number {
  if (by === 'stream') return (b.startMs ?? 0) - (a.startMs ?? 0);
  return a.name.localeCompare(b.name) || (a.key < b.key ? -1 : 1);
}

export function returningOf({ payingBuyers, newBuyers }: ShopSalesView): number {
  return payingBuyers - newBuyers;
}

/** What of the GMV was cancelled before shipping or given back afterwards. */
export function reversedMinor({ cancelledMinor, refundedMinor }: ShopAftermathView): number {
  return cancelledMinor + refundedMinor;
}

/** Of the payouts that were due or are made, those in time; null: there were none. */
export function keptShare({ payoutsDue, payoutsOnTime }: ShopAftermathView): number | null {
  return payoutsDue === 0 ? null : payoutsOnTime / payoutsDue;
}

/** The paid orders that the numbers of some days are counted of. */
export function ordersOfDays({ from, to, currency }: Pick<ShopInsights, 'from' | 'to' | 'currency'>) {
  return { outcome: 'paid', from, to, currency } as const satisfies OrdersFilter;
}

/** The orders of a row. */
export function ordersOfRow(sales: ShopInsights, key: string): OrdersFilter {
  const days = ordersOfDays(sales);
  switch (sales.by) {
    case 'stream':
      return { ...days, stream: key };
    case 'product':
      return { ...days, product: key };
    case 'producer':
      return { ...days, producer: key };
    case 'channel':
      return { ...days, channel: key as Channel };
    case 'weekday':
      return { ...days, weekday: Number(key) };
  }
}
