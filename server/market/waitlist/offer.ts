import { isFirstPaid, newcomerRoom } from '../cart/add.ts';
import type { Hold } from '../cart/state.ts';
import type { Deadline } from '../deadlines.ts';
import type { StreamFact } from '../facts.ts';
import { overLimit } from '../kernel/buyer-limits.ts';
import type { Invalidated } from '../kernel/invalidated.ts';
import { isSelling } from '../kernel/selling.ts';
import type { Item } from '../lineup/state.ts';
import { UNKNOWN_NETWORK } from '../newcomers/network.ts';
import type { StreamState } from '../state.ts';
import type { Waiter } from './state.ts';

/** Why somebody who waits can't be offered units just now: a bound of their own. Their place is kept meanwhile. */
export type PassedOver = 'first_paid' | 'held' | 'limit' | 'new';

/** Whether anybody waits, and offers go out at this time. */
export function mayOffer(state: StreamState, atMs: number): boolean {
  return state.waitlists.size > 0 && !state.pause && isOffering(state, atMs);
}

/**
 * The next offer that is due (H5), or null: a hold at list price for the first in a line who can have units, as many of
 * those wanted as there are. Asked until it is null after everything that may free units and before anybody else is
 * served, so units come to the line first. Who is kept from units by a bound is passed over and keeps the place.
 * @param changed since none was due: only lines that this touches are walked, for a long one that is passed over whole
 *   would else be walked with every command; null: all of them
 */
export function nextOffer(
  state: StreamState,
  by: { atMs: number; ids: { next(): string } },
  changed: Invalidated | null = null,
): StreamFact | null {
  if (!mayOffer(state, by.atMs)) return null;
  for (const [itemNumber, line] of linesChanged(state, changed)) {
    const item = state.items.get(itemNumber);
    if (!item || offerable(state, item) === 0) continue;
    for (const waiter of line) {
      const units = Math.min(item.available, waiter.units, roomOf(state, item, waiter, by.atMs));
      if (units < 1) continue;
      return {
        type: 'waitlist_offered',
        buyerId: waiter.buyerId,
        itemNumber,
        units,
        unitPriceMinor: item.listPriceMinor,
        holdId: by.ids.next(),
        untilMs: by.atMs + state.settings.offerMs,
        isNew: isNewNow(state, waiter),
      };
    }
  }
  return null;
}

/** The lines of items, and of buyers, of which something has changed. */
function linesChanged(state: StreamState, changed: Invalidated | null): Iterable<[number, Waiter[]]> {
  const { waitlists, buyers } = state;
  if (changed === null || changed.stream) return waitlists;
  const items = new Set([...changed.stock, ...changed.waitlists]);
  for (const buyerId of changed.buyers) {
    for (const itemNumber of buyers.get(buyerId)?.waitsFor ?? []) items.add(itemNumber);
  }
  return [...waitlists].filter(([itemNumber]) => items.has(itemNumber));
}

/** The fact of an offer to which nothing was said in time. */
export function expiredOffer({ buyerId, holdId, itemNumber, units, untilMs: dueAtMs }: Hold): StreamFact {
  return { type: 'offer_expired', buyerId, holdId, itemNumber, units, dueAtMs };
}

/** When the lines of a stream that is over end (S3). Nobody joins them by then: without one there is no deadline. */
export function linesEnd(state: StreamState): Deadline[] {
  const dueAtMs = offersEndAtMs(state);
  return dueAtMs === null || state.waitlists.size === 0
    ? []
    : [{ dueAtMs, kind: 'waitlist', id: state.streamId }];
}

/** When offers stop (S3): some time after the end, at CLOSED at the latest; null while the stream is not over. */
export function offersEndAtMs({ endedAtMs, closesAtMs, settings }: Readonly<StreamState>): number | null {
  if (endedAtMs === null) return null;
  return Math.min(endedAtMs + settings.offersAfterEndMs, closesAtMs ?? Number.POSITIVE_INFINITY);
}

/** The bound of their own that keeps who waits from being offered a single unit, or null. */
export function whyPassedOver(state: Readonly<StreamState>, item: Item, waiter: Waiter): PassedOver | null {
  const buyer = state.buyers.get(waiter.buyerId);
  if (isFirstPaid(state, buyer)) return 'first_paid';
  if ((buyer?.heldUnits ?? 0) >= state.settings.maxHeldUnits) return 'held';
  if (overLimit(state, buyer, item, null, 1) !== null) return 'limit';
  const isNew = waiter.isNew && !buyer?.hasPaid;
  return isNew && (buyer?.newUnits ?? 0) >= state.settings.newBuyerUnits ? 'new' : null;
}

/** Offers go out while goods are sold, and for some time after the end (S3). */
function isOffering(state: StreamState, atMs: number): boolean {
  if (isSelling(state)) return true;
  const endsAtMs = offersEndAtMs(state);
  return state.status === 'ENDED' && endsAtMs !== null && atMs < endsAtMs;
}

/**
 * Units of an item that may go to its line now: none of a stopped one (L6), and none while a flash of it still has
 * units to sell, since whoever waits can have those for less (a flash price is never offered).
 */
function offerable(state: StreamState, item: Item): number {
  if (item.isStopped || item.isRemoved) return 0;
  const flash = item.flashId === null ? undefined : state.flashes.get(item.flashId);
  return flash?.phase === 'running' && flash.free > 0 ? 0 : item.available;
}

/** The most units that somebody who waits may be offered now, within every bound on holds (B1, H3, H6, H8). */
function roomOf(state: StreamState, item: Item, waiter: Waiter, atMs: number): number {
  const buyer = state.buyers.get(waiter.buyerId);
  if (isFirstPaid(state, buyer)) return 0;
  const room = Math.min(
    state.settings.maxHeldUnits - (buyer?.heldUnits ?? 0),
    overLimit(state, buyer, item, null, waiter.units) ?? waiter.units,
  );
  if (!isNewNow(state, waiter)) return room;
  const from = { tag: waiter.networkTag ?? UNKNOWN_NETWORK, atMs };
  return Math.min(room, newcomerRoom(state, buyer, item, null, from));
}

/** H6: new at the join, and nothing paid online in this stream since. */
function isNewNow(state: StreamState, waiter: Waiter): boolean {
  return waiter.isNew && !state.buyers.get(waiter.buyerId)?.hasPaid;
}
