import type { PrivateView } from '../../../../shared/contract/private-view.ts';
import { secondNames } from '../../../../shared/values/names.ts';
import { ADDED_AT } from '../../../stores/added-at.ts';
import { noteGoods } from '../../../stores/cart-goods.ts';
import { noteCart } from '../../../stores/carts-at.ts';
import type { Placing } from '../../../stores/placing.ts';
import type { World } from '../../../stores/world.ts';
import { showMoves } from './show-moves.ts';
import type { ViewerStores } from './viewer-stores.ts';

/**
 * What follows the ledger's cart beside the page itself: moves are shown, and the device remembers where it has a cart and
 * what is in it, so that every other page leads there. An order that stands is out of the cart at once: its yes may come
 * before the cart's own change, and the page leaves to pay with it.
 * @returns ends it
 */
export function followCart({ live, cart }: ViewerStores, keep: World['keep']): () => void {
  const endMoves = showMoves(live);
  let noted: unknown;
  let before: { placing: Placing; cart: unknown } | null = null;
  /** Units of each item that this order took from the cart, as long as the cart is still that of before. */
  const takenOf = ({ cart: mine, orders }: PrivateView): ReadonlyMap<number, number> => {
    const { placing } = cart.store.getState();
    if (placing.kind !== 'placed') return none;
    const { orderId, lines } = placing.order;
    if (before?.placing !== placing) before = { placing, cart: mine };
    if (before.cart !== mine || orders.some((order) => order.orderId === orderId)) return none;
    const taken = new Map<number, number>();
    for (const { itemNumber, units } of lines) taken.set(itemNumber, (taken.get(itemNumber) ?? 0) + units);
    return taken;
  };
  /** An add without an answer is no part of the cart yet: until it is, or was refused, other pages lead here by its mark. */
  const forgetAdded = (isFull: boolean) => {
    const { waiting, faults } = cart.store.getState();
    const isAdding = Object.values(waiting).some((units) => units > 0);
    const isAnswered = noted === undefined || isFull || Object.keys(faults).length > 0;
    if (!isAdding && isAnswered && keep.read(ADDED_AT) === live.slug) keep.remove(ADDED_AT);
  };
  const note = () => {
    const { mine, view } = live.store.getState();
    if (!mine) return;
    forgetAdded(mine.cart.lines.length > 0);
    const taken = takenOf(mine);
    const now = taken === none ? mine.cart : before;
    if (now === noted) return;
    const lines = mine.cart.lines.flatMap((line) => {
      const units =
        line.holds.reduce((sum, hold) => sum + hold.units, line.directUnits + line.expiredUnits) -
        (taken.get(line.itemNumber) ?? 0);
      return units > 0 || taken === none ? [{ itemNumber: line.itemNumber, units }] : [];
    });
    noteCart(keep, live.slug, lines.length > 0);
    const goods = lines.flatMap(({ itemNumber, units }) => {
      const card = view.cards[itemNumber];
      return card ? [{ name: card.name, ...secondNames(card), picture: card.picture, units }] : [];
    });
    noteGoods(keep, live.slug, goods);
    // Cards come with the first view, which may be after the cart: until then there is something to note yet.
    if (goods.length === lines.length) noted = now;
  };
  note();
  const endings = [live.store.subscribe(note), cart.store.subscribe(note), endMoves];
  return () => {
    for (const end of endings) end();
  };
}

const none: ReadonlyMap<number, number> = new Map();
