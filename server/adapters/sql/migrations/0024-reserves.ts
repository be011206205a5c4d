import type { Migration } from './migration.ts';

/** What of a payable is kept in reserve, and until when (M7). Of those of before nothing is. */
export const reserves: Migration = {
  version: 24,
  up: () => [
    'ALTER TABLE payable ADD COLUMN reserved_minor BIGINT NOT NULL DEFAULT 0',
    'ALTER TABLE payable ADD COLUMN reserved_until_ms BIGINT NOT NULL DEFAULT 0',
  ],
};
