import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { StreamFact } from '../facts.ts';
import { buyerIdNow } from '../kernel/buyers.ts';
import { completesAtMs } from '../parcel/after-sale.ts';
import { completed } from '../parcel/completion.ts';
import type { StreamState } from '../state.ts';
import type { Order } from './order.ts';

/**
 * What a command brings of an order that was not in memory when it came, looked up before its batch; `order` is null if
 * there is no such closed order. `atSeq` is where the log stood before the look.
 */
export interface LookedUp {
  order: Order | null;
  atSeq: number;
}

/** An order that a rule can decide about. `recall` comes before its other facts, if there are any. */
export interface FoundOrder {
  kind: 'found';
  order: Order;
  recall: StreamFact[];
}

/** It has to be looked up, then it is decided. */
const lookFirst = {
  kind: 'refused',
  refusal: { code: 'UNAVAILABLE', retryAfterMs: 100 },
} as const;

/**
 * Finds a buyer's own order. Somebody else's is looked for as if it were nowhere: whoever asks hears the same no after
 * the same look-ups, and never learns that there is one.
 * @param buyerId who asks
 * @param lookedUp null if their order was in memory when the command came
 */
export function findOwnOrder(
  state: StreamState,
  orderId: string,
  by: { buyerId: string; lookedUp: LookedUp | null; atMs: number },
): FoundOrder | { kind: 'refused'; refusal: Refusal } {
  const { buyerId, lookedUp } = by;
  if (hasOwnOrder(state, orderId, buyerId)) return findOrder(state, orderId, null, by.atMs);
  if (!lookedUp) return lookFirst;
  const isTheirs = lookedUp.order !== null && isOrderOf(state, lookedUp.order, buyerId);
  if (!isTheirs || state.orders.has(orderId)) return { kind: 'refused', refusal: { code: 'NOT_FOUND' } };
  return findOrder(state, orderId, lookedUp, by.atMs);
}

/** Whether an order is in memory, and this buyer's. */
export function hasOwnOrder(state: Readonly<StreamState>, orderId: string, buyerId: string): boolean {
  const order = state.orders.look(orderId);
  return order !== undefined && isOrderOf(state, order, buyerId);
}

function isOrderOf(state: Readonly<StreamState>, order: Pick<Order, 'buyerId'>, buyerId: string): boolean {
  return buyerIdNow(state, order.buyerId) === buyerIdNow(state, buyerId);
}

/**
 * Finds an order in memory, or in what was looked up.
 * @param lookedUp null if the order was in memory when the command came
 * @param atMs when the command is decided
 * @returns a refusal: NOT_FOUND, or UNAVAILABLE if the order was forgotten or recalled since the look: look again
 */
export function findOrder(
  state: StreamState,
  orderId: string,
  lookedUp: LookedUp | null,
  atMs: number,
): FoundOrder | { kind: 'refused'; refusal: Refusal } {
  const order = state.orders.get(orderId);
  if (order) return { kind: 'found', order, recall: [] };
  if (!lookedUp || (lookedUp.order && state.recalledSeq > lookedUp.atSeq)) return lookFirst;
  if (!lookedUp.order) return { kind: 'refused', refusal: { code: 'NOT_FOUND' } };
  const recalled = { ...lookedUp.order, buyerId: buyerIdNow(state, lookedUp.order.buyerId) };
  const recall: StreamFact[] = [{ type: 'order_recalled', orderId, order: recalled }];
  const dueAtMs = completesAtMs(state, recalled);
  if (dueAtMs === null || dueAtMs > atMs) return { kind: 'found', order: recalled, recall };
  // Nobody could sweep a deadline of an order that was not in memory: it is judged now that it is read (T6).
  recall.push(completed(orderId, dueAtMs));
  return { kind: 'found', order: { ...recalled, status: 'COMPLETED' }, recall };
}

/**
 * Finds several orders, as `findOrder` does one.
 * @param lookedUp those that were not in memory when the command came, by id
 */
export function findOrders(
  state: StreamState,
  orderIds: readonly string[],
  lookedUp: ReadonlyMap<string, LookedUp>,
  atMs: number,
): { kind: 'found'; orders: Order[]; recall: StreamFact[] } | { kind: 'refused'; refusal: Refusal } {
  const orders: Order[] = [];
  const recall: StreamFact[] = [];
  for (const orderId of orderIds) {
    const found = findOrder(state, orderId, lookedUp.get(orderId) ?? null, atMs);
    if (found.kind === 'refused') return found;
    orders.push(found.order);
    recall.push(...found.recall);
  }
  return { kind: 'found', orders, recall };
}
