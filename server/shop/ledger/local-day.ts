const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** A day of a calendar: year, month and day from 1. */
export interface Day {
  year: number;
  month: number;
  day: number;
}

/** Whether the machine knows a time zone (IANA name). */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The day that it is in a zone at an instant. */
export function localDay(atMs: number, timeZone: string): Day {
  const { year, month, day } = wallClock(atMs, timeZone);
  return { year, month, day };
}

/** `2026-11-25`. */
export function dayText({ year, month, day }: Day): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}`;
}

/** Reads `2026-11-25`; null if there is no such day. */
export function dayOf(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const given = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  return dayText(dayFrom(dayNumber(given))) === text ? given : null;
}

/** Days of the calendar, not of 24 hours: a day on which a clock was changed counts as one. */
export function addDays(day: Day, days: number): Day {
  return dayFrom(dayNumber(day) + days);
}

/** The Monday of a day's week. */
export function mondayOf(day: Day): Day {
  // 1 January 1970 was a Thursday.
  const sinceMonday = (((dayNumber(day) + 3) % 7) + 7) % 7;
  return addDays(day, -sinceMonday);
}

/** Days whose start is remembered: each is asked for by every line that is due on it. */
const MAX_STARTS = 2_000;
const starts = new Map<string, number>();

/** The first instant of a day in a zone; where clocks jump over midnight, the instant of the jump. */
export function startOfDay(day: Day, timeZone: string): number {
  const name = `${dayNumber(day)} ${timeZone}`;
  const known = starts.get(name);
  if (known !== undefined) return known;
  const startMs = foundStart(day, timeZone);
  if (starts.size >= MAX_STARTS) starts.clear();
  starts.set(name, startMs);
  return startMs;
}

function foundStart(day: Day, timeZone: string): number {
  const wallMs = dayNumber(day) * DAY_MS;
  const before = offsetMs(wallMs - DAY_MS, timeZone);
  const after = offsetMs(wallMs + DAY_MS, timeZone);
  // A midnight that comes twice starts the day the first time.
  const midnights = [before, after]
    .map((offset) => ({ offset, atMs: wallMs - offset }))
    .filter(({ offset, atMs }) => offsetMs(atMs, timeZone) === offset)
    .map(({ atMs }) => atMs);
  return midnights.length > 0 ? Math.min(...midnights) : wallMs - before;
}

/** The end of the day that is `days` later in a zone (T5: the first instant that is not part of it any more). */
export function endOfDayAfter(atMs: number, days: number, timeZone: string): number {
  return startOfDay(addDays(localDay(atMs, timeZone), days + 1), timeZone);
}

/** How much a zone's clocks are ahead of UTC at an instant. */
function offsetMs(atMs: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = wallClock(atMs, timeZone);
  const wallMs = dayNumber({ year, month, day }) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1_000;
  return wallMs - Math.floor(atMs / 1_000) * 1_000;
}

interface WallClock extends Day {
  hour: number;
  minute: number;
  second: number;
}

function wallClock(atMs: number, timeZone: string): WallClock {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    if (formats.size < 50) formats.set(timeZone, format);
  }
  const clock: WallClock = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of format.formatToParts(atMs)) {
    if (type in clock) clock[type as keyof WallClock] = Number(value);
  }
  return clock;
}

/** Days since 1 January 1970 in the Gregorian calendar; years are counted from March, so that leap days come last. */
export function dayNumber({ year, month, day }: Day): number {
  const fromMarch = month <= 2 ? year - 1 : year;
  const era = Math.floor(fromMarch / 400);
  const yearOfEra = fromMarch - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The day of a number that `dayNumber` gives. */
export function dayFrom(number: number): Day {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch + (fromMarch < 10 ? 3 : -9);
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  };
}
