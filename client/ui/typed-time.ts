import { pageZone } from './time-words.ts';

/** The colon may be left out, since a numeric keypad has none; then all four digits stand, so that a lost one is no other time. */
const CLOCK = /^(?:([01]?\d|2[0-3])[:.。]|([01]\d|2[0-3]))([0-5]\d)$/;

/** `20:30` of a time of day as people type it: `2030`, `8:30`, `20.30`, full-width too; null: it is none. */
export function clockTyped(text: string): string | null {
  const [, hours, bareHours, minutes] = CLOCK.exec(text.normalize('NFKC').trim()) ?? [];
  const typed = hours ?? bareHours;
  return typed === undefined || minutes === undefined ? null : `${typed.padStart(2, '0')}:${minutes}`;
}

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

/** `2026-05-03T20:00` of a date and a time as they are typed into fields of their own; null while one is missing. */
export function minuteTyped(text: string): string | null {
  const clock = clockTyped(text.slice(text.indexOf('T') + 1));
  const minute = `${text.slice(0, text.indexOf('T'))}T${clock}`;
  return clock !== null && Number.isFinite(instantTyped(minute)) ? minute : null;
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
