import { addDays, type DayRange, daysIn } from './day-range.ts';

/** A week of a range, or as much of it as lies there. */
export interface Week extends DayRange {
  /** Its first day, which may lie before the range. */
  start: string;
  /** How many days of the range come before it, and how many it has there (≤ 7). */
  place: number;
  days: number;
}

const MONDAY = 1;

/** The weeks of a range, the first one first. @param weekStart on which day they begin, from 1, Monday, to 7 */
export function weeksIn(range: DayRange, weekStart = MONDAY): Week[] {
  const weeks: Week[] = [];
  for (let place = 0; place < daysIn(range); ) {
    const from = addDays(range.from, place);
    const start = addDays(from, -((weekdayOf(from) - weekStart + 7) % 7));
    const to = [addDays(start, 6), range.to].toSorted()[0]!;
    const days = daysIn({ from, to });
    weeks.push({ start, from, to, place, days });
    place += days;
  }
  return weeks;
}

/** On which day weeks of other days have to begin, so that each stands beside one of the range that has as many days. */
export function weekStartBeside(range: DayRange, other: DayRange): number {
  return weekdayOf(addDays(other.from, MONDAY - weekdayOf(range.from)));
}

/** From 1, Monday, to 7. */
function weekdayOf(day: string): number {
  return ((new Date(day).getUTCDay() + 6) % 7) + MONDAY;
}
