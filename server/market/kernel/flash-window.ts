import { within } from '../../../shared/values/time.ts';
import type { Flash } from '../flash-sale/state.ts';
import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';
import type { DecideAt, Parked } from './decision.ts';

/**
 * A draw is held so long after its window, at the earliest: what was read at the end of that, here or at another server,
 * takes part. What comes in between is decided after it.
 */
export const HELD_LATER_MS = 50;
/** And taps are read so long after it whatever there is to do, so that each has a place or a receipt. */
const READ_LATER_MS = 700;

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

/** Nobody can have waited for a flash that starts as it is announced. */
function hasDraw({ phase, announcedAtMs, startsAtMs }: Flash): boolean {
  return announcedAtMs < startsAtMs && (phase === 'announced' || phase === 'running');
}

/**
 * Until when all taps are read because a draw is open, or was a moment ago: a loop that is busy reads some of them late.
 * The first of such times, epoch ms; null: no draw is, or was.
 */
export function drawReadUntil(
  state: Pick<StreamState, 'flashes' | 'settings'>,
  nowMs: number,
): number | null {
  const { parkMs } = state.settings;
  let firstMs: number | null = null;
  for (const flash of state.flashes.values()) {
    const untilMs = flash.startsAtMs + parkMs + READ_LATER_MS;
    const isOpen = hasDraw(flash) && within(nowMs, flash.startsAtMs - parkMs, untilMs);
    if (isOpen && (firstMs === null || untilMs < firstMs)) firstMs = untilMs;
  }
  return firstMs;
}

/** When the windows of the draws end that are to come, epoch ms. */
export function* drawEndsOf({
  flashes,
  settings,
}: Pick<StreamState, 'flashes' | 'settings'>): Generator<number> {
  for (const flash of flashes.values()) {
    if (flash.phase === 'announced' && hasDraw(flash)) yield flash.startsAtMs + settings.parkMs;
  }
}

/**
 * The draw that a tap on a flash waits for, once per buyer, or null (F7). From 300 ms before to 300 ms after a start that was
 * counted down to it takes part, and is then decided with its own arrival, or with the start if it came before. Until the
 * draw is held it waits all the same: the log knows whether it may have come in time.
 */
export function drawFor(
  state: StreamState,
  flash: Flash,
  buyerId: string,
  { receivedAtMs, heldDraws = [], isDrawOpen }: Pick<DecideAt, 'receivedAtMs' | 'heldDraws' | 'isDrawOpen'>,
): Parked | null {
  const { flashId, startsAtMs } = flash;
  const { parkMs } = state.settings;
  const endsAtMs = startsAtMs + parkMs;
  const untilMs = endsAtMs + HELD_LATER_MS;
  if (heldDraws.includes(flashId) || !hasDraw(flash) || receivedAtMs < startsAtMs - parkMs) return null;
  if (receivedAtMs >= untilMs && !isDrawOpen?.(flashId, endsAtMs)) return null;
  return {
    kind: 'parked',
    endsAtMs,
    untilMs,
    asOfMs: Math.max(receivedAtMs, startsAtMs),
    draw: { name: flashId, of: buyerId },
  };
}
