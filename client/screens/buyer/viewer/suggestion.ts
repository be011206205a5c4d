import type { LiveView } from '../../../../shared/live-view/entries.ts';
import { shownPrice } from '../../../../shared/live-view/price.ts';

/** A product that is dearer than so many times what is missing costs more than it spares. */
const MOST_TIMES = 2;

/** A product that is named on the way to free shipping. */
export interface Suggestion {
  itemNumber: number;
  name: string;
  priceMinor: number;
}

/**
 * The one product of an origin that is worth adding so that shipping from there becomes free: the cheapest that is
 * enough by itself, else the dearest that still fits into the parcel at the same fee. Null where there is none, and
 * never one dearer than twice what is missing.
 * @param missingMinor goods value that is missing until shipping is free
 * @param inCart items that have a stepper of their own
 * @param gramsLeft what the parcel has room for at the same fee; null: that is not known, or does not matter
 */
export function suggestionFor(
  view: LiveView,
  {
    origin,
    missingMinor,
    gramsLeft,
    inCart,
  }: { origin: string; missingMinor: number; gramsLeft: number | null; inCart: ReadonlySet<number> },
  nowMs: number,
): Suggestion | null {
  const all = view.order.flatMap((itemNumber): (Suggestion & { grams: number })[] => {
    const card = view.cards[itemNumber];
    const state = view.stock[itemNumber]?.state;
    const price = shownPrice(view, itemNumber, nowMs);
    const isThere =
      card?.origin === origin && !inCart.has(itemNumber) && (state === 'IN_STOCK' || state === 'LOW');
    if (!isThere || !price || price.priceMinor > MOST_TIMES * missingMinor) return [];
    return [{ itemNumber, name: card.name, priceMinor: price.priceMinor, grams: card.grams }];
  });
  const enough = all.filter(({ priceMinor }) => priceMinor >= missingMinor);
  const fitting = all.filter(({ grams }) => gramsLeft === null || (grams > 0 && grams <= gramsLeft));
  const best =
    enough.sort((a, b) => a.priceMinor - b.priceMinor)[0] ??
    fitting.sort((a, b) => b.priceMinor - a.priceMinor)[0];
  return best ? { itemNumber: best.itemNumber, name: best.name, priceMinor: best.priceMinor } : null;
}
