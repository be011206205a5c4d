import type { Migration } from './migration.ts';

/**
 * What an item costs without a flash, for pages that wake no log. Of an item that was last changed before nothing is said;
 * its next change says it.
 */
export const listPrices: Migration = {
  version: 28,
  up: () => ['ALTER TABLE item ADD COLUMN list_price_minor BIGINT'],
};
