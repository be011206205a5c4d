import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { CallOffReason } from '../../../shared/market/order/call-off-reasons.ts';
import type { StreamFact } from '../facts.ts';
import type { ConsoleAt } from '../kernel/console-at.ts';
import { accept, type Decision, refused } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';
import { cancelledFact, freedBy } from './cancel.ts';
import type { Order } from './order.ts';
import { findOrder, type LookedUp } from './recall.ts';

/**
 * The shop cancels an order that no parcel has anything of, also after its free hour (O11). One that is not paid is released;
 * of one that is, all goes back that a cancellation by its buyer would give. It is decided on the sum that somebody looked at:
 * another one by now → CANCEL_INVALID `changed`.
 */
export function callOff(
  state: StreamState,
  request: { orderId: string; reason: CallOffReason; refundMinor: number },
  by: ConsoleAt & { lookedUp: LookedUp | null },
): Decision<{ seq: number }> {
  const found = findOrder(state, request.orderId, by.lookedUp, by.atMs);
  if (found.kind === 'refused') return refused(found.refusal);
  const { order, recall } = found;
  const cancelled = calledOff(state, order);
  if (cancelled.type !== 'order_cancelled') return refused(cancelled);
  const { refundMinor } = cancelled;
  if (refundMinor !== request.refundMinor) return refused(no('changed', refundMinor));
  const fact: StreamFact = { ...cancelled, calledOffBy: by.by, reason: request.reason };
  return accept([...recall, fact, ...freedBy(state, order, by.ids)], (_after, seq) => ({ seq }));
}

/** How an order is cancelled now, or why the shop can't (O11). */
export function calledOff(
  state: Readonly<StreamState>,
  order: Order,
): Extract<StreamFact, { type: 'order_cancelled' }> | (Refusal & { type?: never }) {
  if (order.status !== 'PLACED' && order.status !== 'PAID') return no('over');
  // An order with a parcel can't be cancelled, whenever that was sent (O4).
  if (order.afterSale && order.afterSale.shipments.length > 0) return no('packed');
  return cancelledFact(state, order);
}

/** What comes back of a paid order if it is cancelled now (P3), minor units; null: it is unpaid, packed or over. */
export function backIfCancelled(state: Readonly<StreamState>, order: Order): number | null {
  const cancelled = calledOff(state, order);
  return cancelled.type && cancelled.stage === 'paid' ? cancelled.refundMinor : null;
}

function no(reason: 'over' | 'packed' | 'changed', refundMinor?: number) {
  return { code: 'CANCEL_INVALID' as const, reason, ...(refundMinor !== undefined && { refundMinor }) };
}
