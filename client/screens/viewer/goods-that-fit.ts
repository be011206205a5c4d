import type { LiveView } from '../../../shared/live-view/view.ts';

/** How many goods are named for a parcel that has room. */
const MOST = 2;

/**
 * Goods from an origin that still fit into its parcel and can be bought, the heaviest first: they fill it best.
 * @param grams what the parcel has room for
 */
export function goodsThatFit(
  view: LiveView,
  origin: string,
  grams: number,
): { itemNumber: number; name: string; grams: number }[] {
  return view.order
    .flatMap((itemNumber) => {
      const card = view.cards[itemNumber];
      const state = view.stock[itemNumber]?.state;
      const isThere = state === 'IN_STOCK' || state === 'LOW';
      return card && isThere && card.origin === origin && card.grams > 0 && card.grams <= grams
        ? [{ itemNumber, name: card.name, grams: card.grams }]
        : [];
    })
    .sort((a, b) => b.grams - a.grams || a.itemNumber - b.itemNumber)
    .slice(0, MOST);
}
