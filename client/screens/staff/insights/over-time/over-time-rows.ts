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
import { addDays, type DayRange, type SortColumn } from './day-range.ts';
import { type Week, weekStartBeside, weeksIn } from './weeks.ts';

/** The numbers of one range: sales at once, what became of them a little later. */
export interface RangeTold {
  sales: ShopInsights;
  after: ShopAftermath | null;
}

/** A row with what became of its orders, and its numbers of the other days; null: not told yet, or there were none. */
export interface OverTimeRow extends ShopInsightsRow {
  after: ShopAftermathView | null;
  /** Its numbers in the range that is compared with; null: none are known. */
  other: OtherNumbers | null;
  /** Of a week: its days in the range, and those that stand as far from the beginning of the range compared with. */
  week?: Week;
  weekBefore?: DayRange;
}

/** A row's numbers in the range compared with; null: not told, as are buyers of a week that has more days there. */
export interface OtherNumbers {
  gmvPaidMinor: number;
  paidOrders: number;
  newBuyers: number | null;
  returning: number | null;
  after: ShopAftermathView | null;
}

const nothing: ShopAftermathView = {
  ...{ cancelledMinor: 0, refundedMinor: 0, reversedOrders: 0, shipDueOrders: 0, lateOrders: 0 },
  ...{ payoutsDue: 0, payoutsOnTime: 0 },
};

const noSales: ShopSalesView = { gmvPaidMinor: 0, paidOrders: 0, payingBuyers: 0, newBuyers: 0 };

/** The rows of some days: of weeks all, quiet ones too. @param other of another kind or currency it says nothing of them */
export function rowsOf(now: RangeTold, other: RangeTold | null): OverTimeRow[] {
  const { by, currency } = now.sales;
  const before = other?.sales.by === by && other.sales.currency === currency ? other.sales : null;
  const after = now.after && new Map(now.after.rows.map((row) => [row.key, row]));
  if (by === 'week') {
    const found = new Map(now.sales.rows.map((row) => [row.key, row]));
    const there = before && new Map(before.rows.map((row) => [row.key, row]));
    const afterThere = other?.after && new Map(other.after.rows.map((row) => [row.key, row]));
    const beside = before ? weeksIn(before, weekStartBeside(now.sales, before)) : [];
    return weeksIn(now.sales).map((week, n) => {
      const { start: key, place, days } = week;
      const row = found.get(key) ?? { ...{ key, name: '' }, ...noSales };
      // As many days, as far from the beginning: a week of fewer days stands beside as few, whichever weekdays they are.
      const those = before?.days.slice(place, place + days);
      const isThere = those?.length === days;
      // Where the other days go on longer, their week has days that this one has not.
      const keyThere = beside[n]?.days === days ? beside[n].start : null;
      const bought = keyThere !== null && there ? (there.get(keyThere) ?? noSales) : null;
      return {
        ...row,
        after: after && (after.get(key) ?? nothing),
        other: isThere
          ? {
              ...soldIn(those),
              newBuyers: bought?.newBuyers ?? null,
              returning: bought && returningOf(bought),
              after: keyThere !== null && afterThere ? (afterThere.get(keyThere) ?? nothing) : null,
            }
          : null,
        week,
        ...(before && isThere && { weekBefore: weekAt(before, week) }),
      };
    });
  }
  const known = before && new Map(before.rows.map((row) => [row.key, row]));
  const knownAfter = other?.after && new Map(other.after.rows.map((row) => [row.key, row]));
  // What a bound left out there was not nothing.
  const unknown = before && before.leftOut.rows === 0 ? noSales : null;
  return now.sales.rows.map((row) => {
    const sales = known ? (known.get(row.key) ?? unknown) : null;
    return {
      ...row,
      after: after && (after.get(row.key) ?? nothing),
      other: sales && {
        ...{ gmvPaidMinor: sales.gmvPaidMinor, paidOrders: sales.paidOrders, newBuyers: sales.newBuyers },
        returning: returningOf(sales),
        after: knownAfter ? (knownAfter.get(row.key) ?? nothing) : null,
      },
    };
  });
}

function soldIn(days: ShopInsights['days']): Pick<OtherNumbers, 'gmvPaidMinor' | 'paidOrders'> {
  return {
    gmvPaidMinor: days.reduce((sum, { gmvPaidMinor }) => sum + gmvPaidMinor, 0),
    paidOrders: days.reduce((sum, { paidOrders }) => sum + paidOrders, 0),
  };
}

function weekAt({ from }: DayRange, { place, days }: Week): DayRange {
  return { from: addDays(from, place), to: addDays(from, place + days - 1) };
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

/** The newest week or stream first, Monday first, names by their letters. */
function namesInOrder(by: ShopBy, a: OverTimeRow, b: OverTimeRow): number {
  if (by === 'week') return a.key < b.key ? 1 : -1;
  if (by === 'stream') return (b.startMs ?? 0) - (a.startMs ?? 0);
  return a.name.localeCompare(b.name) || (a.key < b.key ? -1 : 1);
}

/** Of which time somebody is new: of all the days, or of the one that a row is. */
export function freshOf(by: ShopBy): 'week' | 'stream' | 'days' {
  return by === 'week' || by === 'stream' ? by : 'days';
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
    case 'week': {
      const week = weeksIn(sales).find(({ start }) => start === key);
      return { ...days, ...(week && { from: week.from, to: week.to }) };
    }
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
