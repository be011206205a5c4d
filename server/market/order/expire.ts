import type { StreamFact } from '../facts.ts';
import type { DecideDue } from '../kernel/capability.ts';
import type { StreamState } from '../state.ts';
import { returnAfterClose } from '../stock/after-close.ts';
import { leavesWith } from '../waitlist/line.ts';
import { itemsOf, unitsOf } from './cancel.ts';
import type { Order } from './order.ts';

/** The window of an order is over and nobody has paid: its units go back. Paid, or its window moved: nothing happens. */
export const expireOrder: DecideDue = (state, { id, dueAtMs }, by) => {
  const order = state.orders.get(id);
  if (order?.status !== 'PLACED' || order.payByMs !== dueAtMs) return [];
  return [
    expiredOrder(state, order, by.struck),
    ...leavesWith(state, order.buyerId, itemsOf(order), 'ran_out'),
    ...returnAfterClose(state, unitsOf(order), by.ids),
  ];
};

/** H3: an order that nobody paid keeps units from others as a hold does. What its provider caused is no strike. */
function expiredOrder(state: StreamState, order: Order, struck: Set<string>): StreamFact {
  const { orderId, buyerId, payByMs: dueAtMs } = order;
  const isStrike = state.settings.isUnpaidStrike && !isProvidersFault(order) && !struck.has(buyerId);
  if (isStrike) struck.add(buyerId);
  return { type: 'order_expired', orderId, dueAtMs, ...(isStrike && { strike: true as const }) };
}

/** The provider had the payment and did not finish it, or failed at it, as it said itself. */
function isProvidersFault({ wasPending, hasProviderFailed }: Order): boolean {
  return wasPending || hasProviderFailed === true;
}
