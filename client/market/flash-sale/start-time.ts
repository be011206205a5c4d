import { HOUR, MINUTE } from '../../../shared/values/time.ts';
import { clockTyped, instantTyped, typedMinute } from '../../ui/typed-time.ts';

/** So far ahead a flash can be announced for a time of day, in hours: a show is over by then. */
export const MOST_HOURS_AHEAD = 12;
/** The time that the field begins with is at least so far ahead, in ms, and one of whole fives of minutes. */
const USUALLY_AHEAD_MS = 5 * MINUTE;

/** The time of day that is offered first, by the page's zone: `20:30`. */
export function usualStart(nowMs: number): string {
  const step = 5 * MINUTE;
  return typedMinute(Math.ceil((nowMs + USUALLY_AHEAD_MS) / step) * step).slice(11);
}

/** The next instant at which the page's zone shows this time of day; null: it is no time, or further ahead than may be. */
export function startTyped(text: string, nowMs: number): number | null {
  const clock = clockTyped(text);
  if (clock === null) return null;
  const at = (dayMs: number) => instantTyped(`${typedMinute(dayMs).slice(0, 10)}T${clock}`);
  const today = at(nowMs);
  const next = today > nowMs ? today : at(nowMs + 24 * HOUR);
  return next - nowMs <= MOST_HOURS_AHEAD * HOUR ? next : null;
}
