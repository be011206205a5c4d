/** Apart from their schemas, so that a page that reads a bound loads no schemas with it. */

/** The most buyers in the line of one item (H5). */
export const MAX_WAITING = 500;
/** The most lines that one buyer stands in (H5). */
export const MAX_LINES = 20;
/** The most places in all lines of a stream: what it keeps in memory, and looks through when a buyer goes (H5). */
export const MAX_PLACES = 10_000;
