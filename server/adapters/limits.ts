/** Rows of the refusal table that one stream keeps (K4). */
export const MAX_REFUSAL_ROWS = 20_000;
/** Facts that one read of a log gives at most. */
export const MAX_FACTS_READ = 10_000;
/** Heads that are asked for at once. */
export const MAX_HEADS_READ = 1_000;
export const MAX_STREAMS_LISTED = 500;
/** Streams whose first facts are looked up at once. */
export const MAX_STREAMS_MADE = 10_000;
export const MAX_PRODUCTS_LISTED = 200;
/** A shop sells in a few currencies. */
export const MAX_CURRENCIES_LISTED = 50;
export const MAX_ORDERS_LISTED = 200;
/** Orders of one stream that are read at once. */
export const MAX_ORDERS_PAGED = 1_000;
/** Orders of all streams that one question tells: a page of the office, or a piece of an export. */
export const MAX_ORDERS_LISTED_AT_ONCE = 500;
/** Orders are counted so far: a number that is larger says so, and costs no more. */
export const MAX_ORDERS_COUNTED = 10_000;
/** Streams of which is said that little is left. */
export const MAX_LOW_STREAMS = 100;
/** Orders that one question of the office looks up one by one: some 20 ms, in which nobody else is answered. */
export const MAX_ORDERS_SCANNED = 5_000;
/** Buyers of one page of the office. */
export const MAX_BUYERS_LISTED = 200;
/** Ids that facts are looked through for at once: an order's own, its parcels' and its claims'. */
export const MAX_IDS_NAMED = 100;
export const MAX_ADDRESSES_LISTED = 100;
/** Sign-ins that one member of staff keeps; the ones that end first go. */
export const MAX_SESSIONS = 50;
/** The most parcels or claims in one list, and the most lines to pack: a page of a desk, not a report. */
export const MAX_PARCELS_LISTED = 500;
export const MAX_LINES_TO_PACK = 5_000;
/** People's words that are read at once: those of one claim are four. */
export const MAX_TEXTS_READ = 100;
/** Products of a lineup that others ask for: all that it may have. */
export const MAX_SHOWN = 500;
