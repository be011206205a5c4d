import type { Migration } from './migration.ts';

/** The second currency that an order was shown in, and its rate of then. */
export const overseas: Migration = {
  version: 8,
  up: ({ text }) => [
    `ALTER TABLE orders ADD COLUMN shown_currency ${text}`,
    'ALTER TABLE orders ADD COLUMN shown_rate_micros BIGINT',
  ],
};
