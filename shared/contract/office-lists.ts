// Without schemas: a page that reads one of these would bring them all along, to every buyer's first load.

/** Fewer units in the warehouse than this are low: a stream is offered so many of a product at once. */
export const LOW_STOCK_UNITS = 20;

/** What a list of products can be sorted by; equal ones by when they were made. */
export const PRODUCT_SORTS = [
  ...(['made', 'name', 'nameEn', 'sku', 'category', 'producer'] as const),
  ...(['price', 'stock'] as const),
] as const;

/** What a list of orders stands by: when placed, the number (stream by stream as they were made), the total, the state. */
export const orderSorts = ['time', 'number', 'sum', 'state'] as const;
export type OrdersSort = (typeof orderSorts)[number];

/** Of units of an order so many are told apart; the last stands for all above it too. */
export const MOST_UNITS_ASKED = 4;

/** What the list stands by, the most first: spent in the shop's usual currency, orders, or the newest order. */
export const buyerSorts = ['spent', 'orders', 'last'] as const;
export type BuyersSort = (typeof buyerSorts)[number];

/** Orders are counted so far; a count that reaches it is told as "at least". */
export const MOST_COUNTED = 10_000;

/** Products that one command changes: its answer names each. */
export const MAX_CHANGED_AT_ONCE = 200;

/** People that one look-up shows, the newest order first, and orders of each (A5). */
export const MOST_FOUND = 20;
export const ORDERS_OF_FOUND = 3;
/** Look-ups an hour of one person, and from how many on Health says so (A5). */
export const LOOK_UPS_AN_HOUR = 120;
export const MANY_LOOK_UPS = 60;
/** Characters of what is looked for. */
export const MAX_LOOKED_FOR = 80;

/** Overdue lines that Settlement lists, the oldest first. */
export const OVERDUE_SHOWN = 200;
