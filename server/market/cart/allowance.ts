import type { Allowance } from '../../../shared/market/cart/allowance.ts';
import type { Buyer } from '../account/state.ts';
import { subjectOf } from '../kernel/buyer-limits.ts';
import { buyerIdNow } from '../kernel/buyers.ts';
import type { StreamState } from '../state.ts';
import { isFirstPaid } from './add.ts';

/**
 * What bounds a buyer's adds beside the shelf, and how long they are reserved (H1): told before an add, so that a refusal
 * is no news. It says what `addToCart` would judge by; `shared/live-view/may-add.ts` makes a number of it.
 * @param isNewInShop as it was looked up (H6)
 */
export function allowanceOf(state: Readonly<StreamState>, buyerId: string, isNewInShop: boolean): Allowance {
  const buyer = state.buyers.get(buyerIdNow(state, buyerId));
  const { holdMs, flashHoldMs, newBuyerHoldMs, newBuyerUnits, newcomerOrderUnits } = state.settings;
  const isNew = isNewInShop && !buyer?.hasPaid;
  const isReserved = !isFirstPaid(state, buyer);
  // A newcomer's holds are bounded by what they have as a newcomer, and by what anybody may hold.
  const own = state.settings.maxHeldUnits - (buyer?.heldUnits ?? 0);
  const room = isNew ? Math.min(own, newBuyerUnits - (buyer?.newUnits ?? 0)) : own;
  return {
    isNew,
    holdMs: isReserved ? (isNew ? newBuyerHoldMs : holdMs) : null,
    flashHoldMs: isReserved ? (isNew ? newBuyerHoldMs : flashHoldMs) : null,
    reservable: isReserved ? Math.max(0, room) : 0,
    orderUnits: isNew && newcomerOrderUnits > 0 ? newcomerOrderUnits : null,
    ordered: orderedOf(state, buyer),
  };
}

/** What counts against limits per person of items and flashes: only those that have one are counted (B1). */
function orderedOf(state: Readonly<StreamState>, buyer: Buyer | undefined): Allowance['ordered'] {
  return (buyer?.taken ?? []).flatMap(({ limit, units }) => {
    const subject = subjectOf(state, limit);
    return subject ? [{ ...subject, units }] : [];
  });
}
