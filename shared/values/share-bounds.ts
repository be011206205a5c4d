/** What a producer gets of a line, in basis points (M6): less than half is a slip of the pen. */
export const MIN_SHARE_BPS = 5_000;
export const MAX_SHARE_BPS = 10_000;
/** What a producer is paid of a line's base on its day, whatever is kept of their share (M7), in basis points. */
export const PROMISED_BPS = 8_000;
/** What may be kept of a share for a while (M7), in basis points of it. */
export const MAX_RESERVE_BPS = 3_000;
/** How many days after its day it may be kept. */
export const MAX_RESERVE_DAYS = 180;
/** How far ahead a share may be set, in days. */
export const MAX_SHARE_AHEAD_DAYS = 366;
/** Changes of one producer's share that may be planned at once. */
export const MAX_SHARES_PLANNED = 12;
/** Changes of one producer's share that are remembered. */
export const MAX_SHARES_KEPT = 50;
