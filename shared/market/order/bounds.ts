/** Apart from their schemas, so that a page that reads a bound loads no schemas with it. */

/** The most lines of an order. */
export const MAX_ORDER_LINES = 50;
