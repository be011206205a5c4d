/** `20:03:17.250` in the reader's own time zone: an instant to the millisecond. */
export function instantText(ms: number): string {
  const date = new Date(ms);
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day}.${String(date.getMilliseconds()).padStart(3, '0')}`;
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
  const date = new Date(nearMs);
  date.setHours(hours, minutes, seconds, Number((found[4] ?? '0').padEnd(3, '0')));
  const away = date.getTime() - nearMs;
  const HALF_DAY = 43_200_000;
  if (away > HALF_DAY) date.setDate(date.getDate() - 1);
  if (away < -HALF_DAY) date.setDate(date.getDate() + 1);
  return date.getTime();
}
