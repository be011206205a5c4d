/** Apart from their schemas, so that a page that reads a bound loads no schemas with it. */

/** The most items that a stream numbers in its life (L1). */
export const MAX_ITEMS = 500;
/** How many of a product were sold is told from here on (B8): below, it tells more of its buyers than of the product. */
export const LEAST_SOLD = 10;

/** Acts of the console that can be taken back at once (L5): nobody does more within its seconds. */
export const MAX_UNDO = 20;
