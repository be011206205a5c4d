/** Written here: `values/time.ts` brings schemas along, and buyers' pages read this file. */
const DAY = 86_400_000;

/** `Thu 3 Dec` in a shop's zone: a day on which money is due. `untilMs` is the first instant after it. */
export function dueDay(untilMs: number, language: string, timeZone: string): string {
  return dayOf(untilMs - 1, language, timeZone);
}

/** `Thu 3 Dec` in a shop's zone. */
export function dayOf(atMs: number, language: string, timeZone: string): string {
  return new Intl.DateTimeFormat(language, {
    timeZone,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
  }).format(atMs);
}

/** How many days ago the last day was on which it would have been in time; the first day after it is 1. */
export function daysOverdue(untilMs: number, nowMs: number): number {
  return Math.max(1, Math.floor((nowMs - untilMs) / DAY) + 1);
}
