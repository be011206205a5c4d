import type { ShopBy } from '../../../shared/contract/shop-insights.ts';
import { DAY } from '../../../shared/values/time.ts';
import type {
  AftermathQuestion,
  ShopAftermath,
  ShopCount,
  ShopDays,
  ShopQuestion,
  ShopReaders,
  ShopRow,
  ShopSales,
} from '../../ports/shop-question.ts';
import { dayNamed, numberOfDay } from '../../shop/shop-days.ts';
import { MAX_CURRENCIES_LISTED } from '../limits.ts';
import type { Lists } from './after-sale-texts.ts';
import { who } from './sales-texts.ts';

/** Of the streams that were live before the days are over, the share from which on all buyers are gone through. */
const MOST_OF_STREAMS = 1 / 3;

/** What the engines do by themselves. A question is one statement, so that its numbers agree with each other. */
export interface ShopReportReads {
  all<Row>(text: string, values: readonly unknown[]): Promise<Row[]> | Row[];
  lists: Lists;
  /** A day since 1 January 1970 as text, `2026-12-03`. */
  dayText(day: string): string;
  /**
   * How what was bought finds its buyers, each of whom is there. PostgreSQL takes both for one row, and would go through the
   * one for every row of the other: a full join it can only make by a hash table.
   */
  join: 'JOIN' | 'FULL JOIN';
}

type Asked = Pick<ShopQuestion, 'days' | 'asOfMs' | 'currency' | 'streamIds'>;
interface Text {
  text: string;
  values: unknown[];
}

/** Stretches of days as rows, to be joined with what happened on them (`dayAt`). */
function stretchRows(name: string, { stretches }: ShopDays): Text {
  const row = '(CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT))';
  return {
    text: `${name} (start_ms, end_ms, first_day, days) AS (VALUES ${stretches.map(() => row).join(', ')})`,
    values: stretches.flatMap(({ startMs, endMs, firstDay, days }) => [startMs, endMs, firstDay, days]),
  };
}

/** On which day of its stretch something happened: days since 1 January 1970. */
export const dayIn = (stretch: string, atMs: string) =>
  `${stretch}.first_day + CASE WHEN ${stretch}.days = 1 THEN 0 ELSE (${atMs} - ${stretch}.start_ms) / ${DAY} END`;

/**
 * Orders that count as paid in their stream's own report (`salesCut`), of those placed on the days. A stream's orders lie
 * together: they are read through, and looked up by no index of times.
 */
function countedOrders({ days, asOfMs, currency, streamIds }: Asked, lists: Lists): Text {
  const stretches = stretchRows('stretch', days);
  return {
    text: `WITH asked AS (SELECT CAST(? AS BIGINT) AS from_ms, CAST(? AS BIGINT) AS until_ms,
        CAST(? AS BIGINT) AS as_of_ms, ? AS currency),
      ${stretches.text},
      shown AS (
        SELECT s.stream_id, s.live_start_ms AS start_ms, q.from_ms, q.until_ms,
          CASE WHEN s.closed_at_ms < q.as_of_ms THEN s.closed_at_ms ELSE q.as_of_ms END AS end_ms
        FROM asked q CROSS JOIN stream s
        WHERE s.rehearsal_of IS NULL AND s.currency = q.currency AND s.live_start_ms < q.until_ms
          AND (s.closed_at_ms IS NULL OR s.closed_at_ms > q.from_ms)
          ${streamIds ? `AND ${lists.among('s.stream_id')}` : ''}),
      counted AS MATERIALIZED (
        SELECT o.stream_id, o.order_id, o.channel, o.placed_at_ms, o.goods_minor,
          ${who('o.buyer_id')} AS buyer_id, ${dayIn('d', 'o.placed_at_ms')} AS day
        FROM shown s CROSS JOIN orders o CROSS JOIN stretch d LEFT JOIN buyer_alias a ON a.from_id = o.buyer_id
        WHERE o.stream_id = s.stream_id AND +o.placed_at_ms >= s.from_ms AND +o.placed_at_ms < s.until_ms
          AND +o.placed_at_ms >= s.start_ms AND +o.placed_at_ms < s.end_ms AND +o.paid_at_ms <= s.end_ms
          AND o.placed_at_ms >= d.start_ms AND o.placed_at_ms < d.end_ms)`,
    values: [
      ...[days.fromMs, days.untilMs, asOfMs, currency],
      ...stretches.values,
      ...(streamIds ? [lists.list(streamIds)] : []),
    ],
  };
}

