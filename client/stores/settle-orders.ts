import { isUndecided } from '../../shared/contract/answer.ts';
import type { OrderView } from '../../shared/market/order/contract.ts';
import { isFresh } from '../../shared/values/receipt.ts';
import type { PendingOrder, PendingOrders } from '../connection/pending-keys.ts';
import type { LiveStore } from './live-store.ts';

/** What became of an order that had no answer (I3). */
export type Settled =
  | { outcome: 'accepted'; order: OrderView }
  | { outcome: 'refused' | 'never_seen'; pending: PendingOrder }
  /** A restore may have lost it (I5): the key stays until its buyer has read so. */
  | { outcome: 'lost'; pending: PendingOrder; loss: Loss }
  /** Still being decided, or the line is gone: the key stays, to be asked again. */
  | { outcome: 'open'; pending: PendingOrder };

/** When an order may have been lost, and whom its buyer can ask. */
export interface Loss {
  sinceMs: number;
  restoredAtMs: number;
  ask: string | null;
}

const MOST_ASKS = 5;
const ASK_AGAIN_MS = 800;

/**
 * Asks what became of each order of a stream that has no answer, and lets go of the keys that have one. An order that the
 * server has not seen will never be, once no page may be sending it any more: the buyer may tap again. While one has a
 * receipt that is good it is sent again instead, whatever page began it: under its key it is one order, at the price that
 * was due when it was tapped (F5).
 * @param nowMs the server's time
 */
export async function settleOrders(
  slug: string,
  pending: PendingOrders,
  send: LiveStore['send'],
  nowMs: () => number,
): Promise<Settled[]> {
  const settled: Settled[] = [];
  for (const order of pending.all().filter((each) => each.slug === slug)) {
    const isWorthIt = isFresh(order.request.receipt, nowMs());
    settled.push(await (isWorthIt ? sendAgain(order, pending, send) : settleOne(order, pending, send)));
  }
  return settled;
}

async function sendAgain(
  order: PendingOrder,
  pending: PendingOrders,
  send: LiveStore['send'],
): Promise<Settled> {
  const answer = await send('order:place', { ...order.request, inDoubt: true });
  if (!answer.ok && answer.code === 'LOST_IN_RESTORE')
    return { outcome: 'lost', pending: order, loss: answer };
  if (!answer.ok && isUndecided(answer.code)) return { outcome: 'open', pending: order };
  pending.settle(order.request.key);
  return answer.ok ? { outcome: 'accepted', order: answer.order } : { outcome: 'refused', pending: order };
}

async function settleOne(
  order: PendingOrder,
  pending: PendingOrders,
  ask: LiveStore['send'],
): Promise<Settled> {
  const { key, history } = order.request;
  const isOver = !pending.isUnderWayElsewhere(key);
  for (let asks = 0; asks < MOST_ASKS; asks += 1) {
    const answer = await ask('order:status', isOver ? { key, history, letGo: true } : { key, history });
    if (!answer.ok || (answer.outcome === 'never_seen' && !isOver)) break;
    if (answer.outcome === 'in_progress') {
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      continue;
    }
    if (answer.outcome === 'lost_in_restore') return { outcome: 'lost', pending: order, loss: answer };
    pending.settle(key);
    if (answer.outcome === 'accepted') return { outcome: 'accepted', order: answer.order };
    return { outcome: answer.outcome, pending: order };
  }
  return { outcome: 'open', pending: order };
}
