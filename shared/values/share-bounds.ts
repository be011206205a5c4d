/** What a producer gets of a line, in basis points (M6): less than half is a slip of the pen. */
export const MIN_SHARE_BPS = 5_000;
export const MAX_SHARE_BPS = 10_000;
/** How far ahead a share may be set, in days. */
export const MAX_SHARE_AHEAD_DAYS = 366;
/** Changes of one producer's share that may be planned at once. */
export const MAX_SHARES_PLANNED = 12;
/** Changes of one producer's share that are remembered. */
export const MAX_SHARES_KEPT = 50;
