import type { Migration } from './migration.ts';

/** Products that are archived (L8). Of those of before none is. */
export const archivedProducts: Migration = {
  version: 14,
  up: () => ['ALTER TABLE product ADD COLUMN is_archived SMALLINT NOT NULL DEFAULT 0'],
};
