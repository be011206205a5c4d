import type { Migration } from './migration.ts';

/** Private notes about orders (O12) are texts (A4) with a writer, found by their order. */
export const orderNotes: Migration = {
  version: 16,
  up: ({ text }) => [
    `ALTER TABLE personal_text ADD COLUMN author_id ${text}`,
    "CREATE INDEX order_note ON personal_text (order_id, at_ms) WHERE kind = 'order_note'",
  ],
};
