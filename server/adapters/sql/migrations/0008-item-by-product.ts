import type { Migration } from './migration.ts';

/** How many were sold of a product (B8) is added up over the items of all streams: they are found by their product. */
export const itemByProduct: Migration = {
  version: 8,
  up: () => ['CREATE INDEX item_by_product ON item (product_id)'],
};
