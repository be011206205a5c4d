import type { BasketView } from '../../shared/contract/basket.ts';
import type { PrivateView } from '../../shared/contract/stream.ts';
import { isFirstPaid } from './basket/add.ts';
import { orderView } from './order/view.ts';
import { buyerIdNow, type StreamState } from './state.ts';

/** The newest orders that a private view carries; the rest is in the order history. */
const SHOWN_ORDERS = 10;

/** A buyer's own part of a stream: basket, holds and the newest orders in memory, whole values at the state's seq. */
export function privateView(state: Readonly<StreamState>, buyerId: string): PrivateView {
  const id = buyerIdNow(state, buyerId);
  const orderIds = state.buyers.get(id)?.orderIds.slice(-SHOWN_ORDERS).reverse() ?? [];
  return {
    seq: state.seq,
    basket: basketView(state, id),
    orders: orderIds.flatMap((orderId) => {
      const order = state.orders.get(orderId);
      return order ? [orderView(state, order)] : [];
    }),
  };
}

function basketView(state: Readonly<StreamState>, buyerId: string): BasketView {
  const buyer = state.buyers.get(buyerId);
  const lines = (buyer?.lines ?? []).map((line) => ({
    itemNumber: line.itemNumber,
    directUnits: line.direct,
    expiredUnits: line.expired,
    holds: line.holds.flatMap((holdId) => {
      const hold = state.holds.get(holdId);
      if (!hold) return [];
      const { units, unitPriceMinor, flashId, untilMs } = hold;
      return [{ units, unitPriceMinor, flashId, untilMs }];
    }),
  }));
  return { lines, firstPaid: isFirstPaid(state, buyer) };
}
