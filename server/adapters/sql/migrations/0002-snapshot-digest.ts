import type { Migration } from './migration.ts';

/** A snapshot carries the sha256 of its text, 64 hex digits. Those that were written before have none. */
export const snapshotDigest: Migration = {
  version: 2,
  up: ({ text }) => [`ALTER TABLE snapshot ADD COLUMN digest ${text}`],
};
