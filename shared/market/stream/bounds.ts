/**
 * The most characters that a stream's title, its host's second name and its description may have. A file of its own: a form
 * needs them, and not the schemas.
 */
export const MAX_TITLE = 80;
export const MAX_HOST_NAME = 60;
export const MAX_DESCRIPTION = 600;
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
/** The most products that are pinned at once (L2): what a phone shows beside a picture. */
export const MAX_PINS = 3;
