import type { OrdersFilter } from '../../../shared/contract/office-orders.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../../shared/values/result.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import type { OrderFilter } from '../../ports/order-question.ts';
import { addDays, type Day, dayNumber, dayOf, startOfDay } from '../../shop/ledger/local-day.ts';
import { askedDays, shopDays, weekdayOf } from '../../shop/shop-days.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { shopToday } from '../ship-days.ts';
import { placedByReference } from './placed-by-reference.ts';
import { readableStreams, whyNotReadable } from './readable-streams.ts';

type Typed = Pick<OrderFilter, 'number'> & { streamIds?: string[] };
type Deps = Pick<ApplicationDeps, 'readers' | 'engines' | 'clock' | 'directory'>;

/**
 * What somebody asks for, of what they may read (A6).
 * Refusals: BAD_REQUEST with the field that says nothing (a day that there is not; an item without its stream; minutes without
 * their first one; what is asked of a range of days without one that the shop's report takes), NOT_FOUND and FORBIDDEN about
 * streams.
 * @param timeZone whose days the days are
 * @returns null: no order is meant
 */
export async function filterOf(
  deps: Deps,
  actor: StaffActor,
  asked: OrdersFilter,
  timeZone: string,
): Promise<Result<OrderFilter | null, Refusal>> {
  const { q, state, outcome, channel, stream, item, payment, claim, refunded, bought, buyer, pack } = asked;
  const { currency, units, voucher } = asked;
  if (item !== undefined && stream === undefined) return refuse({ code: 'BAD_REQUEST', field: 'stream' });
  const time = timeOf(asked, timeZone);
  if (!time.ok) return time;
  const days = await daysOf(deps, asked, timeZone);
  if (!days.ok) return days;
  const streams =
    stream === undefined ? await readableStreams(deps, actor) : await named(deps, actor, stream);
  if (!streams.ok) return streams;
  const typed: Typed = q === undefined ? {} : numberOf(deps, q);
  const streamIds = both(streams.value, typed.streamIds ?? null);
  if (streamIds?.length === 0) return ok(null);
  const buyerIds = buyer === undefined ? null : (await deps.directory.identity(buyer)).allIds;
  return ok({
    ...time.value,
    ...days.value,
    ...(buyerIds && { buyerIds }),
    ...(bought && { isBought: true as const }),
    ...(streamIds && { streamIds }),
    ...(typed.number !== undefined && { number: typed.number }),
    ...(state && { status: state }),
    ...(outcome && { outcome }),
    ...(channel && { channel }),
    ...(payment && { payment }),
    ...(claim && { claim }),
    ...(pack === 'waiting' && { isToPack: true as const }),
    ...(pack === 'late' && { lateOn: await shopToday(deps) }),
    ...(refunded && { isRefunded: true as const }),
    ...(currency && { currency }),
    ...(units !== undefined && { units }),
    ...(voucher && { hasVoucher: true as const }),
    ...lineOf(asked),
  });
}

async function named(deps: Deps, actor: StaffActor, slug: string): Promise<Result<string[] | null, Refusal>> {
  const row = await deps.readers.streamBySlug(slug);
  const why = await whyNotReadable(deps, actor, row);
  return why || !row ? refuse(why ?? { code: 'NOT_FOUND' }) : ok([row.streamId]);
}

/** An order as it was typed: `12-1085` is of one stream, `1085` of whichever has it. */
function numberOf({ engines }: Pick<Deps, 'engines'>, typed: string): Typed {
  if (!typed.includes('-')) return { number: typed };
  const { streamId, number } = placedByReference(engines, typed);
  return { number, streamIds: streamId === null ? [] : [streamId] };
}

/** Streams that are in both; null stands for all. */
function both(some: string[] | null, others: string[] | null): string[] | null {
  if (!some || !others) return some ?? others;
  return some.filter((streamId) => others.includes(streamId));
}

function timeOf(
  { minuteMs, toMinuteMs, from, to }: OrdersFilter,
  timeZone: string,
): Result<Pick<OrderFilter, 'fromMs' | 'untilMs'>, Refusal> {
  const first = from === undefined ? undefined : dayOf(from);
  if (first === null) return refuse({ code: 'BAD_REQUEST', field: 'from' });
  const last = to === undefined ? undefined : dayOf(to);
  if (last === null) return refuse({ code: 'BAD_REQUEST', field: 'to' });
  const begins: number[] = [];
  const ends: number[] = [];
  if (first) begins.push(startOfDay(first, timeZone));
  if (last) ends.push(startOfDay(addDays(last, 1), timeZone));
  if (minuteMs === undefined) {
    if (toMinuteMs !== undefined) return refuse({ code: 'BAD_REQUEST', field: 'minuteMs' });
  } else {
    const first = minuteOf(minuteMs);
    const last = minuteOf(toMinuteMs ?? minuteMs);
    if (last < first) return refuse({ code: 'BAD_REQUEST', field: 'toMinuteMs' });
    begins.push(first);
    ends.push(last + MINUTE);
  }
  return ok({
    ...(begins.length > 0 && { fromMs: Math.max(...begins) }),
    ...(ends.length > 0 && { untilMs: Math.min(...ends) }),
  });
}

/** What is asked of a range of days as a whole. */
async function daysOf(
  deps: Deps,
  { weekday, buyers, shipDay, ...asked }: OrdersFilter,
  timeZone: string,
): Promise<Result<Pick<OrderFilter, 'placedIn' | 'buyers' | 'missed'>, Refusal>> {
  if (weekday === undefined && !buyers && !shipDay) return ok({});
  const range = askedDays(asked.from, asked.to);
  if (!range.ok) return range;
  const { from, to, count } = range.value;
  const begin = dayOf(from)!;
  const startOf = (n: number) => startOfDay(addDays(begin, n), timeZone);
  const whole = { fromMs: startOf(0), untilMs: startOf(count) };
  const today = await shopToday(deps);
  const last = [to, today].toSorted().at(-1)!;
  return ok({
    ...(weekday !== undefined && { placedIn: daysOfWeek(begin, count, weekday, startOf) }),
    ...(buyers && { buyers: { are: buyers, ...whole } }),
    ...(shipDay && { missed: { today, clock: shopDays(from, last, timeZone) } }),
  });
}

/** Of some days those that are one day of the week. */
function daysOfWeek(
  first: Day,
  count: number,
  weekday: number,
  startOf: (n: number) => number,
): NonNullable<OrderFilter['placedIn']> {
  const begin = dayNumber(first);
  return Array.from({ length: count }, (_, n) => n)
    .filter((n) => weekdayOf(begin + n) === weekday)
    .map((n) => ({ fromMs: startOf(n), untilMs: startOf(n + 1) }));
}

/** Where a minute begins. */
const minuteOf = (atMs: number) => Math.floor(atMs / MINUTE) * MINUTE;

function lineOf({
  item,
  product,
  producer,
  origin,
  category,
  price,
}: OrdersFilter): Pick<OrderFilter, 'line'> {
  if ([item, product, producer, origin, category, price].every((each) => each === undefined)) return {};
  return {
    line: {
      ...(item !== undefined && { itemNumber: item }),
      ...(product !== undefined && { productId: product }),
      ...(producer !== undefined && { producerId: producer }),
      ...(origin !== undefined && { origin }),
      ...(category !== undefined && { category }),
      ...(price && { price }),
    },
  };
}
