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

/** The zone that a page counts its days in, to be named there; null if the reader's own clock shows the same. */
export function zoneToName(timeZone: string, atMs: number): string | null {
  const clock = (zone?: string) =>
    new Intl.DateTimeFormat('en', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(atMs);
  return clock() === clock(timeZone) ? null : timeZone;
}
