/** Apart from their schemas, so that a page that reads a bound loads no schemas with it. */

/** The most items that a stream numbers in its life (L1). */
export const MAX_ITEMS = 500;
