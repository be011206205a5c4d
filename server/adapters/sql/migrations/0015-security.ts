import type { Migration } from './migration.ts';

/** The security log: read by time and by kind, and cut at its old end, what strangers caused by itself. */
export const security: Migration = {
  version: 15,
  up: ({ clustered, text }) => [
    `CREATE TABLE security_entry (
      entry_id ${text} NOT NULL,
      at_ms BIGINT NOT NULL,
      kind ${text} NOT NULL,
      times BIGINT NOT NULL,
      is_stranger BIGINT NOT NULL,
      staff_id ${text},
      account ${text},
      session ${text},
      address ${text},
      what ${text},
      about ${text},
      stream ${text},
      row_count BIGINT,
      PRIMARY KEY (at_ms, entry_id))${clustered}`,
    'CREATE INDEX security_kind ON security_entry (kind, at_ms, entry_id)',
    'CREATE INDEX security_stranger ON security_entry (is_stranger, at_ms, entry_id)',
  ],
};
