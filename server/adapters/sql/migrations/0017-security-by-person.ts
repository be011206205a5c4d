import type { Migration } from './migration.ts';

/** Operators read what one person did, newest first (A2): without this index a rare one's would read the whole log. */
export const securityByPerson: Migration = {
  version: 17,
  up: () => ['CREATE INDEX security_person ON security_entry (staff_id, at_ms, entry_id)'],
};
