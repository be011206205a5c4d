import type { Migration } from './migration.ts';

/** The secrets that addresses are sealed with, by their fingerprints: more than one where the secret was changed. */
export const sealedUnder: Migration = {
  version: 16,
  up: ({ clustered, text }) => [
    `CREATE TABLE sealed_under (fingerprint ${text} NOT NULL, PRIMARY KEY (fingerprint))${clustered}`,
  ],
};
