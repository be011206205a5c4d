/** Why the shop cancels an order (O11), apart from its schema. `other` says nothing to its buyer. */
export const CALL_OFF_REASONS = ['asked', 'unavailable', 'undeliverable', 'mispriced', 'other'] as const;
export type CallOffReason = (typeof CALL_OFF_REASONS)[number];
