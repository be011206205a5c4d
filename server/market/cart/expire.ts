import type { StreamFact } from '../facts.ts';
import type { DecideDue } from '../kernel/capability.ts';
import { returnAfterClose } from '../stock/after-close.ts';
import { leavesWith } from '../waitlist/line.ts';
import { expiredOffer } from '../waitlist/offer.ts';
import type { Hold } from './state.ts';

/** A hold that was not used is over: its units go back, and its buyer leaves the line of the item. */
export const expireHold: DecideDue = (state, { id }, by) => {
  const hold = state.holds.get(id);
  if (!hold) return [];
  return [
    expiryOf(hold, by.struck),
    ...leavesWith(state, hold.buyerId, [hold.itemNumber], 'ran_out'),
    ...returnAfterClose(state, [hold], by.ids),
  ];
};

/** What is said of a hold that ran out. An offer was not asked for at that moment: its silence is no strike (H3, H5). */
function expiryOf(hold: Hold, struck: Set<string>): StreamFact {
  if (hold.isOffer) return expiredOffer(hold);
  const { buyerId, holdId, itemNumber, units, flashId, untilMs: dueAtMs } = hold;
  const strike = !struck.has(buyerId);
  struck.add(buyerId);
  return { type: 'hold_expired', buyerId, dueAtMs, flashId, holdId, itemNumber, strike, units };
}
