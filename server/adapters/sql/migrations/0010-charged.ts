import type { Migration } from './migration.ts';

/** Finds the orders that paid for their sending (P2) without reading all others: a report adds up what they paid. */
export const charged: Migration = {
  version: 10,
  up: () => ['CREATE INDEX order_with_shipping ON orders (stream_id) WHERE shipping_minor > 0'],
};
