import { buyerOf } from '../kernel/buyers.ts';
import { countNewHeld } from '../newcomers/count.ts';
import type { StreamState } from '../state.ts';
import { release } from '../stock/counters.ts';
import { addExpiry, removeExpiry } from '../stock/expiries.ts';
import { cartLine } from './lines.ts';
import type { Hold, HoldPart } from './state.ts';

/** Writes down a hold. Whether there is one is decided in `add.ts` or `waitlist/offer.ts`; `stock/counters.ts` moves the units. */
export function keepHold(state: StreamState, hold: Hold): void {
  const { holdId, itemNumber, untilMs } = hold;
  state.holds.set(holdId, hold);
  addExpiry(state, itemNumber, untilMs);
}

/** Frees units of a hold: back to the shelf, and out of the buyer's cart. */
export function releaseHold(state: StreamState, part: HoldPart): void {
  const hold = state.holds.get(part.holdId);
  if (!hold) throw new Error(`Hold ${part.holdId} is not in the log of ${state.streamId}.`);
  release(state, hold.itemNumber, hold.flashId, part.units, 'held');
  spendHold(state, hold, part.units);
}

/** Takes units out of a hold and its cart line; where they go is the caller's matter. */
export function spendHold(state: StreamState, hold: Hold, units: number): void {
  const buyer = buyerOf(state, hold.buyerId);
  hold.units -= units;
  buyer.heldUnits -= units;
  if (hold.isNew) countNewHeld(state, buyer, hold, -units);
  if (hold.units > 0) return;
  const { holdId, itemNumber, untilMs } = hold;
  state.holds.delete(holdId);
  removeExpiry(state, itemNumber, untilMs);
  const line = cartLine(buyer, itemNumber);
  if (line) line.holds = line.holds.filter((other) => other !== holdId);
}