/** What rows stand by: of an order, or of its lines. */
const orderKeys = {
  // The first day of the week, as days since 1 January 1970, which was a Thursday: of a Monday (c.day + 3) % 7 is 0.
  week: (weekStart: number) => `CAST(c.day - (c.day + ${(3 + 7 - (weekStart - 1)) % 7}) % 7 AS TEXT)`,
  stream: () => 'c.stream_id',
  channel: () => 'c.channel',
  weekday: () => 'CAST((c.day + 3) % 7 + 1 AS TEXT)',
} as const;
const lineKeys = { product: 'product_id', producer: 'producer_id' } as const;

type RowsBy = Pick<ShopQuestion, 'by' | 'weekStart'>;

/** What a row stands by, of an order `c` or of what `alias` names. */
function rowKey({ by, weekStart }: RowsBy, alias: string): string {
  return isOfOrders(by) ? orderKeys[by](weekStart) : `${alias}.${lineKeys[by]}`;
}

function isOfOrders(by: ShopBy): by is keyof typeof orderKeys {
  return Object.hasOwn(orderKeys, by);
}

/** What each buyer bought of each key, and when first. A product in several lines of an order is in one order. */
function boughtText({ by, weekStart }: RowsBy): string {
  if (isOfOrders(by)) {
    return `SELECT ${orderKeys[by](weekStart)} AS key, c.buyer_id, count(*) AS orders, sum(c.goods_minor) AS minor,
        min(c.placed_at_ms) AS first_ms
      FROM counted c GROUP BY 1, 2`;
  }
  const key = lineKeys[by];
  return `SELECT l.${key} AS key, c.buyer_id, sum(CASE WHEN l.line_index > 0 AND EXISTS (
        SELECT 1 FROM order_line e WHERE e.stream_id = l.stream_id AND e.order_id = l.order_id
          AND e.line_index < l.line_index AND e.${key} = l.${key}) THEN 0 ELSE 1 END) AS orders,
      sum(l.goods_minor) AS minor, min(c.placed_at_ms) AS first_ms
    FROM counted c CROSS JOIN order_line l
    WHERE l.stream_id = c.stream_id AND l.order_id = c.order_id GROUP BY 1, 2`;
}

/** Units of a line that somebody waits for. */
const TO_SEND = 'l.units - l.cancelled_units - l.withdrawn_units';
/** A line was promised a day to ship (P4). */
export const PROMISED_LINE = `l.ship_by IS NOT NULL AND ${TO_SEND} > 0`;
const PARCELS_OF_LINE = `shipment_line sl
        JOIN shipment sh ON sh.stream_id = sl.stream_id AND sh.shipment_id = sl.shipment_id`;
const OF_LINE = 'sl.stream_id = l.stream_id AND sl.order_id = l.order_id AND sl.line_index = l.line_index';
/** Units of a line that a carrier has. */
const HANDED_OVER = `coalesce((
        SELECT sum(sl.units) FROM ${PARCELS_OF_LINE} WHERE ${OF_LINE} AND sh.status <> 'PACKED'), 0)`;
/** It is known whether a promised line was handed over in time: its day is over, or a carrier has all of it. */
const judgedLine = (today: string) => `(l.ship_by < ${today} OR ${TO_SEND} <= ${HANDED_OVER})`;

/**
 * Something of a line was handed over after its day, or was not although that is over (P4). Parameters: those of what it is given.
 * @param clock rows of stretches of days, under whatever name
 */
export function missedLine(today: string, clock: string, dayText: ShopReportReads['dayText']): string {
  return `(l.ship_by < ${today} AND ${TO_SEND} > ${HANDED_OVER}
      OR EXISTS (
        SELECT 1 FROM ${PARCELS_OF_LINE}
          JOIN ${clock} k ON sh.shipped_at_ms >= k.start_ms AND sh.shipped_at_ms < k.end_ms
        WHERE ${OF_LINE} AND ${dayText(dayIn('k', 'sh.shipped_at_ms'))} > l.ship_by))`;
}

/** By `coalesce` no index of all states is read for it. */
const STANDS = `coalesce(e.status, '') IN ('PLACED', 'PAID', 'COMPLETED')
  AND e.stream_id NOT IN (SELECT stream_id FROM stream WHERE rehearsal_of IS NOT NULL)`;
/** When a buyer, under whatever id, first placed an order that stands. */
export const firstStanding = (buyer: string) => `(
  SELECT min(e.placed_at_ms) FROM orders e
  WHERE e.buyer_id IN (
      SELECT ${buyer} UNION ALL SELECT m.from_id FROM buyer_alias m WHERE m.root_id = ${buyer})
    AND ${STANDS})`;
