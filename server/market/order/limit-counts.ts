import { countUnder, itemLimit } from '../kernel/buyer-limits.ts';
import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';
import type { Order } from './order.ts';

/** Orders that no unit of which counts against a limit (B1). */
const GIVEN_UP: ReadonlySet<Order['status']> = new Set(['EXPIRED', 'EXPIRED_REFUNDED', 'CANCELLED']);

/**
 * Counts what buyers have ordered of an item that had no limit so far, once, out of the orders in memory. Those that are
 * older, closed and forgotten do not count under a limit that is newer than they are.
 */
export function beginCounting(state: StreamState, item: Item): void {
  const isKept = item.buyerLimit !== null || item.isCounted === true;
  item.isCounted = true;
  if (isKept) return;
  for (const { status, buyerId, phoneTag, lines } of state.orders.values()) {
    const buyer = state.buyers.get(buyerId);
    if (!buyer || GIVEN_UP.has(status)) continue;
    for (const { itemNumber, units, unfilled, withdrawn = 0 } of lines) {
      const left = units - unfilled - withdrawn;
      if (itemNumber === item.itemNumber && left > 0) {
        countUnder(state, buyer, phoneTag, itemLimit(itemNumber), left);
      }
    }
  }
}
