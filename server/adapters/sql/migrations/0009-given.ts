import type { Migration } from './migration.ts';

/**
 * Finds the lines that a promotion or a voucher made cheaper, and the orders that named one, without reading all others:
 * a report adds them up by who pays (V2). A stream without any has nothing in these.
 */
export const given: Migration = {
  version: 9,
  up: () => [
    `CREATE INDEX line_given ON order_line (stream_id, order_id)
      WHERE producer_off_minor + host_off_minor + shop_off_minor > 0`,
    'CREATE INDEX order_with_voucher ON orders (stream_id) WHERE vouchers IS NOT NULL',
  ],
};
