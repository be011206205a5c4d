/** Apart from their schemas, so that a page that reads a bound loads no schemas with it. */

/** The most lines of an order. */
export const MAX_ORDER_LINES = 50;

/** How far back the buyers of a product are counted (B9), ms. */
export const RECENT_MS = 300_000;
/** The fewest buyers that are told (B9): below, it tells more of them than of the product. */
export const MIN_BUYERS = 3;
/** The most products of which buyers are told at a time (B9). */
export const MAX_RECENT = 5;

/** Amounts that one line keeps beside its units (O8): more of them is a quarrel, not a refund. */
export const MAX_LINE_AMOUNTS = 20;

/** Within so many days the shop gives back by hand what was paid to a courier (O14): its office pays once a week. */
export const HAND_BACK_DAYS = 7;

/** A private note about an order, in characters: what the next of the office has to know, and no letter (O12). */
export const MAX_NOTE = 500;
/** Notes that an order has at a time (O12). */
export const MAX_NOTES = 20;
/** How long a note is kept (A4): as long as a buyer's words of a claim. */
export const NOTE_DAYS = 180;
