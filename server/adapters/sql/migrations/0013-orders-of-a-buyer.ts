import type { Migration } from './migration.ts';

/**
 * The office lists a buyer's orders newest first, and buyers by what they ordered (A7): the one reads this index alone until
 * it knows which orders a page has, the other all of it and no order.
 */
export const ordersOfABuyer: Migration = {
  version: 13,
  up: () => [
    `CREATE INDEX order_of_buyer ON orders (buyer_id, placed_at_ms, order_id, status, stream_id, total_minor,
      refunded_minor, payment, delivered_at_ms)`,
    'DROP INDEX order_by_buyer',
  ],
};
