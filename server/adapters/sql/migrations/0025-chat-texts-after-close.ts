import type { Migration } from './migration.ts';

/**
 * What was written in a chat is destroyed so long after the close of its stream (N1), which the stream's row says. 0: a text
 * of another kind, or from before. The index finds what is due of a stream without a look at the rest.
 */
export const chatTextsAfterClose: Migration = {
  version: 25,
  up: () => [
    'ALTER TABLE personal_text ADD COLUMN kept_ms BIGINT NOT NULL DEFAULT 0',
    `CREATE INDEX personal_text_of_stream ON personal_text (stream_id, kept_ms)
      WHERE emptied_at_ms IS NULL AND kept_ms > 0`,
  ],
};
