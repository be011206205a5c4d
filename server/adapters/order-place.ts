import type { OrderPlace, OrderQuestion } from '../ports/order-question.ts';
import type { OrderRow } from '../ports/rows.ts';

/** Where an order stands in a list of this sort. */
export function placeOf({ sort = 'time' }: Pick<OrderQuestion, 'sort'>, order: OrderRow): OrderPlace {
  const { placedAtMs, orderId } = order;
  if (sort === 'time') return { placedAtMs, orderId };
  const value = { number: order.streamId, sum: order.totalMinor, state: order.status }[sort];
  return { placedAtMs, orderId, value };
}
