import type { Migration } from './migration.ts';

/** Who may work here no more, and who changed what about whom (A1). */
export const staff: Migration = {
  version: 11,
  up: ({ text }) => [
    'ALTER TABLE staff ADD COLUMN off_at_ms BIGINT',
    `CREATE TABLE staff_change (
      change_id ${text} NOT NULL PRIMARY KEY,
      at_ms BIGINT NOT NULL,
      by_id ${text} NOT NULL,
      staff_id ${text} NOT NULL REFERENCES staff (staff_id),
      what ${text} NOT NULL,
      role ${text} NOT NULL)`,
    'CREATE INDEX staff_change_by_time ON staff_change (at_ms, change_id)',
  ],
};
