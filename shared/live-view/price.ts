import { within } from '../values/time.ts';
import type { LiveView } from './entries.ts';

/** The price that a tap at `nowMs` would be judged by, as far as the view knows (F3, F5). */
export interface ShownPrice {
  priceMinor: number;
  listPriceMinor: number;
  /** Set iff the price is a running flash price with quota left. */
  flashId: string | null;
  endsAtMs: number | null;
}

/**
 * The price in force for an item on the server's clock: a running flash with quota left, else the list price.
 * @returns null if the item is not in the lineup
 */
export function shownPrice(
  view: Pick<LiveView, 'cards' | 'flash' | 'stock'>,
  itemNumber: number,
  nowMs: number,
): ShownPrice | null {
  const card = view.cards[itemNumber];
  if (!card) return null;
  const { listPriceMinor } = card;
  const flash = view.flash[itemNumber];
  const left = view.stock[itemNumber]?.flashLeft ?? 0;
  if (!flash || left <= 0 || !within(nowMs, flash.startsAtMs, flash.endsAtMs)) {
    return { priceMinor: listPriceMinor, listPriceMinor, flashId: null, endsAtMs: null };
  }
  return { ...flash, listPriceMinor };
}
