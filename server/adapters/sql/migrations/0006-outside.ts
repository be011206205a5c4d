import type { Migration } from './migration.ts';

/** What leads outside: whose link brought an order (C1), and which systems are told of what happens (C2). */
export const outside: Migration = {
  version: 6,
  up: ({ text }) => [
    `ALTER TABLE orders ADD COLUMN channel ${text} NOT NULL DEFAULT 'direct'`,
    // The secret of an endpoint is made from the market's own and is not kept anywhere.
    `CREATE TABLE webhook_endpoint (
      webhook_id ${text} NOT NULL PRIMARY KEY,
      url ${text} NOT NULL,
      kinds ${text} NOT NULL,
      created_at_ms BIGINT NOT NULL,
      staff_id ${text} NOT NULL,
      off_at_ms BIGINT,
      off_why ${text},
      health ${text} NOT NULL)`,
    // A replay that was asked for and has not begun.
    `CREATE TABLE webhook_replay (
      webhook_id ${text} NOT NULL,
      stream_id ${text} NOT NULL,
      from_seq BIGINT NOT NULL,
      PRIMARY KEY (webhook_id, stream_id))`,
  ],
};
