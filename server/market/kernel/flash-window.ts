import { within } from '../../../shared/values/time.ts';
import type { Flash } from '../flash-sale/state.ts';
import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';

/** What a viewer says was on the screen, and since when the viewer has been watching (a quote, F5). */
export interface Seen {
  seenPriceMinor: number;
  flashId?: string | undefined;
  joinedAtMs: number | null;
}

/** The flash that an add is about: the one it names, else the item's latest. */
export function flashFor(state: StreamState, item: Item, flashId: string | undefined): Flash | null {
  const flash = state.flashes.get(flashId ?? item.flashId ?? '');
  return flash && flash.itemNumber === item.itemNumber && flash.phase !== 'undone' ? flash : null;
}

/** The flash of an item that was on at a time: who arrived in one may be decided when the next has been announced. */
export function flashOnAt(state: StreamState, item: Item, arrivedAtMs: number): Flash | null {
  for (const flash of state.flashes.values()) {
    const isOf = flash.itemNumber === item.itemNumber && flash.phase !== 'undone';
    if (isOf && isOn(flash, arrivedAtMs)) return flash;
  }
  return null;
}

/** True from the start of a flash until just before its end (T5), by the arrival of who asks. */
export function isOn(flash: Flash, receivedAtMs: number): boolean {
  return within(receivedAtMs, flash.startsAtMs, flash.endsAtMs);
}

/**
 * Whether a flash that is over is still in force for who was quoted it: up to 2 s past its actual end (F5). One that was
 * called off before its start was never in force, so nobody can have been quoted it.
 */
export function isQuoteGood(state: StreamState, flash: Flash, seen: Seen, receivedAtMs: number): boolean {
  return (
    seen.flashId === flash.flashId &&
    seen.seenPriceMinor === flash.priceMinor &&
    flash.startsAtMs < flash.endsAtMs &&
    seen.joinedAtMs !== null &&
    seen.joinedAtMs < flash.endsAtMs &&
    within(receivedAtMs, flash.endsAtMs, flash.endsAtMs + state.settings.graceMs)
  );
}

/** How long before its start a flash's own add waits instead of being refused (F5). */
export function parkedUntil(state: StreamState, flash: Flash, receivedAtMs: number): number | null {
  return within(receivedAtMs, flash.startsAtMs - state.settings.parkMs, flash.startsAtMs)
    ? flash.startsAtMs
    : null;
}
