import type { Merge } from '../account/merging.ts';
import { addTaken } from '../kernel/buyer-limits.ts';

/** The orders of two buyers become those of one (B2), and what they count under limits and phones is added up. */
export const orderMerge: Merge = {
  fold: (state, from, into) => {
    for (const { limit, units } of from.taken) addTaken(into, limit, units);
    for (const orderId of from.orderIds) {
      const order = state.orders.get(orderId);
      if (order) order.buyerId = into.buyerId;
    }
    for (const byLimit of state.phones.values()) {
      for (const byBuyer of byLimit.values()) {
        const units = byBuyer.get(from.buyerId);
        if (units === undefined) continue;
        byBuyer.delete(from.buyerId);
        byBuyer.set(into.buyerId, (byBuyer.get(into.buyerId) ?? 0) + units);
      }
    }
    if (from.orders) into.orders = (into.orders ?? 0) + from.orders;
    into.orderIds.push(...from.orderIds);
    if (from.unpaid) into.unpaid = [...(into.unpaid ?? []), ...from.unpaid];
  },
  invalidate: (changed, state, { intoId }) => {
    for (const orderId of state.buyers.get(intoId)?.orderIds ?? []) changed.orders.add(orderId);
  },
};
