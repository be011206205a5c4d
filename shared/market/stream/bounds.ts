/**
 * The most characters that a stream's title, its host's second name and its description may have. A file of its own: a form
 * needs them, and not the schemas.
 */
export const MAX_TITLE = 80;
export const MAX_HOST_NAME = 60;
export const MAX_DESCRIPTION = 600;
/** The most characters of a chapter's name, and chapters of one replay that are told otherwise than they were pinned. */
export const MAX_CHAPTER_NAME = 40;
export const MAX_CHAPTERS = 100;
/** How long a stream may reserve what is added, in minutes: no less than new buyers have (H6), no more than it stays open. */
export const MIN_HOLD_MINUTES = 3;
export const MAX_HOLD_MINUTES = 60;
/** How long an order may wait for its payment, in minutes: a provider's page takes its time; unpaid units are nobody's. */
export const MIN_PAY_MINUTES = 5;
export const MAX_PAY_MINUTES = 120;
/** The most that a stream may aim at, in minor units: far above any evening, far below 2^53. */
export const MAX_TARGET_MINOR = 9_999_999_999;
/** How long a stream may be planned to last, in minutes: a quick sale, or from morning to night. */
export const MIN_PLANNED_MINUTES = 10;
export const MAX_PLANNED_MINUTES = 720;
/** How long a new buyer has what is added (H6), in minutes: at most `MIN_HOLD_MINUTES`, so never longer than anybody else. */
export const MIN_NEWCOMER_HOLD_MINUTES = 1;
/** How long units that come free are kept for who waits first (H5), in minutes: others wait behind. */
export const MIN_OFFER_MINUTES = 1;
export const MAX_OFFER_MINUTES = 15;
/** How long an act on air may be taken back (L5), in seconds: buyers act on it meanwhile. */
export const MIN_UNDO_SECONDS = 3;
export const MAX_UNDO_SECONDS = 15;
/** How long after its end a flash price is still good for a tap that was on its way (F5), in seconds. */
export const MAX_GRACE_SECONDS = 5;
/** How long a stream stays open after its end (S4), in minutes: at least `MAX_HOLD_MINUTES`, the longest hold. */
export const MAX_OPEN_MINUTES = 240;
/** How long a paid order can be cancelled freely, in minutes: packing waits for it. */
export const MIN_REMORSE_MINUTES = 10;
export const MAX_REMORSE_MINUTES = 1_440;
/** How long after a delivery a claim may be opened (O6), in hours: no longer than until the order is completed. */
export const MIN_CLAIM_HOURS = 24;
export const MAX_CLAIM_HOURS = 168;
/** The most products that are pinned at once (L2): what a phone shows beside a picture. */
export const MAX_PINS = 3;
