import type { TickerOrder } from '../../../shared/market/order/contract.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import type { Floor } from './floor.ts';

/** One minute of the clock; `count` is null where the ticker does not reach back to its beginning. */
export interface PaceMinute {
  atMs: number;
  count: number | null;
}

/**
 * What was placed in each of the last minutes, oldest first, the running minute last. Counted from the ticker alone.
 * @param count what one order counts for: 1, or its units of one item
 */
export function paceOf(
  { orders, ordersKnownFromMs }: Pick<Floor, 'orders' | 'ordersKnownFromMs'>,
  nowMs: number,
  minutes: number,
  count: (order: TickerOrder) => number,
): PaceMinute[] {
  const lastMs = Math.floor(nowMs / MINUTE) * MINUTE;
  const firstMs = lastMs - (minutes - 1) * MINUTE;
  const counts = new Array<number>(minutes).fill(0);
  for (const order of orders) {
    const at = Math.floor((order.atMs - firstMs) / MINUTE);
    if (at >= 0 && at < minutes) counts[at] = counts[at]! + count(order);
  }
  return counts.map((counted, at) => {
    const atMs = firstMs + at * MINUTE;
    return { atMs, count: atMs >= ordersKnownFromMs ? counted : null };
  });
}

/** What was placed since a moment; null where the ticker does not reach back to it. Orders stand newest first. */
export function lately(
  { orders, ordersKnownFromMs }: Pick<Floor, 'orders' | 'ordersKnownFromMs'>,
  sinceMs: number,
  count: (order: TickerOrder) => number,
): number | null {
  if (sinceMs < ordersKnownFromMs) return null;
  let all = 0;
  for (const order of orders) {
    if (order.atMs <= sinceMs) break;
    all += count(order);
  }
  return all;
}

/** Units of one item in an order. */
export function unitsOf(itemNumber: number): (order: TickerOrder) => number {
  return ({ lines }) =>
    lines.reduce((sum, line) => (line.itemNumber === itemNumber ? sum + line.units : sum), 0);
}

/**
 * Units of every item in each of the last minutes, oldest first, the running minute last; items that sold none are
 * absent. Orders stand newest first, so that the count ends with the first older one.
 */
export function unitsByMinute(
  orders: readonly TickerOrder[],
  nowMs: number,
  minutes: number,
): ReadonlyMap<number, readonly number[]> {
  const firstMs = Math.floor(nowMs / MINUTE) * MINUTE - (minutes - 1) * MINUTE;
  const units = new Map<number, number[]>();
  for (const order of orders) {
    const at = Math.floor((order.atMs - firstMs) / MINUTE);
    if (at < 0) break;
    for (const line of order.lines) {
      const counts = units.get(line.itemNumber) ?? new Array<number>(minutes).fill(0);
      counts[Math.min(at, minutes - 1)]! += line.units;
      units.set(line.itemNumber, counts);
    }
  }
  return units;
}
