import type { Migration } from './migration.ts';

/** What comes after the sale: parcels, what lies in them, and claims. An order says when all of it was delivered. */
export const afterTheSale: Migration = {
  version: 2,
  up: ({ clustered, text }) => [
    'ALTER TABLE orders ADD COLUMN delivered_at_ms BIGINT',
    'ALTER TABLE order_line ADD COLUMN withdrawn_units INTEGER NOT NULL DEFAULT 0',
    // Which orders are to be completed; an order enters it when its last parcel is delivered.
    "CREATE INDEX order_delivered ON orders (delivered_at_ms) WHERE delivered_at_ms IS NOT NULL AND status = 'PAID'",
    `CREATE TABLE shipment (
      stream_id ${text} NOT NULL,
      shipment_id ${text} NOT NULL,
      seq BIGINT NOT NULL,
      buyer_id ${text} NOT NULL,
      origin ${text} NOT NULL,
      address_id ${text},
      status ${text} NOT NULL,
      carrier ${text},
      tracking_code ${text},
      packed_at_ms BIGINT NOT NULL,
      shipped_at_ms BIGINT,
      delivered_at_ms BIGINT,
      ended_at_ms BIGINT,
      PRIMARY KEY (stream_id, shipment_id))${clustered}`,
    'CREATE UNIQUE INDEX shipment_by_id ON shipment (shipment_id)',
    // The logistics desk knows a parcel by its carrier's code alone.
    'CREATE INDEX shipment_by_code ON shipment (tracking_code) WHERE tracking_code IS NOT NULL',
    `CREATE TABLE shipment_line (
      stream_id ${text} NOT NULL,
      shipment_id ${text} NOT NULL,
      order_id ${text} NOT NULL,
      line_index INTEGER NOT NULL,
      units INTEGER NOT NULL CHECK (units >= 1),
      sellable INTEGER NOT NULL CHECK (sellable >= 0),
      damaged INTEGER NOT NULL CHECK (damaged >= 0),
      PRIMARY KEY (stream_id, shipment_id, order_id, line_index),
      CONSTRAINT o5_returned CHECK (sellable + damaged <= units))${clustered}`,
    'CREATE INDEX shipment_line_by_order ON shipment_line (order_id)',
    `CREATE TABLE claim (
      stream_id ${text} NOT NULL,
      claim_id ${text} NOT NULL,
      order_id ${text} NOT NULL,
      line_index INTEGER NOT NULL,
      units INTEGER NOT NULL CHECK (units >= 1),
      share_bps INTEGER NOT NULL CHECK (share_bps BETWEEN 1 AND 10000),
      reason ${text} NOT NULL,
      status ${text} NOT NULL,
      opened_at_ms BIGINT NOT NULL,
      decided_at_ms BIGINT,
      goods_minor BIGINT NOT NULL,
      refund_minor BIGINT NOT NULL,
      PRIMARY KEY (stream_id, claim_id))${clustered}`,
    'CREATE UNIQUE INDEX claim_by_id ON claim (claim_id)',
    'CREATE INDEX claim_by_order ON claim (order_id)',
    "CREATE INDEX claim_open ON claim (stream_id) WHERE status = 'OPEN'",
  ],
};
