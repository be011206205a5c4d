import type { Migration } from './migration.ts';

/**
 * The days that a line of an order was promised (P4), as `2026-12-03`. Lines of before were promised none. What is late is
 * looked for among the orders that are not delivered: an order enters their index when it is paid, and leaves it at its door.
 */
export const promisedDays: Migration = {
  version: 7,
  up: ({ text }) => [
    `ALTER TABLE order_line ADD COLUMN ship_by ${text}`,
    `ALTER TABLE order_line ADD COLUMN arrive_by ${text}`,
    "CREATE INDEX order_on_its_way ON orders (stream_id) WHERE status = 'PAID' AND delivered_at_ms IS NULL",
  ],
};
