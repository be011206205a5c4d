import type { Migration } from './migration.ts';

/** What the pages of streams say; empty: nothing. `page_seq`: the fact that said so last; 0: none. */
export const streamPages: Migration = {
  version: 20,
  up: ({ text }) => [
    ...['title_en', 'host_name_en', 'description', 'description_en', 'cover'].map(
      (column) => `ALTER TABLE stream ADD COLUMN ${column} ${text} NOT NULL DEFAULT ''`,
    ),
    'ALTER TABLE stream ADD COLUMN page_seq BIGINT NOT NULL DEFAULT 0',
  ],
};
