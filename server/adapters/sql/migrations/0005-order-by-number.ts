import type { Migration } from './migration.ts';

/** Whoever looks for an order by its number (B7) reads one row, however many orders its stream has. */
export const orderByNumber: Migration = {
  version: 5,
  up: () => ['CREATE INDEX order_by_number ON orders (stream_id, number)'],
};