export const isNew = (standing: string, first: string) =>
  `CASE WHEN ${standing} < ${first} THEN 0 ELSE 1 END`;

interface Part extends Record<'orders' | 'minor' | 'buyers' | 'fresh' | 'groups', unknown> {
  part: 'total' | 'day' | 'row';
  key: string;
}

/**
 * The buyers of what is counted, each with their first standing order. Where the days have most of the shop's orders, all buyers
 * are gone through in the order of an index: looking up two hundred thousand one by one takes three times as long.
 */
function cameText(isMost: boolean): string {
  if (!isMost) {
    return `SELECT c.buyer_id, count(*) AS orders, sum(c.goods_minor) AS minor, min(c.placed_at_ms) AS first_ms,
        ${firstStanding('c.buyer_id')} AS standing_ms
      FROM counted c GROUP BY c.buyer_id`;
  }
  return `SELECT w.buyer_id, sum(w.orders) AS orders, sum(w.minor) AS minor, min(w.first_ms) AS first_ms,
      min(w.standing_ms) AS standing_ms
    FROM (
      SELECT c.buyer_id, 1 AS orders, c.goods_minor AS minor, c.placed_at_ms AS first_ms, CAST(NULL AS BIGINT) AS standing_ms
      FROM counted c
      UNION ALL
      SELECT ${who('e.buyer_id')}, 0, 0, CAST(NULL AS BIGINT), e.standing_ms
      FROM (SELECT e.buyer_id, min(e.placed_at_ms) AS standing_ms FROM orders e WHERE ${STANDS} GROUP BY e.buyer_id) e
        LEFT JOIN buyer_alias a ON a.from_id = e.buyer_id) w
    GROUP BY w.buyer_id HAVING sum(w.orders) > 0`;
}

function salesText(rows: RowsBy, isMost: boolean, join: ShopReportReads['join']): string {
  const { by } = rows;
  // A week and a stream are times of their own: who comes back to them has ordered before, also on these days.
  const firstOfRow = by === 'week' || by === 'stream' ? 'b.first_ms' : 'c.first_ms';
  return `, came AS MATERIALIZED (${cameText(isMost)}),
    bought AS (${boughtText(rows)})
    SELECT 'total' AS part, '' AS key, coalesce(sum(c.orders), 0) AS orders, coalesce(sum(c.minor), 0) AS minor,
      count(*) AS buyers, coalesce(sum(${isNew('c.standing_ms', 'c.first_ms')}), 0) AS fresh, 1 AS groups
    FROM came c
    UNION ALL
    SELECT 'day', CAST(c.day AS TEXT), count(*), sum(c.goods_minor), 0, 0, 1 FROM counted c GROUP BY c.day
    UNION ALL
    SELECT * FROM (
      SELECT 'row', b.key, sum(b.orders), sum(b.minor) AS minor, count(*),
        sum(${isNew('c.standing_ms', firstOfRow)}), count(*) OVER () AS groups
      FROM bought b ${join} came c ON c.buyer_id = b.buyer_id
      WHERE coalesce(b.key, '') <> '' GROUP BY b.key ORDER BY sum(b.minor) DESC, b.key LIMIT ?) AS most`;
}

