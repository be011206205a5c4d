import { addDays, type DayRange, daysIn } from './day-range.ts';

/** A week of a range, or as much of it as lies there. */
export interface Week extends DayRange {
  /** Its Monday, which may lie before the range. */
  monday: string;
  /** How many days of the range come before it, and how many it has there (≤ 7). */
  place: number;
  days: number;
}

/** The weeks of a range from Monday to Sunday, the first one first. */
export function weeksIn(range: DayRange): Week[] {
  const weeks: Week[] = [];
  for (let place = 0; place < daysIn(range); ) {
    const from = addDays(range.from, place);
    const monday = mondayOf(from);
    const to = [addDays(monday, 6), range.to].toSorted()[0]!;
    const days = daysIn({ from, to });
    weeks.push({ monday, from, to, place, days });
    place += days;
  }
  return weeks;
}

/** The Monday of a day's week. */
function mondayOf(day: string): string {
  return addDays(day, -((new Date(day).getUTCDay() + 6) % 7));
}
