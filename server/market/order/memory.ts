import type { StreamFact } from '../facts.ts';
import type { Stamp } from '../kernel/stamp.ts';
import { dropAfterSale, indexAfterSale } from '../parcel/after-sale.ts';
import type { StreamState } from '../state.ts';
import type { Order } from './order.ts';
import { freeCancelUntilMs } from './view.ts';

/** Passed places of the queue that are cut off at once. */
const LEAST_CUT_OFF = 1_000;
/** The most orders that one fact forgets: more than one command recalls. */
const MOST_FORGOTTEN = 64;

/**
 * Says where an order stands in memory after a fact of its own. One that is unpaid, or that its buyer may still cancel,
 * stays; any other is closed, and is forgotten when enough others have closed after it.
 */
export function placeInMemory(state: StreamState, order: Order, { atMs }: Pick<Stamp, 'atMs'>): void {
  const { orderId, status } = order;
  const freeUntilMs = status === 'PAID' ? freeCancelUntilMs(state, order) : null;
  state.closed.delete(orderId);
  if (freeUntilMs !== null && atMs < freeUntilMs) {
    if (!state.cancellable.has(orderId)) state.paidQueue.push(orderId);
    state.cancellable.add(orderId);
    return;
  }
  state.cancellable.delete(orderId);
  if (status !== 'PLACED') state.closed.add(orderId);
}

/**
 * Called after every fact: closes at most one order whose free cancellation is over, and forgets what is too much. An
 * order that is recalled drives nobody out by itself: the fact that it is recalled for may be about several orders, and
 * all of them have to be there. Nothing but the log decides it, so that a replay forgets the same. An order makes at
 * least two facts, so closing one per fact keeps pace, and no fact pays for a quiet hour.
 */
export function forgetSome(
  state: StreamState,
  fact: Pick<StreamFact, 'type'>,
  { atMs }: Pick<Stamp, 'atMs'>,
): void {
  if (state.forgotten.length > 0) state.forgotten = [];
  const paid = longestPaid(state);
  const order = paid === undefined ? undefined : state.orders.get(paid);
  if (order && atMs >= (freeCancelUntilMs(state, order) ?? 0)) placeInMemory(state, order, { atMs });
  if (fact.type === 'order_recalled') return;
  while (state.closed.size > state.settings.closedOrdersKept && state.forgotten.length < MOST_FORGOTTEN) {
    const [oldest] = state.closed;
    if (oldest !== undefined) forget(state, oldest);
  }
}

/** Takes an order that was forgotten back into memory; it belongs to whom its buyer has become meanwhile (B2). */
export function takeBack(
  state: StreamState,
  recalled: Order,
  buyer: { buyerId: string; orderIds: string[] },
): Order {
  const order: Order = { ...structuredClone(recalled), buyerId: buyer.buyerId };
  state.orders.set(order.orderId, order);
  indexAfterSale(state, order);
  buyer.orderIds.push(order.orderId);
  buyer.orderIds.sort((a, b) => (state.orders.get(a)?.seq ?? 0) - (state.orders.get(b)?.seq ?? 0));
  return order;
}

/**
 * The order that has been free to cancel for the longest time. A set that loses its first all day long has it behind
 * thousands of empty places, so the order of their payments stands in a list beside it, with the place of the first.
 */
function longestPaid(state: StreamState): string | undefined {
  const { cancellable, paidQueue } = state;
  while (state.paidFrom < paidQueue.length && !cancellable.has(paidQueue[state.paidFrom] ?? '')) {
    state.paidFrom += 1;
  }
  if (state.paidFrom >= LEAST_CUT_OFF && 2 * state.paidFrom > paidQueue.length) {
    state.paidQueue = paidQueue.slice(state.paidFrom);
    state.paidFrom = 0;
  }
  return state.paidQueue[state.paidFrom];
}

function forget(state: StreamState, orderId: string): void {
  state.closed.delete(orderId);
  const order = state.orders.get(orderId);
  if (!order) return;
  state.orders.delete(orderId);
  const buyer = state.buyers.get(order.buyerId);
  if (buyer) buyer.orderIds = buyer.orderIds.filter((id) => id !== orderId);
  dropAfterSale(state, order);
  state.forgotten.push(order);
}
