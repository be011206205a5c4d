import { buyerOf } from '../kernel/buyers.ts';
import { creditGroup } from '../shipping/group.ts';
import type { StreamState } from '../state.ts';
import type { Order } from './order.ts';

/** Of what an order was charged for sending from an origin, an amount went back. */
export function giveShippingBack(
  state: StreamState,
  order: Order,
  origin: string,
  amountMinor: number,
): void {
  const fee = order.shipping?.find((known) => known.origin === origin);
  if (!fee) throw new Error(`Order ${order.orderId} was charged no shipping from ${origin}.`);
  fee.refundedMinor += amountMinor;
  creditGroup(buyerOf(state, order.buyerId), order, origin, amountMinor);
}
