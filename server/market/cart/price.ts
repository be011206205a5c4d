import { within } from '../../../shared/values/time.ts';
import type { Buyer } from '../account/state.ts';
import type { Flash } from '../flash-sale/state.ts';
import type { DecideAt } from '../kernel/decision.ts';
import { flashFor, flashOnAt, isOn, isQuoteGood, type Seen } from '../kernel/flash-window.ts';
import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';

/** The price that a purchase is judged by (F3–F5). */
export type PriceInForce = { kind: 'list'; priceMinor: number } | FlashSale;

interface FlashSale {
  kind: 'flash';
  priceMinor: number;
  flash: Flash;
  lateOk: boolean;
  /** The arrival of an earlier try, if a receipt of it gave the price. */
  receiptAtMs?: number;
}

/** When a command arrived, and when an earlier try of it did that was not decided, by a receipt; null or absent: none. */
export interface Arrivals extends Pick<DecideAt, 'receivedAtMs'> {
  receiptAtMs?: number | null;
}

/**
 * The price in force for a buyer who asks for an item: as of the command's own arrival, or as of the arrival that a
 * receipt proves, if a flash had a lower one then (F5). A receipt is good for 30 s and once per buyer and flash.
 */
export function priceInForce(
  state: StreamState,
  item: Item,
  seen: Seen,
  at: Arrivals,
  buyer: Buyer | undefined,
): PriceInForce {
  const arrivedAtMs = at.receivedAtMs;
  const now = priceAt(state, item, seen, arrivedAtMs);
  const receiptAtMs = goodReceipt(state, at);
  if (receiptAtMs === null) return now;
  const then = priceAt(state, item, seen, receiptAtMs);
  if (then.kind === 'list' || then.priceMinor >= now.priceMinor) return now;
  return buyer?.receipts?.includes(then.flash.flashId) ? now : { ...then, receiptAtMs };
}

/** The arrival that a receipt proves; null without one, or if it is too old. */
function goodReceipt(state: StreamState, { receivedAtMs, receiptAtMs = null }: Arrivals): number | null {
  if (receiptAtMs === null) return null;
  return within(receivedAtMs, receiptAtMs, receiptAtMs + state.settings.receiptMs) ? receiptAtMs : null;
}

/**
 * What a flash still sells at a price: its `free` units. Who is judged by an earlier arrival, when it is over, has what a
 * late payment would have, what lapsed included (F6).
 */
export function quotaOf({ flash, receiptAtMs }: FlashSale): Flash {
  const isByReceipt = receiptAtMs !== undefined && flash.phase === 'over';
  return isByReceipt ? { ...flash, free: flash.free + flash.lapsed } : flash;
}

/** Of units that a receipt gave at the price of a flash that is over, those that had lapsed: they go first (F6). */
export function lapsedPart({ phase, lapsed }: Flash, units: number): { fromLapsed?: number } {
  const fromLapsed = phase === 'over' ? Math.min(lapsed, units) : 0;
  return fromLapsed > 0 ? { fromLapsed } : {};
}

/**
 * A running flash before the list price (F3). A flash whose quota is gone stays in force for those who saw its price, so that
 * they are told; others go on at list price, and hear of a list price that has risen since. A valid quote is honoured up to 2 s past the actual end, also when the next flash
 * of the item has begun.
 */
function priceAt(state: StreamState, item: Item, seen: Seen, arrivedAtMs: number): PriceInForce {
  const named = flashFor(state, item, seen.flashId);
  const running = named && isOn(named, arrivedAtMs) ? named : flashOnAt(state, item, arrivedAtMs);
  if (named && isQuoteGood(state, named, seen, arrivedAtMs)) {
    return { kind: 'flash', priceMinor: named.priceMinor, flash: named, lateOk: true };
  }
  const { listPriceMinor } = item;
  if (!running || (running.free === 0 && !isSeen(running, seen, listPriceMinor))) {
    return { kind: 'list', priceMinor: listPriceMinor };
  }
  return { kind: 'flash', priceMinor: running.priceMinor, flash: running, lateOk: false };
}

/** Whether somebody was shown the price of a flash: names it, or asks for no more, and not for the list price. */
function isSeen(flash: Flash, { flashId, seenPriceMinor }: Seen, listPriceMinor: number): boolean {
  if (seenPriceMinor >= listPriceMinor) return false;
  return flashId === flash.flashId || seenPriceMinor <= flash.priceMinor;
}
