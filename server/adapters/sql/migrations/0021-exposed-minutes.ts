import type { Migration } from './migration.ts';

/** In which minute, by the stream's log, a viewer saw and tapped an item first; null: an older server wrote the row. */
export const exposedMinutes: Migration = {
  version: 21,
  up: () => [
    'ALTER TABLE exposure ADD COLUMN seen_minute BIGINT',
    'ALTER TABLE exposure ADD COLUMN opened_minute BIGINT',
  ],
};
