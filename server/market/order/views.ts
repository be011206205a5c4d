import type { TickerOrder } from '../../../shared/market/order/contract.ts';
import type { Views } from '../kernel/views.ts';
import type { Order } from './order.ts';
import { isAtMost } from './unpaid.ts';
import { orderView } from './view.ts';

/** The newest orders that a private view carries; the rest is in the order history. */
const SHOWN_ORDERS = 10;
/** The newest orders that a console opens with, and the most that a frame carries. */
const TICKER_ORDERS = 200;

export const orderViews = {
  own: {
    orders: (state, buyerId) => {
      const orderIds = state.buyers.get(buyerId)?.orderIds.slice(-SHOWN_ORDERS).reverse() ?? [];
      return orderIds.flatMap((orderId) => {
        const order = state.orders.look(orderId);
        return order ? [orderView(state, order)] : [];
      });
    },
    payFirst: (state, buyerId) => (isAtMost(state, state.buyers.get(buyerId)) ? true : undefined),
  },
  console: {
    gmv: ({ gmv }) => ({ ...gmv }),
    orders: {
      keys: ({ orders }) => orders.keys(),
      shown: (state, orderId) => {
        const order = state.orders.look(orderId);
        return order && tickerOrder(order);
      },
      most: TICKER_ORDERS,
    },
  },
} satisfies Views;

/** The shop's half of the reference is added by who knows the shop (O7). */
function tickerOrder(order: Order): TickerOrder {
  return {
    orderId: order.orderId,
    number: order.number,
    reference: order.number,
    atMs: order.placedAtMs,
    status: order.status,
    units: order.lines.reduce((sum, line) => sum + line.units, 0),
    totalMinor: order.totalMinor,
    ...(order.nth !== undefined && { nth: order.nth }),
    lines: order.lines.map(({ itemNumber, units, unitPriceMinor }) => ({
      itemNumber,
      units,
      unitPriceMinor,
    })),
  };
}
