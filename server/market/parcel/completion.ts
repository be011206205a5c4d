import type { Deadline } from '../deadlines.ts';
import type { StreamFact } from '../facts.ts';
import type { Order } from '../order/order.ts';
import type { StreamState } from '../state.ts';
import { completesAtMs } from './after-sale.ts';

/** When an order is completed by itself (O4), or null while nothing says so. */
export function completionDeadline(state: StreamState, order: Readonly<Order>): Deadline | null {
  if (!order.afterSale) return null;
  const dueAtMs = completesAtMs(state, order);
  return dueAtMs === null ? null : { dueAtMs, kind: 'complete', id: order.orderId };
}

/** What was forgotten meanwhile has no deadline here: it is judged when it is recalled, and looked for in the tables. */
export function completionOf(state: StreamState, order: Order | undefined): Deadline[] {
  const deadline = order ? completionDeadline(state, order) : null;
  return deadline ? [deadline] : [];
}

/** The fact that an order was completed by itself. */
export function completed(orderId: string, dueAtMs: number): StreamFact {
  return { type: 'order_completed', orderId, dueAtMs };
}
