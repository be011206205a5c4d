import { cartLine } from '../cart/lines.ts';
import type { StreamFact } from '../facts.ts';
import { buyerIdNow } from '../kernel/buyers.ts';
import type { DecideAt, Decision } from '../kernel/decision.ts';
import { accept } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';
import { returnAfterClose } from '../stock/after-close.ts';
import { waiterOf } from './line.ts';

/**
 * Decides a no (H5): the place in the item's line is given up, and units on offer go on to the next at once. It works
 * whatever the stream's state; who neither waits nor has an offer has nothing to give up, and nothing happens.
 */
export function leaveWaitlist(
  state: StreamState,
  { itemNumber }: { itemNumber: number },
  by: DecideAt & { buyerId: string },
): Decision<{ seq: number }> {
  const buyerId = buyerIdNow(state, by.buyerId);
  const facts: StreamFact[] = [];
  if (waiterOf(state, itemNumber, buyerId)) {
    facts.push({ type: 'waitlist_left', buyerId, itemNumber, reason: 'asked' });
  }
  const offered = (cartLine(state.buyers.get(buyerId), itemNumber)?.holds ?? []).flatMap((holdId) => {
    const hold = state.holds.get(holdId);
    return hold?.isOffer ? [hold] : [];
  });
  if (offered.length > 0) {
    const released = offered.map(({ holdId, units }) => ({ holdId, units }));
    facts.push({ type: 'offer_declined', buyerId, itemNumber, released });
    facts.push(...returnAfterClose(state, offered, by.ids));
  }
  return accept(facts, (_after, seq) => ({ seq }));
}
