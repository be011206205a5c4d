import type { Answer } from '../../shared/contract/answer.ts';
import type { OrderView } from '../../shared/contract/order.ts';
import type { LiveReply, LiveRequest } from '../../shared/protocol.ts';
import { LONGEST_SEND_MS } from '../connection/command-link.ts';
import type { PendingOrder, PendingOrders } from '../connection/pending-keys.ts';

/** What became of an order that had no answer (I3). */
export type Settled =
  | { outcome: 'accepted'; order: OrderView }
  | { outcome: 'refused' | 'never_seen'; pending: PendingOrder }
  /** Still being decided, or the line is gone: the key stays, to be asked again. */
  | { outcome: 'open'; pending: PendingOrder };

export type AskStatus = (
  command: 'order:status',
  request: LiveRequest<'order:status'>,
) => Promise<Answer<LiveReply<'order:status'>>>;

const MOST_ASKS = 5;
const ASK_AGAIN_MS = 800;

/**
 * Asks what became of each order of a stream that has no answer, and lets go of the keys that have one. An order that the
 * server has not seen will never be, if nobody sends it any more: the buyer may tap again.
 * @param isOver false while another page of this device may still be sending it: then it is asked for again later
 */
export async function settleOrders(
  slug: string,
  pending: PendingOrders,
  ask: AskStatus,
  isOver: (order: PendingOrder) => boolean,
): Promise<Settled[]> {
  const settled: Settled[] = [];
  for (const order of pending.all().filter((each) => each.slug === slug)) {
    settled.push(await settleOne(order, pending, ask, isOver(order)));
  }
  return settled;
}

/** True once the page that sent an order has made its last try; a clock that was set back keeps nobody waiting. */
export function isLastTryOver({ sentAtMs }: PendingOrder, nowMs: number): boolean {
  return Math.abs(nowMs - sentAtMs) >= LONGEST_SEND_MS;
}

async function settleOne(
  order: PendingOrder,
  pending: PendingOrders,
  ask: AskStatus,
  isOver: boolean,
): Promise<Settled> {
  for (let asks = 0; asks < MOST_ASKS; asks += 1) {
    const { key } = order.request;
    const answer = await ask('order:status', isOver ? { key, letGo: true } : { key });
    if (!answer.ok || (answer.outcome === 'never_seen' && !isOver)) break;
    if (answer.outcome === 'in_progress') {
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      continue;
    }
    pending.settle(key);
    if (answer.outcome === 'accepted') return { outcome: 'accepted', order: answer.order };
    return { outcome: answer.outcome, pending: order };
  }
  return { outcome: 'open', pending: order };
}
