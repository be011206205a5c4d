import type { StreamFact } from '../facts.ts';

/** The subscriber that gives money back, as its cursors are named. */
export const REFUNDS = 'refunds';

/** The facts that may give money back: that subscriber handles them, and an order's refund is done once they are. */
export const moneyBackTypes: readonly StreamFact['type'][] = [
  'payment_refunded',
  'order_cancelled',
  'line_unfilled',
  'order_refunded',
  'shipment_lost',
  'shipment_returned',
  'claim_decided',
  'shipping_credited',
];

/** Those of them whose time no table has: a log alone tells it. */
export const timedByLogTypes: readonly StreamFact['type'][] = [
  'order_refunded',
  'line_unfilled',
  'shipping_credited',
];

/** The orders to which a fact of those gives money back. */
export function ordersGivenBack(fact: StreamFact): readonly string[] {
  if (fact.type === 'shipping_credited') return fact.lines.map(({ orderId }) => orderId);
  return fact.type === 'order_refunded' || fact.type === 'line_unfilled' ? [fact.orderId] : [];
}
