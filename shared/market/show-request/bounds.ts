/** Apart from their schemas, so that a page that reads a bound loads no schemas with it. */

/** The most viewers who are counted as asking for one item (L9). */
export const MAX_ASKERS_OF_ITEM = 20_000;
/** The most of a stream: what it keeps in memory, about 16 bytes each. */
export const MAX_ASKERS = 100_000;
/** The most requests that one batch brings to the log. */
export const MAX_REQUESTS_AT_ONCE = 2_000;
