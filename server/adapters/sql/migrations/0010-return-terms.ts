import type { Migration } from './migration.ts';

/** On what terms each line of an order may be returned (O6), as `shared/values/return-terms.ts` writes them. Lines of before have none. */
export const returnTerms: Migration = {
  version: 10,
  up: ({ text }) => [`ALTER TABLE order_line ADD COLUMN return_terms ${text}`],
};
