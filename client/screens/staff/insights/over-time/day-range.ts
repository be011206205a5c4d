import type { ShopBy } from '../../../../../shared/contract/shop-insights.ts';
import { FIRST_SHOP_DAY, MAX_SHOP_DAYS, shopBys } from '../../../../../shared/values/shop-report-bounds.ts';
import { DAY } from '../../../../../shared/values/time.ts';
import { pageZone } from '../../../../ui/time-words.ts';

export const OVER_TIME = '/insights/shop';

export const spans = ['7d', '30d', '90d', 'month', 'lastMonth'] as const;
export type Span = (typeof spans)[number];
export const comparisons = ['before', 'year', 'chosen', 'none'] as const;
export type Comparison = (typeof comparisons)[number];
export const sortColumns = ['name', 'gmv', 'orders', 'new', 'returning', 'reversed', 'late', 'kept'] as const;
export type SortColumn = (typeof sortColumns)[number];

/** Days of the shop's zone, `2026-11-25`, both included. */
export interface DayRange {
  from: string;
  to: string;
}

/** What the page is asked for, as its address says it. */
export interface OverTime {
  /** Null: the days are chosen. */
  span: Span | null;
  chosen: DayRange;
  by: ShopBy;
  against: Comparison;
  /** The first day of the other range, where it is chosen. */
  againstFrom: string;
  /** Its last day; empty: it is as long as the first range. */
  againstTo: string;
  sort: SortColumn;
  /** Empty: the shop's usual one. */
  currency: string;
}

/** A day of a calendar, also one of which only a part of its year is typed. */
const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
const one = <Name extends string>(all: readonly Name[], text: string | null) =>
  all.find((each) => each === text);

/** What an address says; what it does not know is as usual. */
export function overTimeOf(search: string): OverTime {
  const said = new URLSearchParams(search);
  const [from, to, against] = [said.get('from'), said.get('to'), said.get('against')];
  const againstTo = said.get('againstTo');
  const isChosen = isDay(from) && isDay(to);
  const by = one(shopBys, said.get('by')) ?? 'week';
  const currency = said.get('currency') ?? '';
  return {
    span: isChosen ? null : (one(spans, said.get('span')) ?? '30d'),
    chosen: isChosen ? { from, to } : { from: '', to: '' },
    by,
    against: isDay(against) ? 'chosen' : (one(comparisons, against) ?? 'before'),
    againstFrom: isDay(against) ? against : '',
    againstTo: isDay(against) && isDay(againstTo) ? againstTo : '',
    sort: one(sortColumns, said.get('sort')) ?? usualSort(by),
    currency: /^[A-Z]{3}$/.test(currency) ? currency : '',
  };
}

/** Weeks and days of the week stand in their order, all else by what it sold. */
export function usualSort(by: ShopBy): SortColumn {
  return by === 'week' || by === 'weekday' ? 'name' : 'gmv';
}

/** The address of a page: what is as usual stands not in it. */
export function overTimeAddress(asked: Partial<OverTime>): string {
  const { span = '30d', chosen, by = 'week', against = 'before', sort, currency } = asked;
  const { againstFrom, againstTo } = asked;
  const said = new URLSearchParams();
  if (span === null && chosen) {
    said.set('from', chosen.from);
    said.set('to', chosen.to);
  } else if (span !== null && span !== '30d') said.set('span', span);
  if (by !== 'week') said.set('by', by);
  if (against === 'chosen') said.set('against', againstFrom || 'before');
  else if (against !== 'before') said.set('against', against);
  if (against === 'chosen' && againstFrom && againstTo) said.set('againstTo', againstTo);
  if (sort !== undefined && sort !== usualSort(by)) said.set('sort', sort);
  if (currency) said.set('currency', currency);
  return said.size > 0 ? `${OVER_TIME}?${said}` : OVER_TIME;
}

/** The day that it is in the shop's zone. */
export function dayIn(atMs: number): string {
  // Canada writes 2026-11-25.
  return new Intl.DateTimeFormat('en-CA', { timeZone: pageZone(), dateStyle: 'short' }).format(atMs);
}

const numberOf = (day: string) => Date.parse(day) / DAY;
const named = (number: number) => new Date(number * DAY).toISOString().slice(0, 10);
export const addDays = (day: string, days: number) => named(numberOf(day) + days);

export function daysIn({ from, to }: DayRange): number {
  return numberOf(to) - numberOf(from) + 1;
}

/** A range that can be asked for: it begins in 2000 or later, ends where it begins or later, and is not too long. */
export function isAskable(range: DayRange): boolean {
  if (!isDay(range.from) || !isDay(range.to) || range.from < FIRST_SHOP_DAY) return false;
  return daysIn(range) >= 1 && daysIn(range) <= MAX_SHOP_DAYS;
}

/** The days that are meant. @param today of the shop */
export function rangeOf({ span, chosen }: Pick<OverTime, 'span' | 'chosen'>, today: string): DayRange {
  if (span === null) return chosen;
  if (span === 'month') return { from: `${today.slice(0, 7)}-01`, to: today };
  if (span === 'lastMonth') {
    const to = addDays(`${today.slice(0, 7)}-01`, -1);
    return { from: `${to.slice(0, 7)}-01`, to };
  }
  return { from: addDays(today, 1 - Number.parseInt(span, 10)), to: today };
}

/** The days that these are compared with; null: with none, or with days that nobody can ask for. A month is compared with the month before. */
export function otherRange(
  asked: Pick<OverTime, 'span' | 'against' | 'againstFrom'> & { againstTo?: string },
  range: DayRange,
): DayRange | null {
  const other = isAskable(range) ? daysAgainst(asked, range) : null;
  return other && isAskable(other) ? other : null;
}

function daysAgainst(
  {
    span,
    against,
    againstFrom,
    againstTo = '',
  }: Pick<OverTime, 'span' | 'against' | 'againstFrom'> & { againstTo?: string },
  range: DayRange,
): DayRange | null {
  if (against === 'none') return null;
  if (against === 'year') {
    const from = monthsBack(range.from, 12);
    const to = monthsBack(range.to, 12);
    // A leap day of that year alone is one day more.
    return { from, to: daysIn({ from, to }) > MAX_SHOP_DAYS ? addDays(from, MAX_SHOP_DAYS - 1) : to };
  }
  if (against === 'chosen') {
    if (!isDay(againstFrom)) return null;
    return { from: againstFrom, to: againstTo || addDays(againstFrom, daysIn(range) - 1) };
  }
  if (span === 'lastMonth') return rangeOf({ span, chosen: range }, range.from);
  if (span === 'month') return { from: monthsBack(range.from, 1), to: monthsBack(range.to, 1) };
  const to = addDays(range.from, -1);
  return { from: addDays(to, 1 - daysIn(range)), to };
}

/** The same day of an earlier month, or its last one. */
function monthsBack(day: string, months: number): string {
  const [year = 0, month = 0, of = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(of, last))).toISOString().slice(0, 10);
}

/** Days partly before the shop's first order: they are fewer than they look, so no change is told against them. */
export function isBeforeFirst({ from, to }: DayRange, firstDay: string | undefined): boolean {
  return firstDay !== undefined && from < firstDay && firstDay <= to;
}

/** By how much a number is another, as a share of that; null: of nothing nobody can say. */
export function changeOf(now: number, before: number | null | undefined): number | null {
  return before ? now / before - 1 : null;
}
