import type { Migration } from './migration.ts';

/**
 * How often each voucher was claimed (V3), what promotions and vouchers took off a line, by who pays for it (V2), and the
 * vouchers that an order names. What a flash price gives away is not among it: prices say that.
 */
export const vouchers: Migration = {
  version: 5,
  up: ({ clustered, text }) => [
    `CREATE TABLE voucher (
      stream_id ${text} NOT NULL,
      voucher_id ${text} NOT NULL,
      kind ${text} NOT NULL,
      producer_id ${text},
      funded_by ${text} NOT NULL,
      starts_at_ms BIGINT NOT NULL,
      ends_at_ms BIGINT NOT NULL,
      cap INTEGER NOT NULL,
      claimed INTEGER NOT NULL CHECK (claimed >= 0),
      PRIMARY KEY (stream_id, voucher_id),
      CONSTRAINT v3_claimed CHECK (claimed <= cap))${clustered}`,
    'ALTER TABLE order_line ADD COLUMN producer_off_minor BIGINT NOT NULL DEFAULT 0',
    'ALTER TABLE order_line ADD COLUMN host_off_minor BIGINT NOT NULL DEFAULT 0',
    'ALTER TABLE order_line ADD COLUMN shop_off_minor BIGINT NOT NULL DEFAULT 0',
    'ALTER TABLE orders ADD COLUMN shipping_host_off_minor BIGINT NOT NULL DEFAULT 0',
    'ALTER TABLE orders ADD COLUMN shipping_shop_off_minor BIGINT NOT NULL DEFAULT 0',
    `ALTER TABLE orders ADD COLUMN vouchers ${text}`,
  ],
};
