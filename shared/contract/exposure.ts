import * as z from 'zod/mini';
import { itemNumber } from '../values/ids.ts';
import { SECOND } from '../values/time.ts';
import { contract } from './command.ts';

/** A page tells at most once in this time what it has shown. */
export const EXPOSURE_EVERY_MS = 15 * SECOND;
/** What one message tells at most; a longer silence is not made up for. */
export const MAX_SHOWN_MS = 60 * SECOND;
export const MAX_EXPOSED_ITEMS = 40;
/** In a stream of so many viewers every page tells. */
const ALL_TELL = 2_000;
const MAX_ONE_IN = 1_024;

/**
 * Of how many viewers one tells, in a crowd of this size: a power of two. A page asks once, when it joins, and keeps
 * the answer, so that each page that tells stands for as many all the time.
 */
export function exposureOneIn(viewers: number): number {
  let oneIn = 1;
  while (oneIn < MAX_ONE_IN && viewers / oneIn > ALL_TELL) oneIn *= 2;
  return oneIn;
}

export const report = contract(
  'Tells which goods the screen has really shown, and which of them were tapped. Dropped when the server has no time for it.',
  z.strictObject({
    /** This page stands for so many. */
    oneIn: z.int().check(z.minimum(1), z.maximum(MAX_ONE_IN)),
    items: z
      .array(
        z.strictObject({
          itemNumber,
          /** Since the last message, at least half of the card in view. */
          shownMs: z.int().check(z.minimum(0), z.maximum(MAX_SHOWN_MS)),
          isOpened: z.boolean(),
        }),
      )
      .check(z.minLength(1), z.maxLength(MAX_EXPOSED_ITEMS)),
  }),
  z.strictObject({}),
);
