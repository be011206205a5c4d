import type { DayRange } from './day-range.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** `Tue 3 Nov`, or without its weekday `3 Nov`, of a day of the calendar, `2026-11-03`. */
export function dayWords(day: string, language: string, hasWeekday = true): string {
  const name = `${language} ${hasWeekday}`;
  let format = formats.get(name);
  if (!format) {
    format = new Intl.DateTimeFormat(language, {
      ...(hasWeekday && { weekday: 'short' }),
      ...{ day: 'numeric', month: 'short', timeZone: 'UTC' },
    });
    formats.set(name, format);
  }
  return format.format(Date.parse(day));
}

/** `16 – 22 Nov`, of days of the calendar. */
export function daysWords({ from, to }: DayRange, language: string): string {
  const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return format.formatRange(Date.parse(from), Date.parse(to));
}

/** `3 Nov 2026`. */
export function dayOfYear(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    ...{ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
  }).format(Date.parse(day));
}
