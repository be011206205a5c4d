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
