import type { StreamState } from '../state.ts';
import type { Order, OrderLine } from './order.ts';

/** An order in memory that a fact names: a log that names another is broken. */
export function orderOf(state: Readonly<StreamState>, orderId: string): Order {
  const order = state.orders.get(orderId);
  if (!order) throw new Error(`Order ${orderId} is not in the log of ${state.streamId}.`);
  return order;
}

/** A line of an order that a fact names. */
export function lineAt(order: Order, index: number): OrderLine {
  const line = order.lines[index];
  if (!line) throw new Error(`Order ${order.orderId} has no line ${index}.`);
  return line;
}
