/** Apart from their schemas, so that a page that reads a bound loads no schemas with it. */

/** The most tiers of a table by weight (P2). */
export const MAX_TIERS = 20;
/** The heaviest that a tier reaches: a tonne (P2). */
export const MAX_TIER_GRAMS = 1_000_000;
/** The most countries that a stream sends to (A3). */
export const MAX_COUNTRIES = 40;
/** The most origins that have a table in a stream. */
export const MAX_TABLES = 100;
/** The most days that an origin takes to pack (P4). One at least: packing begins once the stream has closed. */
export const MAX_PACK_DAYS = 30;
/** The most days that its parcels are on the way: the slowest post there is takes two months (P4). */
export const MAX_TRAVEL_DAYS = 60;
/** The most origins of a shop that have days: what one page can list (P4). */
export const MAX_SHIP_ORIGINS = 300;
