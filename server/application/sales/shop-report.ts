import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { ShopInsightsQuery } from '../../../shared/contract/shop-insights.ts';
import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import { ok, type Result } from '../../../shared/values/result.ts';
import { MAX_SHOP_ROWS } from '../../../shared/values/shop-report-bounds.ts';
import { SECOND } from '../../../shared/values/time.ts';
import type { ShopAfterCount, ShopCount, ShopQuestion } from '../../ports/shop-question.ts';
import { usualCurrency } from '../../shop/currency.ts';
import { dayText, localDay } from '../../shop/ledger/local-day.ts';
import { askedDays, dayNamed, numberOfDay, shopDays } from '../../shop/shop-days.ts';
import type { Application, StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { readableStreams } from '../order/readable-streams.ts';
import { shopTimeZone, shopToday } from '../ship-days.ts';

type Deps = Pick<ApplicationDeps, 'readers' | 'engines' | 'clock'>;

/** Whoever asks the same within this time, ms, reads one count: a page asks for sales and for what became of them. */
const KEPT_MS = 10 * SECOND;
const MAX_KEPT = 24;
/** Days whose orders are followed in one question, so that no other report waits for all of them, and none takes too long. */
const DAYS_AT_ONCE = 7;
const MONDAY = 1;

interface Asked {
  question: ShopQuestion;
  timeZone: string;
  currencies: string[];
}

/** The shop over days. Counts are kept a few seconds, and made one after the other where a range is long. */
export function shopReports(deps: Deps): Pick<Application, 'shopInsights' | 'shopAftermath'> {
  const { readers, clock } = deps;
  const kept = new BoundedMap<string, { count: Promise<ShopCount>; atMs: number }>(MAX_KEPT);

  async function count(question: ShopQuestion): Promise<ShopCount & { asOfMs: number }> {
    const { asOfMs, ...what } = question;
    const name = JSON.stringify(what);
    const known = kept.get(name);
    if (known && asOfMs - known.atMs < KEPT_MS) return { ...(await known.count), asOfMs: known.atMs };
    const made = readers.shopSales(question);
    kept.set(name, { count: made, atMs: asOfMs });
    made.catch(() => kept.delete(name));
    return { ...(await made), asOfMs };
  }

  async function firstDayOf(streamIds: readonly string[] | null, timeZone: string): Promise<string | null> {
    const filter = streamIds ? { streamIds } : {};
    const { orders } = await readers.ordersListed({ filter, before: null, limit: 1, isRising: true });
    const first = orders[0]?.order.placedAtMs;
    return first === undefined ? null : dayText(localDay(first, timeZone));
  }

  async function askedBy(actor: StaffActor, query: ShopInsightsQuery): Promise<Result<Asked, Refusal>> {
    const { from, to, by, weekStart = MONDAY } = query;
    const range = askedDays(from, to);
    if (!range.ok) return range;
    const timeZone = await shopTimeZone(deps);
    const days = shopDays(from, to, timeZone);
    const streamIds = await streamsOf(deps, actor);
    const currencies = await readers.shopCurrencies(days, streamIds);
    const usual = await deps.engines.shop.read((shop) => usualCurrency(shop));
    const currency =
      query.currency ?? currencies.find((each) => each === usual) ?? currencies[0] ?? usual ?? 'CNY';
    const asOfMs = clock.nowMs();
    return ok({
      question: { days, asOfMs, by, weekStart, currency, streamIds, limit: MAX_SHOP_ROWS },
      ...{ timeZone, currencies },
    });
  }

  return {
    async shopInsights(actor, query) {
      const asked = await askedBy(actor, query);
      if (!asked.ok) return asked;
      const { question, timeZone, currencies } = asked.value;
      const { asOfMs, totals, days, rows, rowCount } = await count(question);
      const firstDay = await firstDayOf(question.streamIds, timeZone);
      const { from, to, by } = query;
      const shown = rows.reduce((sum, { gmvPaidMinor }) => sum + gmvPaidMinor, 0);
      const sold = new Map(days.map((each) => [each.day, each]));
      const first = numberOfDay(from);
      return ok({
        ...{
          from,
          to,
          by,
          currency: question.currency,
          asOfMs,
          timeZone,
          currencies,
          totals,
        },
        ...(firstDay && { firstDay }),
        days: Array.from({ length: numberOfDay(to) - first + 1 }, (_, n) => {
          const { gmvPaidMinor = 0, paidOrders = 0 } = sold.get(first + n) ?? {};
          return { day: dayNamed(first + n), gmvPaidMinor, paidOrders };
        }),
        rows: rows.map(({ nameEn, startMs, ...row }) => ({
          ...row,
          ...(nameEn !== '' && { nameEn }),
          ...(startMs !== null && { startMs }),
        })),
        leftOut: { rows: rowCount - rows.length, gmvPaidMinor: totals.gmvPaidMinor - shown },
      });
    },

    async shopAftermath(actor, query) {
      const asked = await askedBy(actor, query);
      if (!asked.ok) return asked;
      const { question, timeZone } = asked.value;
      const { from, to, by } = query;
      const keys = (await count(question)).rows.map(({ key }) => key);
      const today = await shopToday(deps);
      const clock = shopDays(from, [to, today].toSorted().at(-1)!, timeZone);
      const { limit: _, ...what } = question;
      const parts: ShopAfterCount[] = [];
      for (let day = numberOfDay(from); day <= numberOfDay(to); day += DAYS_AT_ONCE) {
        const last = Math.min(numberOfDay(to), day + DAYS_AT_ONCE - 1);
        const days = shopDays(dayNamed(day), dayNamed(last), timeZone);
        parts.push(await readers.shopAftermath({ ...what, days, keys, today, clock }));
      }
      const rows = new Map<string, ShopAfterCount['rows'][number]>();
      for (const row of parts.flatMap((part) => part.rows)) {
        const known = rows.get(row.key);
        rows.set(row.key, known ? { key: row.key, ...sumOf([known, row]) } : row);
      }
      return ok({
        ...{ from, to, by, currency: question.currency, asOfMs: question.asOfMs },
        totals: sumOf(parts.map(({ totals }) => totals)),
        rows: [...rows.values()],
      });
    },
  };
}

/** Those whose orders somebody reads (A6), so that a number and its list agree; null: all. */
async function streamsOf(deps: Deps, actor: StaffActor): Promise<string[] | null> {
  const readable = await readableStreams(deps, actor);
  return readable.ok ? readable.value : [];
}

function sumOf(parts: readonly ShopAfterCount['totals'][]): ShopAfterCount['totals'] {
  const sum = (read: (part: ShopAfterCount['totals']) => number) =>
    parts.reduce((all, part) => all + read(part), 0);
  return {
    cancelledMinor: sum((part) => part.cancelledMinor),
    refundedMinor: sum((part) => part.refundedMinor),
    reversedOrders: sum((part) => part.reversedOrders),
    shipDueOrders: sum((part) => part.shipDueOrders),
    lateOrders: sum((part) => part.lateOrders),
    payoutsDue: sum((part) => part.payoutsDue),
    payoutsOnTime: sum((part) => part.payoutsOnTime),
  };
}
