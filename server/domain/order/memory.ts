import type { Stamp } from '../facts.ts';
import type { StreamState } from '../state.ts';
import type { Order } from './order.ts';
import { freeCancelUntilMs } from './view.ts';

/**
 * Says where an order stands in memory after a fact of its own. One that is unpaid, or that its buyer may still cancel,
 * stays; any other is closed, and is forgotten when enough others have closed after it.
 */
export function placeInMemory(state: StreamState, order: Order, { atMs }: Pick<Stamp, 'atMs'>): void {
  const { orderId, status } = order;
  const freeUntilMs = status === 'PAID' ? freeCancelUntilMs(state, order) : null;
  state.closed.delete(orderId);
  if (freeUntilMs !== null && atMs < freeUntilMs) {
    state.cancellable.add(orderId);
    state.freeEndsMs = Math.min(state.freeEndsMs, freeUntilMs);
    return;
  }
  if (state.cancellable.delete(orderId)) state.freeEndsMs = 0;
  if (status !== 'PLACED') state.closed.add(orderId);
}

/**
 * Called after every fact: closes at most one order whose free cancellation is over, and forgets at most one closed
 * order. Nothing but the log decides it, so that a replay forgets the same. An order makes at least two facts, so one
 * of each per fact keeps pace, and no fact pays for a quiet hour.
 */
export function forgetOne(state: StreamState, { atMs }: Pick<Stamp, 'atMs'>): void {
  state.forgotten = null;
  if (atMs >= state.freeEndsMs) {
    // The first of a set that loses its first all day long is far behind empty places: one walk, and only when due.
    const [first, second] = state.cancellable;
    const endsMs = freeEnds(state, first);
    const order = state.orders.get(first ?? '');
    if (order && atMs >= endsMs) placeInMemory(state, order, { atMs });
    state.freeEndsMs = atMs >= endsMs ? freeEnds(state, second) : endsMs;
  }
  if (state.closed.size <= state.settings.closedOrdersKept) return;
  const [oldest] = state.closed;
  if (oldest !== undefined) forget(state, oldest);
}

/** Takes an order that was forgotten back into memory; it belongs to whom its buyer has become meanwhile (B2). */
export function takeBack(
  state: StreamState,
  recalled: Order,
  buyer: { buyerId: string; orderIds: string[] },
): Order {
  const order: Order = { ...structuredClone(recalled), buyerId: buyer.buyerId };
  state.orders.set(order.orderId, order);
  buyer.orderIds.push(order.orderId);
  buyer.orderIds.sort((a, b) => (state.orders.get(a)?.seq ?? 0) - (state.orders.get(b)?.seq ?? 0));
  return order;
}

function freeEnds(state: StreamState, orderId: string | undefined): number {
  const order = state.orders.get(orderId ?? '');
  return (order && freeCancelUntilMs(state, order)) ?? Number.MAX_SAFE_INTEGER;
}

function forget(state: StreamState, orderId: string): void {
  state.closed.delete(orderId);
  const order = state.orders.get(orderId);
  if (!order) return;
  state.orders.delete(orderId);
  const buyer = state.buyers.get(order.buyerId);
  if (buyer) buyer.orderIds = buyer.orderIds.filter((id) => id !== orderId);
  state.forgotten = order;
}
