import type { Order, OrderShipping } from '../order/order.ts';
import type { StreamState } from '../state.ts';
import { groupOf, partsFrom, surplusOf } from './group.ts';

/**
 * What an order that is called off gets back of its shipping, by origin: what the rest of its group does not need (P3),
 * and never more than it paid. What the others paid too much is theirs at CLOSED.
 */
export function shippingOfCancelled(
  state: Readonly<StreamState>,
  order: Order,
  fees: readonly OrderShipping[],
): { shippingRefunds: { origin: string; amountMinor: number }[]; keptMinor: number } {
  const shippingRefunds: { origin: string; amountMinor: number }[] = [];
  let keptMinor = 0;
  for (const { origin, feeMinor, refundedMinor } of fees) {
    const group = groupOf(state.buyers.get(order.buyerId), origin, order.addressId);
    const leftMinor = feeMinor - refundedMinor;
    const surplusMinor = group ? surplusOf(state, group, partsFrom(state, order, origin)) : leftMinor;
    const amountMinor = Math.min(leftMinor, surplusMinor);
    keptMinor += leftMinor - amountMinor;
    if (amountMinor > 0) shippingRefunds.push({ origin, amountMinor });
  }
  return { shippingRefunds, keptMinor };
}
