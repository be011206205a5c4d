import * as z from 'zod/mini';

/** Milliseconds since 1970 on the server's clock (T3); the last one is in the year 2286. */
export const epochMs = z.int().check(z.gte(0), z.lte(9_999_999_999_999));

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** True iff `t` lies in the half-open interval `[start, end)` (T5). */
export function within(t: number, start: number, end: number): boolean {
  return start <= t && t < end;
}
