/** So many columns are named, and so much of their titles: an export of Shopify has some fifty. */
export const MAX_COLUMNS_NAMED = 100;
export const MAX_COLUMN_TITLE = 80;

/** What a file has that no product here has a place for: it is counted or named, so that whoever imports can say so. */
export interface LeftOut {
  /** Rows that only add a picture to a good above them. */
  picturesOnly: number;
  /** Compare-at prices: a struck price here is one that was really asked. */
  compareAtPrices: number;
  /** Descriptions that were longer than ours may be, and end earlier. */
  shortened: number;
  /** Tags that were too many for a product, or too long. */
  tagsLeftOut: number;
  /** Titles of columns that hold something and were not read, in the order of the file. */
  columnsLeftOut: string[];
}

export function nothingLeftOut(): LeftOut {
  return { picturesOnly: 0, compareAtPrices: 0, shortened: 0, tagsLeftOut: 0, columnsLeftOut: [] };
}
