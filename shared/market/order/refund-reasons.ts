/** Why money is given back (O8), apart from its schema. */
export const REFUND_REASONS = ['damaged', 'missing', 'late', 'price', 'goodwill'] as const;
export type RefundReason = (typeof REFUND_REASONS)[number];
