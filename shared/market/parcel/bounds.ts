/** Apart from their schemas, so that a page that reads a bound loads no schemas with it. */

/** The most claims that one order may have: more is a conversation, not a form (O6). */
export const MAX_CLAIMS = 20;
/** The most orders of one parcel, and their lines. */
export const MAX_PARCEL_ORDERS = 50;
export const MAX_PARCEL_LINES = 500;
