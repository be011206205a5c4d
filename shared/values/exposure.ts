import { SECOND } from './time.ts';

/** A page tells at most once in this time what it has shown. */
export const EXPOSURE_EVERY_MS = 15 * SECOND;
/** What one message tells at most; a longer silence is not made up for. */
export const MAX_SHOWN_MS = 60 * SECOND;
export const MAX_EXPOSED_ITEMS = 40;
/** In a stream of so many viewers every page tells. */
const ALL_TELL = 2_000;
export const MAX_ONE_IN = 1_024;

/**
 * Of how many viewers one tells, in a crowd of this size: a power of two. A page asks once, when it joins, and keeps
 * the answer, so that each page that tells stands for as many all the time.
 */
export function exposureOneIn(viewers: number): number {
  let oneIn = 1;
  while (oneIn < MAX_ONE_IN && viewers / oneIn > ALL_TELL) oneIn *= 2;
  return oneIn;
}