function aftermathText(rows: RowsBy, { among }: Lists, dayText: ShopReportReads['dayText']): string {
  const lineKey = rowKey(rows, 'l');
  const payableKey = rowKey(rows, 'p');
  const isMissed = missedLine('q.today', 'clock', dayText);
  return `, fate AS MATERIALIZED (
      SELECT ${lineKey} AS key, c.stream_id, c.order_id, sum(l.cancelled_goods_minor) AS cancelled,
        sum(l.refunded_goods_minor) AS refunded, max(CASE WHEN l.cancelled_units + l.refunded_units + l.given_minor > 0 THEN 1 ELSE 0 END) AS is_reversed,
        max(CASE WHEN ${PROMISED_LINE} AND ${judgedLine('q.today')} THEN 1 ELSE 0 END) AS is_judged,
        max(CASE WHEN ${PROMISED_LINE} AND ${isMissed} THEN 1 ELSE 0 END) AS is_late
      FROM now q CROSS JOIN counted c CROSS JOIN order_line l
      WHERE l.stream_id = c.stream_id AND l.order_id = c.order_id GROUP BY 1, 2, 3),
    line AS (
      SELECT ${payableKey} AS key, p.share_minor - p.reversed_share_minor AS owed, p.is_paused, p.due_until_ms AS due,
        p.reserved_minor AS reserved, p.reserved_until_ms AS reserved_until,
        coalesce(sum(n.amount_minor), 0) AS paid, min(n.at_ms) AS paid_at
      FROM counted c CROSS JOIN payable p LEFT JOIN payout_line n ON n.line_stream_id = p.stream_id
        AND n.order_id = p.order_id AND n.line_index = p.line_index AND n.delivery_seq = p.delivery_seq
      WHERE p.stream_id = c.stream_id AND p.order_id = c.order_id
      GROUP BY 1, p.stream_id, p.order_id, p.line_index, p.delivery_seq, 2, 3, 4, 5, 6),
    judged AS MATERIALIZED (
      SELECT w.key, sum(CASE WHEN w.kept > 0 THEN 1 ELSE 0 END) AS due,
        sum(CASE WHEN w.kept = 1 THEN 1 ELSE 0 END) AS on_time
      FROM (
        SELECT p.key, CASE
            WHEN p.paid_at IS NOT NULL AND p.paid >= p.owed - CASE WHEN p.reserved_until > q.as_of_ms THEN p.reserved ELSE 0 END
              THEN CASE WHEN p.paid_at < p.due THEN 1 ELSE 2 END
            WHEN p.owed <= 0 OR p.is_paused = 1 THEN 0 WHEN p.due <= q.as_of_ms THEN 3 ELSE 0 END AS kept
        FROM asked q CROSS JOIN line p) w
      GROUP BY w.key)
    SELECT 'total' AS part, '' AS key, coalesce(sum(f.cancelled), 0) AS cancelled,
      coalesce(sum(f.refunded), 0) AS refunded, coalesce(sum(f.is_reversed), 0) AS "isReversed",
      coalesce(sum(f.is_judged), 0) AS "isJudged", coalesce(sum(f.is_late), 0) AS "isLate",
      coalesce((SELECT sum(j.due) FROM judged j), 0) AS due,
      coalesce((SELECT sum(j.on_time) FROM judged j), 0) AS "onTime"
    FROM (
      SELECT sum(f.cancelled) AS cancelled, sum(f.refunded) AS refunded, max(f.is_reversed) AS is_reversed,
        max(f.is_judged) AS is_judged, max(f.is_late) AS is_late
      FROM fate f GROUP BY f.stream_id, f.order_id) f
    UNION ALL
    SELECT 'row', f.key, sum(f.cancelled), sum(f.refunded), sum(f.is_reversed), sum(f.is_judged), sum(f.is_late),
      coalesce(max(j.due), 0), coalesce(max(j.on_time), 0)
    FROM fate f LEFT JOIN judged j ON j.key = f.key WHERE ${among('f.key')} GROUP BY f.key`;
}

type Fate = Record<
  'cancelled' | 'refunded' | 'isReversed' | 'isJudged' | 'isLate' | 'due' | 'onTime',
  unknown
> & { part: 'total' | 'row'; key: string };

