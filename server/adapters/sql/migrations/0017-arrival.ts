import type { Migration } from './migration.ts';

/**
 * When taps arrived that judged prices (T3, F5): of an order, and of those that bound the flash price of a line. What was
 * ordered before says nothing of it.
 */
export const arrival: Migration = {
  version: 17,
  up: () => [
    'ALTER TABLE orders ADD COLUMN received_at_ms BIGINT',
    'ALTER TABLE order_line ADD COLUMN tap_at_ms BIGINT',
    'ALTER TABLE order_line ADD COLUMN late_ok INTEGER NOT NULL DEFAULT 0',
  ],
};
