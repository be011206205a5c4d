import type { Migration } from './migration.ts';

/**
 * The office lists orders of all streams newest first (A6), page by page, in whatever state: it reads these indexes alone
 * until it knows which orders a page has. Orders that are not paid yet, or of which something was given back, are few, and
 * are found without the rest.
 */
export const ordersOfTheShop: Migration = {
  version: 11,
  up: () => [
    'CREATE INDEX order_by_time ON orders (placed_at_ms, order_id, status)',
    'CREATE INDEX order_of_stream_by_time ON orders (stream_id, placed_at_ms, order_id, status)',
    "CREATE INDEX order_unpaid ON orders (placed_at_ms, order_id) WHERE status = 'PLACED'",
    'CREATE INDEX order_with_refund ON orders (placed_at_ms, order_id) WHERE refunded_minor > 0',
  ],
};
