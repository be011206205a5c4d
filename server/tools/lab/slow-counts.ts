/** Of a crowd: one in six reads slowly, one in thirty not at all. */
const SLOW_SHARE = 6;
const STALLED_SHARE = 30;

/** How many of a crowd read slowly or not at all: the last ones. */
export function slowCounts(viewers: number): { slow: number; stalled: number } {
  return { slow: Math.floor(viewers / SLOW_SHARE), stalled: Math.floor(viewers / STALLED_SHARE) };
}
