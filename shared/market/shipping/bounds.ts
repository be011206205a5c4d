/** Apart from their schemas, so that a page that reads a bound loads no schemas with it. */

/** The most tiers of a table by weight (P2). */
export const MAX_TIERS = 20;
/** The heaviest that a tier reaches: a tonne (P2). */
export const MAX_TIER_GRAMS = 1_000_000;
/** The most countries that a stream sends to (A3). */
export const MAX_COUNTRIES = 40;
/** The most origins that have a table in a stream. */
export const MAX_TABLES = 100;
