import type { Migration } from './migration.ts';

/** How often viewers asked to be shown an item (L9). In streams of before nobody could. */
export const showRequests: Migration = {
  version: 19,
  up: () => ['ALTER TABLE item ADD COLUMN show_requests INTEGER NOT NULL DEFAULT 0'],
};
