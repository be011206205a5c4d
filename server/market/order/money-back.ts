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
