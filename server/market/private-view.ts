import type { CartView } from '../../shared/contract/cart.ts';
import type { PrivateView } from '../../shared/contract/stream.ts';
import type { WaitingView } from '../../shared/contract/waitlist.ts';
import { isFirstPaid } from './cart/add.ts';
import { allowanceOf } from './cart/allowance.ts';
import { buyerIdNow } from './kernel/buyers.ts';
import { isAtMost } from './order/unpaid.ts';
import { orderView } from './order/view.ts';
import type { StreamState } from './state.ts';
import { placeIn, waiterOf } from './waitlist/line.ts';
import { whyPassedOver } from './waitlist/offer.ts';

/** The newest orders that a private view carries; the rest is in the order history. */
const SHOWN_ORDERS = 10;

/**
 * A buyer's own part of a stream: cart, holds and the newest orders in memory, whole values at the state's seq.
 * @param isNewInShop as it was looked up (H6); null: it could not be, and nothing is said that hangs on it
 */
export function privateView(
  state: Readonly<StreamState>,
  buyerId: string,
  isNewInShop: boolean | null = null,
): PrivateView {
  const id = buyerIdNow(state, buyerId);
  const orderIds = state.buyers.get(id)?.orderIds.slice(-SHOWN_ORDERS).reverse() ?? [];
  const waiting = waitingView(state, id);
  return {
    seq: state.seq,
    cart: cartView(state, id),
    orders: orderIds.flatMap((orderId) => {
      const order = state.orders.look(orderId);
      return order ? [orderView(state, order)] : [];
    }),
    ...(waiting.length > 0 && { waiting }),
    ...(isAtMost(state, state.buyers.get(id)) && { payFirst: true as const }),
    ...(isNewInShop !== null && { allowance: allowanceOf(state, id, isNewInShop) }),
  };
}

function cartView(state: Readonly<StreamState>, buyerId: string): CartView {
  const buyer = state.buyers.get(buyerId);
  const lines = (buyer?.lines ?? []).map((line) => ({
    itemNumber: line.itemNumber,
    directUnits: line.direct,
    expiredUnits: line.expired,
    holds: line.holds.flatMap((holdId) => {
      const hold = state.holds.get(holdId);
      if (!hold) return [];
      const { units, unitPriceMinor, flashId, untilMs, isOffer } = hold;
      return [{ units, unitPriceMinor, flashId, untilMs, ...(isOffer && { isOffer }) }];
    }),
  }));
  return { lines, firstPaid: isFirstPaid(state, buyer) };
}

/** The lines that a buyer stands in, and how far in front (H5). */
function waitingView(state: Readonly<StreamState>, buyerId: string): WaitingView[] {
  return (state.buyers.get(buyerId)?.waitsFor ?? []).flatMap((itemNumber) => {
    const waiter = waiterOf(state, itemNumber, buyerId);
    const place = placeIn(state, itemNumber, buyerId);
    const item = state.items.get(itemNumber);
    if (!waiter || place === null || !item) return [];
    return [{ itemNumber, units: waiter.units, place, passedOver: whyPassedOver(state, item, waiter) }];
  });
}
