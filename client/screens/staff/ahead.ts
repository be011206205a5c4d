import { MINUTE } from '../../../shared/values/time.ts';

/** Before so much of a stream has passed, what it may come to is a guess. */
const LEAST_FOR_PACE_MS = 10 * MINUTE;

/**
 * What a stream comes to by its planned end at the pace so far, to two digits (S10).
 * @returns null in the first ten minutes, after the planned end, and without one
 */
export function aheadMinor(
  paidMinor: number,
  { sinceMs, plannedMs, nowMs }: { sinceMs: number | null; plannedMs: number | null; nowMs: number },
): number | null {
  if (plannedMs === null || sinceMs === null) return null;
  const passedMs = nowMs - sinceMs;
  if (passedMs < LEAST_FOR_PACE_MS || passedMs >= plannedMs) return null;
  return toTwoDigits((paidMinor * plannedMs) / passedMs);
}

/** The first two digits of an amount and zeros behind them: what is projected is not known better. */
export function toTwoDigits(minor: number): number {
  return minor < 1 ? 0 : Math.round(Number(minor.toPrecision(2)));
}
