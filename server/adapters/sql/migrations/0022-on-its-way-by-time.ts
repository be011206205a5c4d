import type { Migration } from './migration.ts';

/**
 * What is to pack, and what is late, stands newest first (A6): without the time in the index every page sorted all orders that
 * are on their way. The index by stream stays for the counts of each stream.
 */
export const onItsWayByTime: Migration = {
  version: 22,
  up: () => [
    `CREATE INDEX order_on_its_way_by_time ON orders (placed_at_ms, order_id, stream_id)
      WHERE status = 'PAID' AND delivered_at_ms IS NULL`,
  ],
};