/** What the shop sold over days, and what became of it. */
export function shopReportReads({ all, lists, dayText, join }: ShopReportReads): ShopReaders {
  async function named(by: ShopBy, keys: readonly string[]): Promise<Map<string, ShopRow>> {
    if (by === 'week') {
      return new Map(
        keys.map((key) => [key, { key: dayNamed(Number(key)), name: '', nameEn: '', startMs: null }]),
      );
    }
    if (by === 'channel' || by === 'weekday') {
      return new Map(keys.map((key) => [key, { key, name: '', nameEn: '', startMs: null }]));
    }
    const text = {
      stream: `SELECT s.stream_id AS "id", s.slug AS "key", s.title AS "name", s.title_en AS "nameEn",
          s.live_start_ms AS "startMs" FROM stream s WHERE ${lists.among('s.stream_id')}`,
      product: `SELECT p.product_id AS "id", p.product_id AS "key", p.name AS "name", p.name_en AS "nameEn",
          NULL AS "startMs" FROM product p WHERE ${lists.among('p.product_id')}`,
      producer: `SELECT p.producer_id AS "id", p.producer_id AS "key", max(p.producer) AS "name",
          max(p.producer_en) AS "nameEn", NULL AS "startMs" FROM product p
          WHERE ${lists.among('p.producer_id')} GROUP BY p.producer_id`,
    }[by];
    const rows = await all<ShopRow & { id: string }>(text, [lists.list(keys)]);
    return new Map(rows.map(({ id, ...row }) => [id, row]));
  }

  async function streamKeys(by: ShopBy, keys: readonly string[]): Promise<Map<string, string>> {
    if (by === 'week') return new Map(keys.map((key) => [String(numberOfDay(key)), key]));
    if (by !== 'stream') return new Map(keys.map((key) => [key, key]));
    const text = `SELECT s.stream_id AS "id", s.slug AS "slug" FROM stream s WHERE ${lists.among('s.slug')}`;
    const rows = await all<{ id: string; slug: string }>(text, [lists.list(keys)]);
    return new Map(rows.map(({ id, slug }) => [id, slug]));
  }

  /** Whether so many streams were live on these days that most orders of the shop are of them. */
  async function hasMost({ fromMs, untilMs }: ShopQuestion['days']): Promise<boolean> {
    const [counted] = await all<Record<'all' | 'shown', unknown>>(
      `SELECT count(*) AS "all", sum(CASE WHEN s.closed_at_ms <= ? THEN 0 ELSE 1 END) AS "shown"
       FROM stream s WHERE s.live_start_ms < ?`,
      [fromMs, untilMs],
    );
    return Number(counted?.shown ?? 0) > MOST_OF_STREAMS * Number(counted?.all ?? 0);
  }

  return {
    async shopCurrencies({ fromMs, untilMs }, streamIds) {
      const which = streamIds ? `AND ${lists.among('s.stream_id')}` : '';
      const rows = await all<{ currency: string }>(
        `SELECT DISTINCT s.currency AS "currency" FROM stream s
         WHERE s.rehearsal_of IS NULL AND s.live_start_ms < ? AND (s.closed_at_ms IS NULL OR s.closed_at_ms > ?)
           ${which} ORDER BY s.currency LIMIT ?`,
        [untilMs, fromMs, ...(streamIds ? [lists.list(streamIds)] : []), MAX_CURRENCIES_LISTED],
      );
      return rows.map(({ currency }) => currency);
    },

    async shopSales({ by, weekStart, limit, ...asked }: ShopQuestion): Promise<ShopCount> {
      const { text, values } = countedOrders(asked, lists);
      const isMost = await hasMost(asked.days);
      const parts = await all<Part>(`${text}${salesText({ by, weekStart }, isMost, join)}`, [
        ...values,
        limit,
      ]);
      const [total, days, found] = (['total', 'day', 'row'] as const).map((part) =>
        parts.filter((each) => each.part === part),
      );
      const rows = found ?? [];
      const names = await named(
        by,
        rows.map(({ key }) => key),
      );
      return {
        totals: salesOf(total?.[0]),
        days: (days ?? [])
          .map(({ key, minor, orders }) => ({
            ...{ day: Number(key), gmvPaidMinor: Number(minor), paidOrders: Number(orders) },
          }))
          .sort((a, b) => a.day - b.day),
        rows: rows
          .map((row) => {
            const name = names.get(row.key) ?? { key: row.key, name: '', nameEn: '', startMs: null };
            return { ...name, ...salesOf(row) };
          })
          .sort((a, b) => b.gmvPaidMinor - a.gmvPaidMinor || (a.key < b.key ? -1 : 1)),
        rowCount: Number(rows[0]?.groups ?? 0),
      };
    },

    async shopAftermath({ by, weekStart, keys, today, clock, ...asked }: AftermathQuestion) {
      const { text, values } = countedOrders(asked, lists);
      const clockRows = stretchRows('clock', clock);
      const ids = await streamKeys(by, keys);
      const parts = await all<Fate>(
        `${text}, ${clockRows.text}, now AS (SELECT ? AS today)${aftermathText({ by, weekStart }, lists, dayText)}`,
        [...values, ...clockRows.values, today, lists.list([...ids.keys()])],
      );
      return {
        totals: fateOf(parts.find(({ part }) => part === 'total')),
        rows: parts
          .filter(({ part }) => part === 'row')
          .map((row) => ({ key: ids.get(row.key) ?? row.key, ...fateOf(row) })),
      };
    },
  };
}

function salesOf(part: Part | undefined): ShopSales {
  return {
    gmvPaidMinor: Number(part?.minor ?? 0),
    paidOrders: Number(part?.orders ?? 0),
    payingBuyers: Number(part?.buyers ?? 0),
    newBuyers: Number(part?.fresh ?? 0),
  };
}

function fateOf(part: Fate | undefined): ShopAftermath {
  return {
    cancelledMinor: Number(part?.cancelled ?? 0),
    refundedMinor: Number(part?.refunded ?? 0),
    reversedOrders: Number(part?.isReversed ?? 0),
    shipDueOrders: Number(part?.isJudged ?? 0),
    lateOrders: Number(part?.isLate ?? 0),
    payoutsDue: Number(part?.due ?? 0),
    payoutsOnTime: Number(part?.onTime ?? 0),
  };
}
