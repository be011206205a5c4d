import { within } from '../../../shared/values/time.ts';
import type { DecideAt } from '../decision.ts';
import type { Flash, Item, StreamState } from '../state.ts';

/** The price that a purchase is judged by (F3–F5). */
export type PriceInForce =
  | { kind: 'list'; priceMinor: number }
  | { kind: 'flash'; priceMinor: number; flash: Flash; lateOk: boolean };

/** What a viewer says was on the screen, and since when the viewer has been watching (a quote, F5). */
export interface Seen {
  seenPriceMinor: number;
  flashId?: string | undefined;
  joinedAtMs: number | null;
}

/**
 * The price in force for an item at `receivedAt`: a running flash before the list price (F3). A flash whose quota is
 * gone stays in force for those who saw it, so that they are told; others go on at list price. A valid quote is
 * honoured up to 2 s past the actual end, also when the next flash of the item has begun.
 */
export function priceInForce(
  state: StreamState,
  item: Item,
  seen: Seen,
  at: Pick<DecideAt, 'receivedAtMs'>,
): PriceInForce {
  const named = flashFor(state, item, seen.flashId);
  const arrivedAtMs = at.receivedAtMs;
  const running = named && isOn(named, arrivedAtMs) ? named : flashOnAt(state, item, arrivedAtMs);
  if (named && isQuoteGood(state, named, seen, at.receivedAtMs)) {
    return { kind: 'flash', priceMinor: named.priceMinor, flash: named, lateOk: true };
  }
  const sawList = seen.seenPriceMinor >= item.listPriceMinor;
  if (!running || (running.free === 0 && sawList)) return { kind: 'list', priceMinor: item.listPriceMinor };
  return { kind: 'flash', priceMinor: running.priceMinor, flash: running, lateOk: false };
}

/** How long before its start a flash's own add waits instead of being refused (F5). */
export function parkedUntil(state: StreamState, flash: Flash, receivedAtMs: number): number | null {
  return within(receivedAtMs, flash.startsAtMs - state.settings.parkMs, flash.startsAtMs)
    ? flash.startsAtMs
    : null;
}

/** The flash that an add is about: the one it names, else the item's latest. */
export function flashFor(state: StreamState, item: Item, flashId: string | undefined): Flash | null {
  const flash = state.flashes.get(flashId ?? item.flashId ?? '');
  return flash && flash.itemNumber === item.itemNumber && flash.phase !== 'undone' ? flash : null;
}

/**
 * The flash of an item that was on at a time. Nearly always that is the item's latest or none; but who arrived in an
 * earlier one may be decided when the next has been announced.
 */
function flashOnAt(state: StreamState, item: Item, receivedAtMs: number): Flash | null {
  const latest = flashFor(state, item, undefined);
  if (!latest || receivedAtMs >= latest.startsAtMs)
    return latest && isOn(latest, receivedAtMs) ? latest : null;
  for (const flash of state.flashes.values()) {
    const isOf = flash.itemNumber === item.itemNumber && flash.phase !== 'undone';
    if (isOf && isOn(flash, receivedAtMs)) return flash;
  }
  return null;
}

function isOn(flash: Flash, receivedAtMs: number): boolean {
  return within(receivedAtMs, flash.startsAtMs, flash.endsAtMs);
}

/** A flash that was called off before its start was never in force, so nobody can have been quoted it. */
function isQuoteGood(state: StreamState, flash: Flash, seen: Seen, receivedAtMs: number): boolean {
  return (
    seen.flashId === flash.flashId &&
    seen.seenPriceMinor === flash.priceMinor &&
    flash.startsAtMs < flash.endsAtMs &&
    seen.joinedAtMs !== null &&
    seen.joinedAtMs < flash.endsAtMs &&
    within(receivedAtMs, flash.endsAtMs, flash.endsAtMs + state.settings.graceMs)
  );
}
