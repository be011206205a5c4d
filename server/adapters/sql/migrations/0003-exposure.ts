import type { Migration } from './migration.ts';

/** What viewers' screens have shown: beside the log, one row for each viewer and item of a stream. */
export const exposure: Migration = {
  version: 3,
  up: ({ clustered, text }) => [
    `CREATE TABLE exposure (
      stream_id ${text} NOT NULL,
      item_number INTEGER NOT NULL,
      viewer_id ${text} NOT NULL,
      shown_ms BIGINT NOT NULL CHECK (shown_ms >= 0),
      is_opened SMALLINT NOT NULL,
      one_in INTEGER NOT NULL CHECK (one_in >= 1),
      PRIMARY KEY (stream_id, item_number, viewer_id))${clustered}`,
  ],
};
