import type { Migration } from './migration.ts';

/**
 * What was paid of a line, and when first, stands in the index that finds it (M2). Home and Settlement ask it of every line that
 * was ever owed, and looked each up in the table besides.
 */
export const paidInTheIndex: Migration = {
  version: 26,
  up: () => [
    'DROP INDEX payout_line_by_line',
    `CREATE INDEX payout_line_by_line ON payout_line
      (line_stream_id, order_id, line_index, delivery_seq, amount_minor, at_ms)`,
  ],
};
