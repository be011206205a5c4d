import type { Migration } from './migration.ts';

/** Who has just bought what (B9) is counted every ten seconds in each stream that is watched: by when orders were paid for. */
export const paidOrders: Migration = {
  version: 9,
  up: () => ['CREATE INDEX order_by_payment ON orders (stream_id, paid_at_ms) WHERE paid_at_ms IS NOT NULL'],
};
