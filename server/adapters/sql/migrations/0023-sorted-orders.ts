import type { Migration } from './migration.ts';

/** The office lists all orders by their total or their state (A6): a page is read from these indexes, and nothing is sorted. */
export const sortedOrders: Migration = {
  version: 23,
  up: () => [
    'CREATE INDEX order_by_sum ON orders (total_minor, placed_at_ms, order_id)',
    'CREATE INDEX order_by_state ON orders (status, placed_at_ms, order_id)',
  ],
};
