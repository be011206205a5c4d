import { pageZone } from './time-words.ts';

/** `2026-05-03T20:00:17.250` by the page's zone, as a date field wants it, to the millisecond. */
export function typedTime(ms: number): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: pageZone(),
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  }).formatToParts(ms);
  const of = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  const thousandths = String(((ms % 1_000) + 1_000) % 1_000).padStart(3, '0');
  return `${of.year}-${of.month}-${of.day}T${of.hour}:${of.minute}:${of.second}.${thousandths}`;
}

/** The same without seconds. */
export function typedMinute(ms: number): string {
  return typedTime(ms).slice(0, 16);
}

/** The instant at which the page's zone shows what was typed; NaN for what is no time. Of an hour that comes twice, one. */
export function instantTyped(text: string): number {
  const asUtc = Date.parse(`${text}Z`);
  if (!Number.isFinite(asUtc)) return Number.NaN;
  const offAt = (ms: number) => Date.parse(`${typedTime(ms)}Z`) - ms;
  // The offset of the first guess may be that of the other side of a change of the clock.
  const guess = asUtc - offAt(asUtc);
  return asUtc - offAt(guess);
}
