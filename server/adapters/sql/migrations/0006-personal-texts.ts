import type { Migration } from './migration.ts';

/**
 * What people wrote or photographed (A4), beside the logs: nothing that is in a log can ever be destroyed. A text is sealed
 * under a random key of its own. Keys lie in a table of their own, in rows of one size that are only ever added: so no key is
 * ever moved within its file, and what overwrites it lies over its bytes. What a fact says of a text comes with the fact
 * (`stream_id`, `order_id`, `until_ms`); a text whose fact is not there has the defaults.
 */
export const personalTexts: Migration = {
  version: 6,
  up: ({ text }) => [
    `CREATE TABLE personal_text (
      text_id ${text} NOT NULL PRIMARY KEY,
      kind ${text} NOT NULL DEFAULT '',
      stream_id ${text} NOT NULL DEFAULT '',
      order_id ${text} NOT NULL DEFAULT '',
      buyer_id ${text} NOT NULL DEFAULT '',
      at_ms BIGINT NOT NULL DEFAULT 0,
      until_ms BIGINT NOT NULL,
      sealed ${text} NOT NULL DEFAULT '',
      emptied_at_ms BIGINT)`,
    'CREATE INDEX personal_text_due ON personal_text (until_ms) WHERE emptied_at_ms IS NULL',
    'CREATE INDEX personal_text_by_buyer ON personal_text (buyer_id, at_ms)',
    `CREATE TABLE personal_text_key (
      text_id ${text} NOT NULL PRIMARY KEY,
      key ${text} NOT NULL CHECK (length(key) = 43))`,
    `ALTER TABLE claim ADD COLUMN text_id ${text}`,
    `ALTER TABLE claim ADD COLUMN photo_ids ${text} NOT NULL DEFAULT ''`,
  ],
};
