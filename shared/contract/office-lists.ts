// Without schemas: a page that reads one of these would bring them all along, to every buyer's first load.

/** Fewer units in the warehouse than this are low: a stream is offered so many of a product at once. */
export const LOW_STOCK_UNITS = 20;

/** What a list of products can be sorted by; equal ones by when they were made. */
export const PRODUCT_SORTS = [
  ...(['made', 'name', 'nameEn', 'sku', 'category', 'producer'] as const),
  ...(['price', 'stock'] as const),
] as const;

/** What the list stands by, the most first: spent in the shop's usual currency, orders, or the newest order. */
export const buyerSorts = ['spent', 'orders', 'last'] as const;
export type BuyersSort = (typeof buyerSorts)[number];

/** Orders are counted so far; a count that reaches it is told as "at least". */
export const MOST_COUNTED = 10_000;

/** Products that one command changes: its answer names each. */
export const MAX_CHANGED_AT_ONCE = 200;
