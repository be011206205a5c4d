import type { Migration } from './migration.ts';

/** What of a line was given back by amount, and no unit covers (O8). Of lines of before nothing was. */
export const givenAmounts: Migration = {
  version: 12,
  up: () => ['ALTER TABLE order_line ADD COLUMN given_minor BIGINT NOT NULL DEFAULT 0'],
};
