/** Apart from their schemas, so that a page that reads a bound loads no schemas with it. */

/** The most claims that one order may have: more is a conversation, not a form (O6). */
export const MAX_CLAIMS = 20;
/** A buyer's sentence about a claim, in characters: what a choice of reasons does not say, and no letter. */
export const MAX_CLAIM_WORDS = 300;
/** Photos of one claim: the whole, the damage, the label on the parcel. */
export const MAX_CLAIM_PHOTOS = 3;
/** Bytes of one photo as it is sent: a page makes it small first, to 1,280 px a side. */
export const MAX_PHOTO_BYTES = 300_000;
/** How long the words and photos of a claim are kept after it was opened (A4): a season, for who asks again. */
export const CLAIM_TEXT_DAYS = 180;
/** So soon the desk answers a claim (O9): fresh goods spoil, and money is waited for. */
export const CLAIM_ANSWER_MS = 48 * 3_600_000;
/** The most orders of one parcel, and their lines. */
export const MAX_PARCEL_ORDERS = 50;
export const MAX_PARCEL_LINES = 500;
