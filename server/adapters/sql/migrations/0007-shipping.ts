import type { Migration } from './migration.ts';

/** What sending a good costs, as its catalogue says it (P2), and what of an order's shipping went back (P3). */
export const shipping: Migration = {
  version: 7,
  up: () => [
    'ALTER TABLE product ADD COLUMN ship_base_minor BIGINT NOT NULL DEFAULT 0',
    'ALTER TABLE product ADD COLUMN ship_increment_minor BIGINT NOT NULL DEFAULT 0',
    'ALTER TABLE orders ADD COLUMN shipping_refunded_minor BIGINT NOT NULL DEFAULT 0',
  ],
};
