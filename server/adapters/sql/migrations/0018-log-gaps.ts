import type { Migration } from './migration.ts';

/** The times of which logs may have lost what was acknowledged, and keys of those times. No buyer is named. */
export const logGaps: Migration = {
  version: 18,
  up: ({ clustered, text }) => [
    `CREATE TABLE log_gap (
      stream_id ${text} NOT NULL,
      history ${text} NOT NULL,
      from_ms BIGINT NOT NULL,
      to_ms BIGINT NOT NULL,
      orders_lost BIGINT,
      PRIMARY KEY (stream_id, history))${clustered}`,
    `CREATE TABLE lost_key (
      stream_id ${text} NOT NULL,
      history ${text} NOT NULL,
      key ${text} NOT NULL,
      PRIMARY KEY (stream_id, history, key))${clustered}`,
  ],
};
