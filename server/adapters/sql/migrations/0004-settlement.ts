import type { Migration } from './migration.ts';

/**
 * The ledger and what producers are owed (M1–M5). Entries are only ever added; a payable belongs to its stream's log and
 * what was paid of it to the shop's, so that neither waits for the other.
 */
export const settlement: Migration = {
  version: 4,
  up: ({ clustered, text }) => [
    `CREATE TABLE ledger_entry (
      stream_id ${text} NOT NULL,
      seq BIGINT NOT NULL,
      entry_index INTEGER NOT NULL,
      at_ms BIGINT NOT NULL,
      account ${text} NOT NULL,
      currency ${text} NOT NULL,
      amount_minor BIGINT NOT NULL,
      what ${text} NOT NULL,
      producer_id ${text},
      order_id ${text},
      line_index INTEGER,
      delivery_seq BIGINT,
      base_minor BIGINT,
      note ${text},
      PRIMARY KEY (stream_id, seq, entry_index))${clustered}`,
    // Only a producer's account is asked for week by week.
    'CREATE INDEX entry_by_producer ON ledger_entry (producer_id, at_ms) WHERE producer_id IS NOT NULL',
    `CREATE TABLE payable (
      stream_id ${text} NOT NULL,
      order_id ${text} NOT NULL,
      line_index INTEGER NOT NULL,
      delivery_seq BIGINT NOT NULL,
      entry_index INTEGER NOT NULL,
      producer_id ${text} NOT NULL,
      product_id ${text} NOT NULL,
      currency ${text} NOT NULL,
      number ${text} NOT NULL,
      item_number INTEGER NOT NULL,
      units INTEGER NOT NULL,
      base_minor BIGINT NOT NULL,
      share_minor BIGINT NOT NULL,
      reversed_base_minor BIGINT NOT NULL,
      reversed_share_minor BIGINT NOT NULL,
      delivered_at_ms BIGINT NOT NULL,
      due_until_ms BIGINT NOT NULL,
      is_paused SMALLINT NOT NULL,
      PRIMARY KEY (stream_id, order_id, line_index, delivery_seq))${clustered}`,
    'CREATE INDEX payable_by_producer ON payable (producer_id, due_until_ms)',
    `CREATE TABLE settlement_state (
      stream_id ${text} NOT NULL,
      kind ${text} NOT NULL,
      id ${text} NOT NULL,
      body ${text} NOT NULL,
      PRIMARY KEY (stream_id, kind, id))`,
    `CREATE TABLE payout (
      payout_id ${text} NOT NULL PRIMARY KEY,
      seq BIGINT NOT NULL,
      at_ms BIGINT NOT NULL,
      producer_id ${text} NOT NULL,
      currency ${text} NOT NULL,
      amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
      staff_id ${text} NOT NULL)`,
    'CREATE INDEX payout_by_producer ON payout (producer_id, at_ms)',
    `CREATE TABLE payout_line (
      payout_id ${text} NOT NULL,
      line_stream_id ${text} NOT NULL,
      order_id ${text} NOT NULL,
      line_index INTEGER NOT NULL,
      delivery_seq BIGINT NOT NULL,
      amount_minor BIGINT NOT NULL,
      at_ms BIGINT NOT NULL,
      PRIMARY KEY (payout_id, line_stream_id, order_id, line_index, delivery_seq))${clustered}`,
    'CREATE INDEX payout_line_by_line ON payout_line (line_stream_id, order_id, line_index, delivery_seq)',
    'ALTER TABLE product ADD COLUMN is_perishable SMALLINT NOT NULL DEFAULT 0',
    `ALTER TABLE product ADD COLUMN harvested_on ${text} NOT NULL DEFAULT ''`,
    `ALTER TABLE product ADD COLUMN batch ${text} NOT NULL DEFAULT ''`,
    `ALTER TABLE staff ADD COLUMN producer_id ${text}`,
  ],
};
