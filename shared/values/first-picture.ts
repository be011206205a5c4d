import { MINUTE } from './time.ts';

/** A page that has waited for longer tells this: nobody looks at an empty stall for a minute. */
export const LONGEST_FIRST_PICTURE_MS = MINUTE;
