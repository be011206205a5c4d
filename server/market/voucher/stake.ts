import { buyerIdNow } from '../kernel/buyers.ts';
import type { StreamState } from '../state.ts';

/** True for who has units reserved in this stream, or has paid an order in it online: not somebody who was made to guess. */
export function hasStake(state: Readonly<StreamState>, buyerId: string): boolean {
  const buyer = state.buyers.get(buyerIdNow(state, buyerId));
  return buyer !== undefined && (buyer.heldUnits > 0 || buyer.hasPaid);
}
