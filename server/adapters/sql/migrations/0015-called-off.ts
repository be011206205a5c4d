import type { Migration } from './migration.ts';

/** Why the shop cancelled an order (O11). Of orders of before nobody did. */
export const calledOff: Migration = {
  version: 15,
  up: ({ text }) => [`ALTER TABLE orders ADD COLUMN called_off ${text}`],
};
