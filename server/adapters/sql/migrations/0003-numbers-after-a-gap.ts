import type { Migration } from './migration.ts';

/**
 * What numbers a log may give after it lost something (O7): the least that nobody was given. Gaps of before do not know, as
 * those of which nobody could read what was lost.
 */
export const numbersAfterAGap: Migration = {
  version: 3,
  up: () => ['ALTER TABLE log_gap ADD COLUMN next_number BIGINT'],
};
