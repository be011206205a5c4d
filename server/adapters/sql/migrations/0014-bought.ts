import type { Migration } from './migration.ts';

/**
 * Finds out whether somebody has ever bought (H6) without reading what they ordered and did not pay: it is asked before
 * orders, of each buyer every ten seconds.
 */
export const bought: Migration = {
  version: 14,
  up: () => [
    `CREATE INDEX order_bought ON orders (buyer_id)
      WHERE paid_at_ms IS NOT NULL AND (payment <> 'cash_on_delivery' OR delivered_at_ms IS NOT NULL)`,
  ],
};
