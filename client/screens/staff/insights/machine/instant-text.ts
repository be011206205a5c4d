import { instantTyped, typedTime } from '../../../../ui/typed-time.ts';

const DAY_MS = 86_400_000;

/** `20:03:17.250` by the shop's zone: an instant to the millisecond. */
export function instantText(ms: number): string {
  return typedTime(ms).slice(11);
}

/**
 * The instant that a text names, on the day of another one; seconds and thousandths may be left out. What lies more
 * than half a day away is meant on the next day or the one before.
 * @returns null for what is no time
 */
export function instantOf(text: string, nearMs: number): number | null {
  const found = /^\s*(\d{1,2})[:：](\d{2})(?:[:：](\d{2})(?:[.,](\d{1,3}))?)?\s*$/.exec(text);
  if (!found) return null;
  const [hours, minutes, seconds] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const two = (n: number) => String(n).padStart(2, '0');
  const clock = `${two(hours)}:${two(minutes)}:${two(seconds)}.${(found[4] ?? '0').padEnd(3, '0')}`;
  const on = (ms: number) => instantTyped(`${typedTime(ms).slice(0, 10)}T${clock}`);
  const away = on(nearMs) - nearMs;
  if (away > DAY_MS / 2) return on(nearMs - DAY_MS);
  if (away < -DAY_MS / 2) return on(nearMs + DAY_MS);
  return on(nearMs);
}
