import type { Answer } from '../../shared/contract/answer.ts';
import type { OrderView } from '../../shared/contract/order.ts';
import type { LiveReply, LiveRequest } from '../../shared/protocol.ts';
import type { PendingOrder, PendingOrders } from '../connection/pending-keys.ts';

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

export type AskStatus = (
  command: 'order:status',
  request: LiveRequest<'order:status'>,
) => Promise<Answer<LiveReply<'order:status'>>>;

const MOST_ASKS = 5;
const ASK_AGAIN_MS = 800;

/**
 * Asks what became of each order of a stream that has no answer, and lets go of the keys that have one. An order that the
 * server has not seen will never be, once no page may be sending it any more: the buyer may tap again.
 */
export async function settleOrders(slug: string, pending: PendingOrders, ask: AskStatus): Promise<Settled[]> {
  const settled: Settled[] = [];
  for (const order of pending.all().filter((each) => each.slug === slug)) {
    settled.push(await settleOne(order, pending, ask));
  }
  return settled;
}

async function settleOne(order: PendingOrder, pending: PendingOrders, ask: AskStatus): Promise<Settled> {
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
