import type { StreamFact } from '../../market/facts.ts';
import type { Stamp } from '../../market/kernel/stamp.ts';
import type { StreamState } from '../../market/state.ts';
import { nextOffer } from '../../market/waitlist/offer.ts';
import type { No } from './violation.ts';

/** An id that a look into the future would need: nothing of it is kept. */
const noIds = { next: () => '' };

/**
 * INV25: units that come free go to the line first (H5). An offer is the one that was due, and while one is due nobody
 * else takes units of that item. Asked before the fact is applied; what asks for no units may stand in between.
 */
export function checkWaitlist(state: StreamState, fact: StreamFact, { atMs }: Stamp, no: No): void {
  if (state.waitlists.size === 0) return;
  if (fact.type === 'waitlist_offered') {
    const due = nextOffer(state, { atMs, ids: noIds });
    const said = (offer: StreamFact | null) =>
      offer?.type === 'waitlist_offered'
        ? `${offer.units} of item ${offer.itemNumber} at ${offer.unitPriceMinor} until ${offer.untilMs} for ${offer.buyerId}`
        : 'nothing';
    if (said(due) !== said(fact)) throw no('INV25', said(fact), said(due));
    return;
  }
  const taken = takenBy(state, fact);
  if (taken.length === 0) return;
  const due = nextOffer(state, { atMs, ids: noIds });
  if (due?.type === 'waitlist_offered' && taken.includes(due.itemNumber)) {
    throw no('INV25', `units of item ${due.itemNumber} taken`, `an offer to ${due.buyerId} before it`);
  }
}

/** The items of which a fact takes units from the shelf for somebody. */
function takenBy(state: StreamState, fact: StreamFact): number[] {
  switch (fact.type) {
    case 'cart_added':
      return fact.hold && !fact.taken ? [fact.itemNumber] : [];
    case 'order_placed':
      return fact.lines
        .filter(({ units, holds }) => holds.reduce((sum, part) => sum + part.units, 0) < units)
        .map(({ itemNumber }) => itemNumber);
    case 'order_paid':
      return fact.late ? (state.orders.get(fact.orderId)?.lines ?? []).map((line) => line.itemNumber) : [];
    default:
      return [];
  }
}
