/** Apart from the schemas, so that a page that reads it loads none of them. */

/** The most units of one item that a request, a limit per buyer or a bundle may name. */
export const MAX_UNITS = 99;
