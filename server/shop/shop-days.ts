import type { Refusal } from '../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../shared/values/result.ts';
import { FIRST_SHOP_DAY, MAX_SHOP_DAYS } from '../../shared/values/shop-report-bounds.ts';
import { DAY } from '../../shared/values/time.ts';
import type { ShopDays, Stretch } from '../ports/shop-question.ts';
import { addDays, dayFrom, dayNumber, dayOf, dayText, startOfDay } from './ledger/local-day.ts';

/** Days within which no zone's clocks go forth and back, so that a length of 24 hours each tells of all. */
const MOST_ALIKE = 14;

/**
 * The days of a zone from one to another, both included; a day on which clocks are changed has its own length.
 * @param from `2026-11-25`, as `to` a day that there is
 */
export function shopDays(from: string, to: string, timeZone: string): ShopDays {
  const first = numberOfDay(from);
  const count = numberOfDay(to) - first + 1;
  const begin = dayOf(from)!;
  const startOf = (n: number) => startOfDay(addDays(begin, n), timeZone);
  const stretches: Stretch[] = [];
  /** Adds `days` from the n-th on, halved until each piece has days of 24 hours or is one day. */
  const add = (n: number, days: number, startMs: number, endMs: number): void => {
    const isUsual = endMs - startMs === days * DAY;
    if (days > (isUsual ? MOST_ALIKE : 1)) {
      const half = Math.floor(days / 2);
      const middleMs = startOf(n + half);
      add(n, half, startMs, middleMs);
      add(n + half, days - half, middleMs, endMs);
      return;
    }
    const last = stretches.at(-1);
    const goesOn = isUsual && last && last.startMs + last.days * DAY === startMs;
    if (goesOn) Object.assign(last, { endMs, days: last.days + days });
    else stretches.push({ startMs, endMs, firstDay: first + n, days });
  };
  const fromMs = startOf(0);
  const untilMs = startOf(count);
  add(0, count, fromMs, untilMs);
  return { fromMs, untilMs, stretches };
}

/** A range of days for which the shop's numbers are asked: at most 400, none before 2000. Else BAD_REQUEST of its wrong end. */
export function askedDays(from = '', to = ''): Result<{ from: string; to: string; count: number }, Refusal> {
  if (!dayOf(from) || from < FIRST_SHOP_DAY) return refuse({ code: 'BAD_REQUEST', field: 'from' });
  const count = dayOf(to) ? numberOfDay(to) - numberOfDay(from) + 1 : 0;
  if (count < 1 || count > MAX_SHOP_DAYS) return refuse({ code: 'BAD_REQUEST', field: 'to' });
  return ok({ from, to, count });
}

/** On which of the days an instant lies, as days since 1 January 1970; one outside goes to the nearest. */
export function dayAt({ stretches }: ShopDays, atMs: number): number {
  const { startMs, firstDay, days } = stretches.findLast((each) => each.startMs <= atMs) ?? stretches[0]!;
  return firstDay + Math.max(0, Math.min(days - 1, Math.floor((atMs - startMs) / DAY)));
}

/** Days since 1 January 1970. @param day one that there is */
export function numberOfDay(day: string): number {
  return dayNumber(dayOf(day)!);
}

/** `2026-11-25`. */
export function dayNamed(number: number): string {
  return dayText(dayFrom(number));
}

/** The first day of a day's week; both are days since 1 January 1970. @param weekStart from Monday, 1, to Sunday, 7 */
export function startOfWeek(day: number, weekStart: number): number {
  return day - ((weekdayOf(day) - weekStart + 7) % 7);
}

/** From Monday, 1, to Sunday, 7. */
export function weekdayOf(day: number): number {
  // 1 January 1970 was a Thursday.
  return ((day + 3) % 7) + 1;
}
