import type { PaymentOutcome } from '../../../shared/contract/payment.ts';
import type { StreamFact } from '../facts.ts';
import { capsOf, counted, orderedByPhone } from '../kernel/buyer-limits.ts';
import type { DecideAt, Decision } from '../kernel/decision.ts';
import { accept, refused } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';
import { flashOf, itemOf } from '../stock/counters.ts';
import { whyUsedUp } from '../voucher/choose.ts';
import { voucherOf } from '../voucher/claims.ts';
import type { Order } from './order.ts';
import { findOrder, type LookedUp } from './recall.ts';

export interface Payment {
  orderId: string;
  paymentId: string;
  amountMinor: number;
  outcome: PaymentOutcome;
}

/** Declined tries that one order notes; a paid notice is never passed over. */
const MAX_NOTICES = 100;

/** What a notice led to, for the log of the server and for alarms. */
export interface PaymentReply {
  seq: number;
  /** True when money came that did not fit: a wrong amount or a second payment. */
  alarm: boolean;
}

/**
 * Decides what a provider's notice does (order table). A notice heard before does nothing. The payment's time is the
 * webhook's `receivedAt`; the deadline before it has been processed by then (T6).
 */
export function settlePayment(
  state: StreamState,
  payment: Payment,
  by: DecideAt & { lookedUp: LookedUp | null },
): Decision<PaymentReply> {
  const found = findOrder(state, payment.orderId, by.lookedUp, by.atMs);
  if (found.kind === 'refused') return refused(found.refusal);
  const { order, recall } = found;
  const { orderId, paymentId, amountMinor } = payment;
  const quiet = (alarm: boolean) => (_after: Readonly<StreamState>, seq: number) => ({ seq, alarm });
  if (order.payments.includes(`${payment.outcome}:${paymentId}`)) return accept([], quiet(false));

  if (payment.outcome === 'declined' || payment.outcome === 'failed') {
    const isNoted = order.payments.length < MAX_NOTICES;
    if (!isNoted) return accept([], quiet(false));
    const byProvider = payment.outcome === 'failed' && { byProvider: true as const };
    return accept([...recall, { type: 'payment_declined', orderId, paymentId, ...byProvider }], quiet(false));
  }
  if (payment.outcome === 'opened') {
    const { newcomerOpenedMs } = state.settings;
    const isLonger = order.status === 'PLACED' && order.isNew && !order.wasOpened && newcomerOpenedMs > 0;
    if (!isLonger) return accept([], quiet(false));
    const payByMs = order.payByMs + newcomerOpenedMs;
    return accept([{ type: 'payment_opened', orderId, paymentId, payByMs }], quiet(false));
  }
  if (payment.outcome === 'pending') {
    if (order.status !== 'PLACED' || order.wasPending) return accept([], quiet(false));
    const payByMs = order.payByMs + state.settings.pendingMs;
    return accept([{ type: 'payment_pending', orderId, paymentId, payByMs }], quiet(false));
  }

  const giveBack = (reason: 'cancelled' | 'second' | 'amount' | 'expired'): StreamFact => ({
    type: 'payment_refunded',
    orderId,
    paymentId,
    amountMinor,
    reason,
    ...(order.turned && { method: order.turned.from }),
  });
  if (order.status === 'CANCELLED') return accept([...recall, giveBack('cancelled')], quiet(false));
  if (order.status === 'PAID' || order.status === 'COMPLETED')
    return accept([...recall, giveBack('second')], quiet(!order.turned));
  if (order.status === 'EXPIRED_REFUNDED') return accept([...recall, giveBack('expired')], quiet(false));
  if (amountMinor !== order.totalMinor) return accept([...recall, giveBack('amount')], quiet(true));

  const paid = (late: boolean, fromLapsed: number[]): StreamFact => ({
    type: 'order_paid',
    amountMinor,
    fromLapsed,
    late,
    method: order.payment,
    orderId,
    paidAtMs: by.receivedAtMs,
    paymentId,
  });
  if (order.status === 'PLACED') return accept([...recall, paid(false, [])], quiet(false));
  const fromLapsed = state.status === 'CLOSED' ? null : takeAgain(state, order);
  if (fromLapsed) return accept([...recall, paid(true, fromLapsed)], quiet(false));
  return accept([...recall, giveBack('expired'), { type: 'order_expired_refunded', orderId }], quiet(false));
}

/**
 * Whether every line of an expired order can be taken again at the same prices, limits judged again (F6, V3): per line the
 * flash units that come from `lapsed`, or null if any line cannot. A running flash gives from `free` alone, one that is
 * over from `lapsed` first.
 */
function takeAgain(state: StreamState, order: Order): number[] | null {
  const buyer = state.buyers.get(order.buyerId);
  const claimant = { buyer, buyerId: order.buyerId, phoneTag: order.phoneTag };
  // A voucher's terms stand on the order; what is judged anew is whether there is a claim left (V3).
  const isUsedUp = (voucherId: string) => whyUsedUp(state, voucherOf(state, voucherId), claimant) !== null;
  if (order.vouchers?.some(isUsedUp)) return null;
  const available = new Map<number, number>();
  const quota = new Map<string, { free: number; lapsed: number }>();
  const limits = new Map<string, number>();
  const fromLapsed: number[] = [];
  for (const line of order.lines) {
    const item = itemOf(state, line.itemNumber);
    const flash = flashOf(state, line.flashId);
    if (!flash && item.listPriceMinor !== line.unitPriceMinor) return null;
    const left = (available.get(item.itemNumber) ?? item.available) - line.units;
    if (left < 0) return null;
    available.set(item.itemNumber, left);

    let lapsedPart = 0;
    if (flash) {
      const has = quota.get(flash.flashId) ?? { free: flash.free, lapsed: flash.lapsed };
      lapsedPart = flash.phase === 'running' ? 0 : Math.min(has.lapsed, line.units);
      if (has.free < line.units - lapsedPart) return null;
      quota.set(flash.flashId, {
        free: has.free - (line.units - lapsedPart),
        lapsed: has.lapsed - lapsedPart,
      });
    }
    fromLapsed.push(lapsedPart);

    for (const { limit, cap } of capsOf(item, flash)) {
      const before = (limits.get(limit) ?? 0) + line.units;
      limits.set(limit, before);
      const others = orderedByPhone(state, order.phoneTag, order.buyerId, limit);
      if (counted(state, buyer, limit) + others + before > cap) return null;
    }
  }
  return fromLapsed;
}
