import type { Migration } from './migration.ts';

/**
 * Orders that wait for their payment stand one after the other in `order_by_state` (A6). An index of them alone was written
 * with each order and again with each payment, and found nothing that this one does not.
 */
export const unpaidByState: Migration = {
  version: 27,
  up: () => ['DROP INDEX order_unpaid'],
};
