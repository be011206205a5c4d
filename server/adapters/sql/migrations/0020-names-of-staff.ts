import type { Migration } from './migration.ts';

/** What members of staff are called for who reads English. Those of before have the one name. */
export const namesOfStaff: Migration = {
  version: 20,
  up: ({ text }) => [`ALTER TABLE staff ADD COLUMN name_en ${text} NOT NULL DEFAULT ''`],
};
