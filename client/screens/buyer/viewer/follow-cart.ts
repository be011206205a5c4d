import { secondNames } from '../../../../shared/values/names.ts';
import { noteGoods } from '../../../stores/cart-goods.ts';
import { noteCart } from '../../../stores/carts-at.ts';
import type { LiveStore } from '../../../stores/live-store.ts';
import type { World } from '../../../stores/world.ts';
import { showMoves } from './show-moves.ts';

/**
 * What follows the ledger's cart beside the page itself: moves are shown, and the device remembers where it has a cart and
 * what is in it, so that every other page leads there.
 * @returns ends it
 */
export function followCart(live: LiveStore, keep: World['keep']): () => void {
  const endMoves = showMoves(live);
  let noted: unknown;
  const note = () => {
    const { mine, view } = live.store.getState();
    if (!mine || mine.cart === noted) return;
    const { lines } = mine.cart;
    noteCart(keep, live.slug, lines.length > 0);
    const goods = lines.flatMap(({ itemNumber, holds, directUnits, expiredUnits }) => {
      const card = view.cards[itemNumber];
      const units = holds.reduce((sum, hold) => sum + hold.units, directUnits + expiredUnits);
      return card ? [{ name: card.name, ...secondNames(card), picture: card.picture, units }] : [];
    });
    noteGoods(keep, live.slug, goods);
    // Cards come with the first view, which may be after the cart: until then there is something to note yet.
    if (goods.length === lines.length) noted = mine.cart;
  };
  note();
  const endNotes = live.store.subscribe(note);
  return () => {
    endMoves();
    endNotes();
  };
}
