import type { PaymentOutcome } from '../../../shared/contract/payment.ts';
import type { StreamFact } from '../facts.ts';
import { byBuyer, byStaff, bySystem, paidBack, type Tell } from '../kernel/telling.ts';
import type { OrderFacts } from './facts.ts';

/** What each fact says of its order; that it was taken back into memory changes nothing of it. */
export const orderTellings: { [T in Exclude<keyof OrderFacts, 'order_recalled'>]: Tell<T> } = {
  order_placed: ({ lines, totalMinor, payment, payByMs }) => ({
    by: byBuyer,
    order: payment === 'cash_on_delivery' ? 'PAID' : 'PLACED',
    lines: lines.map(({ units }, lineIndex) => ({ lineIndex, units })),
    bases: lines.map(({ goodsMinor, shareBps }) => ({ baseMinor: goodsMinor, shareBps })),
    amountMinor: totalMinor,
    payByMs,
  }),
  order_paid: ({ amountMinor }) => ({ by: byBuyer, order: 'PAID', amountMinor }),
  payment_opened: ({ payByMs }) => ({ by: byBuyer, payByMs }),
  payment_pending: ({ payByMs }) => ({ by: byBuyer, payByMs }),
  payment_declined: ({ byProvider }) => ({ by: byProvider ? bySystem : byBuyer }),
  payment_refunded: ({ amountMinor, reason }) => ({ by: bySystem, amountMinor, reason }),
  order_expired: () => ({ by: bySystem, order: 'EXPIRED' }),
  order_expired_refunded: () => ({ by: bySystem, order: 'EXPIRED_REFUNDED' }),
  order_cancelled: ({ releasedBy, calledOffBy, reason, refundMinor }) => {
    const by = calledOffBy ?? releasedBy;
    return {
      by: by ? byStaff(by) : byBuyer,
      ...{ order: 'CANCELLED', amountMinor: refundMinor, reason: reason ?? null },
    };
  },
  order_address_changed: ({ by }) => ({ by: by ? byStaff(by) : byBuyer }),
  order_payment_changed: () => ({ by: byBuyer }),
  line_unfilled: ({ by, ...line }) => ({ by: byStaff(by), ...paidBack([line]), bearer: 'producer' }),
  // Units that leave the order stay with their producer, who is not paid for them (O8).
  order_refunded: ({ by, reason, lines }) => ({
    ...{ by: byStaff(by), ...paidBack(lines), reason: reason ?? null },
    bearer: lines.find((line) => line.bearer)?.bearer ?? 'producer',
  }),
};

/** What a fact says of a payment; null: nothing. */
export function paymentHeard(fact: StreamFact): { paymentId: string; outcome: PaymentOutcome } | null {
  switch (fact.type) {
    case 'payment_opened':
      return { paymentId: fact.paymentId, outcome: 'opened' };
    case 'payment_pending':
      return { paymentId: fact.paymentId, outcome: 'pending' };
    case 'payment_declined':
      return { paymentId: fact.paymentId, outcome: fact.byProvider ? 'failed' : 'declined' };
    case 'order_paid':
    case 'payment_refunded':
      return { paymentId: fact.paymentId, outcome: 'paid' };
    default:
      return null;
  }
}
