import type { Migration } from './migration.ts';

/** What products and producers are called in English; empty: there is the one name. */
export const secondNames: Migration = {
  version: 19,
  up: ({ text }) => [
    `ALTER TABLE product ADD COLUMN name_en ${text} NOT NULL DEFAULT ''`,
    `ALTER TABLE product ADD COLUMN producer_en ${text} NOT NULL DEFAULT ''`,
    `ALTER TABLE item ADD COLUMN name_en ${text} NOT NULL DEFAULT ''`,
  ],
};
