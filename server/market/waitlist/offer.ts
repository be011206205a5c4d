import { isFirstPaid, newBuyerRoom, overLimit } from '../cart/add.ts';
import type { StreamFact } from '../facts.ts';
import { nothingTouched, touch } from '../invalidation.ts';
import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';
import { isSelling } from '../stream/state.ts';
import type { Waiter } from './state.ts';

/** Why somebody who waits can't be offered units just now: a bound of their own. Their place is kept meanwhile. */
export type PassedOver = 'first_paid' | 'held' | 'limit' | 'new';

/**
 * The next offer that is due (H5), or null: a hold at list price for the first in a line who can have units, as many of
 * those wanted as there are. Asked until it is null after everything that may free units and before anybody else is
 * served, so units come to the line first. Who is kept from units by a bound is passed over and keeps the place.
 * @param since the facts since none was due: only lines that they touch are walked, for a long one that is passed over
 *   whole would else be walked with every command; null: all of them
 */
export function nextOffer(
  state: StreamState,
  by: { atMs: number; ids: { next(): string } },
  since: readonly StreamFact[] | null = null,
): StreamFact | null {
  if (state.waitlists.size === 0 || since?.length === 0) return null;
  if (state.pause || !isOffering(state, by.atMs)) return null;
  for (const [itemNumber, line] of linesTouched(state, since)) {
    const item = state.items.get(itemNumber);
    if (!item || offerable(state, item) === 0) continue;
    for (const waiter of line) {
      const units = Math.min(item.available, waiter.units, roomOf(state, item, waiter));
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

/** The lines of items, and of buyers, that facts have changed something of. */
function linesTouched(state: StreamState, since: readonly StreamFact[] | null): Iterable<[number, Waiter[]]> {
  const { waitlists, buyers } = state;
  if (since === null) return waitlists;
  const touched = nothingTouched();
  for (const fact of since) touch(touched, state, fact);
  if (touched.stream) return waitlists;
  const items = new Set([...touched.stock, ...touched.waitlists]);
  for (const buyerId of touched.buyers) {
    for (const itemNumber of buyers.get(buyerId)?.waitsFor ?? []) items.add(itemNumber);
  }
  return [...waitlists].filter(([itemNumber]) => items.has(itemNumber));
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

/** The most units that somebody who waits may be offered now, within every bound on holds (B1, H3, H6). */
function roomOf(state: StreamState, item: Item, waiter: Waiter): number {
  const buyer = state.buyers.get(waiter.buyerId);
  if (isFirstPaid(state, buyer)) return 0;
  const room = Math.min(
    state.settings.maxHeldUnits - (buyer?.heldUnits ?? 0),
    overLimit(state, buyer, item, null, waiter.units) ?? waiter.units,
  );
  return isNewNow(state, waiter) ? Math.min(room, newBuyerRoom(state, buyer, item)) : room;
}

/** H6: new at the join, and nothing paid online in this stream since. */
function isNewNow(state: StreamState, waiter: Waiter): boolean {
  return waiter.isNew && !state.buyers.get(waiter.buyerId)?.hasPaid;
}
