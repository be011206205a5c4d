import { buyerIdNow } from '../kernel/buyers.ts';
import type { DecideAt, Decision } from '../kernel/decision.ts';
import { accept, refused } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';
import { returnAfterClose } from '../stock/after-close.ts';
import { leavesWith } from '../waitlist/line.ts';
import { cartLine } from './lines.ts';
import type { Hold, ReleasedPart } from './state.ts';

/**
 * Decides a removal: expired units go first, then wanted ones without a hold, then the latest holds (H2).
 * More units than the line has → CART_CHANGED with what there is.
 */
export function removeFromCart(
  state: StreamState,
  request: { itemNumber: number; units: number },
  by: DecideAt & { buyerId: string },
): Decision<{ seq: number }> {
  const buyerId = buyerIdNow(state, by.buyerId);
  const { itemNumber } = request;
  const line = cartLine(state.buyers.get(buyerId), itemNumber);
  if (!line) return refused({ code: 'CART_CHANGED', itemNumber, units: 0 });
  const holds = latestFirst(line.holds.flatMap((holdId) => state.holds.get(holdId) ?? []));
  const held = holds.reduce((sum, hold) => sum + hold.units, 0);
  const present = line.expired + line.direct + held;
  if (request.units > present) return refused({ code: 'CART_CHANGED', itemNumber, units: present });

  const expired = Math.min(line.expired, request.units);
  const direct = Math.min(line.direct, request.units - expired);
  const released = partsOf(holds, request.units - expired - direct);
  const leaves = released.length > 0 ? leavesWith(state, buyerId, [itemNumber], 'given_back') : [];
  return accept(
    [
      { type: 'cart_removed', buyerId, itemNumber, expired, direct, released },
      ...leaves,
      ...returnAfterClose(state, [{ itemNumber, units: request.units - expired - direct }], by.ids),
    ],
    (_after, seq) => ({
      seq,
    }),
  );
}

/** The first `units` units of holds, in the order given. */
export function partsOf(holds: readonly Hold[], units: number): ReleasedPart[] {
  const parts: ReleasedPart[] = [];
  let left = units;
  for (const hold of holds) {
    if (left === 0) break;
    const used = Math.min(hold.units, left);
    parts.push({ holdId: hold.holdId, units: used, flashId: hold.flashId });
    left -= used;
  }
  return parts;
}

function latestFirst(holds: Hold[]): Hold[] {
  return holds
    .map((hold, made) => ({ hold, made }))
    .sort((a, b) => b.hold.untilMs - a.hold.untilMs || b.made - a.made)
    .map(({ hold }) => hold);
}
