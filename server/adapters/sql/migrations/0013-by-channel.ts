import type { Migration } from './migration.ts';

/**
 * Whose link brought viewers and those who added (C1), beside what orders have said since 6. Who added by which channel is
 * read out of the facts; of screens that were there before nobody knows, and they count as having come by themselves.
 */
export const byChannel: Migration = {
  version: 13,
  up: ({ clustered, text, engine }) => [
    `ALTER TABLE audience ADD COLUMN channel ${text} NOT NULL DEFAULT 'direct'`,
    'DROP TABLE adder',
    `CREATE TABLE adder (
      stream_id ${text} NOT NULL,
      item_number INTEGER NOT NULL,
      buyer_id ${text} NOT NULL,
      channel ${text} NOT NULL,
      PRIMARY KEY (stream_id, item_number, buyer_id, channel))${clustered}`,
    engine === 'sqlite'
      ? `INSERT INTO adder SELECT DISTINCT stream_id, body ->> '$.body.itemNumber', body ->> '$.body.buyerId',
           coalesce(body ->> '$.body.channel', 'direct') FROM fact WHERE type = 'cart_added'`
      : `INSERT INTO adder SELECT DISTINCT stream_id, (body::jsonb #>> '{body,itemNumber}')::int4,
           body::jsonb #>> '{body,buyerId}', coalesce(body::jsonb #>> '{body,channel}', 'direct')
         FROM fact WHERE type = 'cart_added'`,
    'ALTER TABLE exposure RENAME TO exposure_before',
    `CREATE TABLE exposure (
      stream_id ${text} NOT NULL,
      item_number INTEGER NOT NULL,
      viewer_id ${text} NOT NULL,
      channel ${text} NOT NULL,
      shown_ms BIGINT NOT NULL CHECK (shown_ms >= 0),
      is_opened SMALLINT NOT NULL,
      one_in INTEGER NOT NULL CHECK (one_in >= 1),
      PRIMARY KEY (stream_id, item_number, viewer_id, channel))${clustered}`,
    `INSERT INTO exposure SELECT stream_id, item_number, viewer_id, 'direct', shown_ms, is_opened, one_in
     FROM exposure_before`,
    'DROP TABLE exposure_before',
  ],
};
