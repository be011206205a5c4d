/** Apart from their schemas, so that a page that reads a bound loads no schemas with it. */

/** How long a flash lasts, in seconds (F1). */
export const MIN_FLASH_SECONDS = 10;
export const MAX_FLASH_SECONDS = 3_600;
/** How long its countdown is, in seconds, if it has one (F1). */
export const MIN_COUNTDOWN_SECONDS = 10;
export const MAX_COUNTDOWN_SECONDS = 300;
/** So long before and after its start a flash keeps the taps on it for their draw (F7), in ms. */
export const DRAW_MS = 300;
