import { channels } from '../../../shared/values/channel.ts';
import type { Presence } from '../../insights/attendance.ts';
import { type Exposure, SHORTEST_EXPOSURE_MS } from '../../insights/exposure.ts';
import type { ExposedMinute, ExposedPart } from '../../insights/floor/funnel.ts';
import type { RefusedAsk } from '../../insights/sales.ts';
import type { ItemFunnelCounts } from '../../ports/readers.ts';
import type { ItemMinuteOrders, ItemPayer, OutsideLog } from '../../ports/recount.ts';

/**
 * The questions of the sales report. `who` is a buyer or viewer after all merges (B2). Some aggregates are the
 * program's own (sales-aggregates.ts): SQLite groups by sorting, which takes longer than a report may.
 */
export const who = (column: string) => `coalesce(a.root_id, ${column})`;

export const SALES_STREAM = `
  SELECT stream_id AS "streamId", slug, title, title_en AS "titleEn", status, currency, live_start_ms AS "liveStartMs",
    ended_at_ms AS "endedAtMs", closed_at_ms AS "closedAtMs"
  FROM stream WHERE stream_id = ?`;

export const SALES_ITEMS = `
  SELECT i.item_number AS "itemNumber", i.name, i.producer, coalesce(p.category, '') AS category,
    i.name_en AS "nameEn", coalesce(p.producer_en, '') AS "producerEn",
    coalesce(s.allotted, 0) AS allotted, coalesce(s.available, 0) AS available,
    coalesce(s.held, 0) AS held, coalesce(s.unpaid, 0) AS unpaid,
    i.show_requests AS "showRequests"
  FROM item i LEFT JOIN item_stock s ON s.stream_id = i.stream_id AND s.item_number = i.item_number
    LEFT JOIN product p ON p.product_id = i.product_id
  WHERE i.stream_id = ? ORDER BY i.item_number`;

/** The facts that brought units to a shelf: the timeline has a mark for each, named by its place in the log. */
export const SALES_RESTOCKS = `
  SELECT f.body FROM mark m JOIN fact f ON f.log_id = m.stream_id AND f.seq = m.seq
  WHERE m.stream_id = ? AND m.kind = 'restock'`;

/** What was placed, and how each order stands at the cut. */
const orderSums = `count(*) AS "placedOrders", coalesce(sum(goods_minor), 0) AS "placedMinor",
    coalesce(sum(goods_minor) FILTER (WHERE outcome = 0), 0) AS paid,
    coalesce(sum(goods_minor) FILTER (WHERE outcome = 1), 0) AS expired,
    coalesce(sum(goods_minor) FILTER (WHERE outcome = 2), 0) AS "cancelledUnpaid",
    coalesce(sum(goods_minor) FILTER (WHERE outcome = 3), 0) AS open,
    count(*) FILTER (WHERE outcome = 0) AS "paidOrders"`;
const orderOutcome = `CASE WHEN o.paid_at_ms <= ? THEN 0 WHEN o.paid_at_ms IS NOT NULL THEN 3
        WHEN o.status IN ('EXPIRED', 'EXPIRED_REFUNDED') THEN 1 WHEN o.status = 'CANCELLED' THEN 2
        ELSE 3 END AS outcome`;

/** Neither cancelled nor wholly given back. */
export const isKept = "(o.status <> 'CANCELLED' AND o.refunded_minor < o.total_minor)";

/** The place of a row's channel in the closed list (C1). */
const channelPlace = (row: string) =>
  `CASE ${row}.channel ${channels.map((name, place) => `WHEN '${name}' THEN ${place}`).join(' ')} END`;

/** Not to be found by an index: nearly all orders of a stream are in the cut, and lie side by side in the table itself. */
const PLACED_AT = '+o.placed_at_ms';

/** Orders, and in their contents the lines of them. Parameters: cut end, stream, cut start, cut end. */
export const SALES_ORDERS = `
  SELECT tally_orders(buyer, channel * 8 + outcome * 2 + is_kept, goods_minor, contents)
  FROM (
    SELECT o.goods_minor, ${who('o.buyer_id')} AS buyer, ${isKept} AS is_kept, ${channelPlace('o')} AS channel, ${orderOutcome},
      o.contents
    FROM orders o LEFT JOIN buyer_alias a ON a.from_id = o.buyer_id
    WHERE o.stream_id = ? AND ${PLACED_AT} >= ? AND ${PLACED_AT} < ?) AS placed`;

/** The sums alone, where the database does them; the same parameters. */
export const SALES_ORDER_SUMS = `
  SELECT ${orderSums}
  FROM (
    SELECT o.goods_minor, ${orderOutcome}
    FROM orders o WHERE o.stream_id = ? AND ${PLACED_AT} >= ? AND ${PLACED_AT} < ?) AS placed`;

/**
 * How an engine is told to read by an index, after the table's name. SQLite reads a whole table sooner than by an index of
 * a few of its rows; PostgreSQL knows how few they are.
 */
export type ByIndex = (index: string) => string;

/**
 * Goods value of paid orders that was cancelled and that was given back: such lines have an index of their own.
 * Parameters: stream, cut start, cut end, cut end.
 */
export const salesUndone = (byIndex: ByIndex) => `
  SELECT coalesce(sum(l.cancelled_goods_minor), 0) AS "cancelledMinor",
    coalesce(sum(l.refunded_goods_minor), 0) AS "refundedMinor"
  FROM order_line l${byIndex('line_undone')} CROSS JOIN orders o
  WHERE l.stream_id = ? AND l.cancelled_goods_minor + l.refunded_goods_minor > 0
    AND o.stream_id = l.stream_id AND o.order_id = l.order_id
    AND o.placed_at_ms >= ? AND o.placed_at_ms < ? AND o.paid_at_ms <= ?`;

/**
 * What was given on paid orders, by who pays (V2): lines that were made cheaper have an index of their own, and so have
 * orders that named a voucher. Parameters of both: stream, cut start, cut end, cut end.
 */
export const salesGivenLines = (byIndex: ByIndex) => `
  SELECT coalesce(sum(l.producer_off_minor), 0) AS "producerMinor",
    coalesce(sum(l.host_off_minor), 0) AS "hostMinor", coalesce(sum(l.shop_off_minor), 0) AS "shopMinor"
  FROM order_line l${byIndex('line_given')} CROSS JOIN orders o
  WHERE l.stream_id = ? AND l.producer_off_minor + l.host_off_minor + l.shop_off_minor > 0
    AND o.stream_id = l.stream_id AND o.order_id = l.order_id
    AND o.placed_at_ms >= ? AND o.placed_at_ms < ? AND o.paid_at_ms <= ?`;
export const salesGivenOrders = (byIndex: ByIndex) => `
  SELECT count(*) AS "voucherOrders", coalesce(sum(shipping_host_off_minor), 0) AS "shippingHostMinor",
    coalesce(sum(shipping_shop_off_minor), 0) AS "shippingShopMinor"
  FROM orders${byIndex('order_with_voucher')}
  WHERE stream_id = ? AND vouchers IS NOT NULL AND placed_at_ms >= ? AND placed_at_ms < ? AND paid_at_ms <= ?`;

/** What paid orders were charged for sending (P2), and got back (P3); they have an index of their own. Parameters as above. */
export const salesShipping = (byIndex: ByIndex) => `
  SELECT coalesce(sum(shipping_minor), 0) AS "chargedMinor",
    coalesce(sum(shipping_refunded_minor), 0) AS "refundedMinor"
  FROM orders${byIndex('order_with_shipping')}
  WHERE stream_id = ? AND shipping_minor > 0 AND placed_at_ms >= ? AND placed_at_ms < ? AND paid_at_ms <= ?`;

export const SALES_ADDERS = `
  SELECT count_distinct(${who('d.buyer_id')})
  FROM adder d LEFT JOIN buyer_alias a ON a.from_id = d.buyer_id WHERE d.stream_id = ?`;

export const SALES_ADDERS_OF_ITEMS = `
  SELECT d.item_number, count_distinct(${who('d.buyer_id')})
  FROM adder d LEFT JOIN buyer_alias a ON a.from_id = d.buyer_id
  WHERE d.stream_id = ? GROUP BY d.item_number`;

export const SALES_ADDERS_OF_CHANNELS = `
  SELECT d.channel, count_distinct(${who('d.buyer_id')})
  FROM adder d LEFT JOIN buyer_alias a ON a.from_id = d.buyer_id
  WHERE d.stream_id = ? GROUP BY d.channel`;

export const SALES_UNMET = (codes: string) => `
  SELECT item_number, sum(ask) FROM (
    SELECT r.item_number, max(r.largest_ask) AS ask
    FROM refusal r LEFT JOIN buyer_alias a ON a.from_id = r.buyer_id
    WHERE r.stream_id = ? AND r.code IN (${codes})
    GROUP BY r.item_number, ${who('r.buyer_id')}) AS asked
  GROUP BY item_number`;

export const SALES_MINUTES = 'SELECT minute, adds, placed, paid FROM minute WHERE stream_id = ?';

/** Parameters: stream, how many. */
export const SALES_MARKS = `
  SELECT kind, item_number AS "itemNumber", from_ms AS "fromMs", to_ms AS "toMs"
  FROM mark WHERE stream_id = ? ORDER BY from_ms, seq, kind LIMIT ?`;

/** Parameters: stream, window end, window start. */
export const SALES_PRESENCES = `
  SELECT ${who('p.viewer_id')} AS "viewerId", p.is_staff AS "isStaff", p.from_ms AS "fromMs",
    p.to_ms AS "toMs", p.channel
  FROM audience p LEFT JOIN buyer_alias a ON a.from_id = p.viewer_id
  WHERE p.stream_id = ? AND p.from_ms < ? AND (p.to_ms IS NULL OR p.to_ms > ?)`;

/** What the screens of each viewer have shown of each item, and of all. Parameter: stream. */
export const SALES_EXPOSED = `
  SELECT tally_exposures(${who('e.viewer_id')}, e.item_number, e.shown_ms,
    e.one_in * 16 + ${channelPlace('e')} * 2 + e.is_opened)
  FROM exposure e LEFT JOIN buyer_alias a ON a.from_id = e.viewer_id
  WHERE e.stream_id = ?`;

/** Parameter: stream. */
export const REFUSALS = `
  SELECT ${who('r.buyer_id')} AS "buyerId", r.item_number AS "itemNumber", r.code, r.first_at_ms AS "firstAtMs",
    r.last_at_ms AS "lastAtMs", r.count, r.largest_ask AS "largestAsk"
  FROM refusal r LEFT JOIN buyer_alias a ON a.from_id = r.buyer_id
  WHERE r.stream_id = ? ORDER BY r.last_at_ms DESC, r.buyer_id, r.item_number, r.code`;

/** What no log holds of a stream, as it was written. Parameter: stream. */
export const RAW_PRESENCES = `SELECT viewer_id AS "viewerId", is_staff AS "isStaff", from_ms AS "fromMs",
  to_ms AS "toMs", channel FROM audience WHERE stream_id = ?`;
export const RAW_EXPOSURES = `SELECT item_number AS "itemNumber", viewer_id AS "viewerId", shown_ms AS "shownMs",
  is_opened AS "isOpened", one_in AS "oneIn", channel FROM exposure WHERE stream_id = ?`;
export const RAW_REFUSALS = `SELECT buyer_id AS "buyerId", item_number AS "itemNumber", code,
  largest_ask AS "largestAsk" FROM refusal WHERE stream_id = ?`;
/** Everybody in the shop who became somebody else. */
export const RAW_ALIASES = 'SELECT from_id AS "fromId", root_id AS "rootId" FROM buyer_alias';

/** Rows of those questions in the domain's form. */
export function outsideOf(rows: {
  presences: (Omit<Presence, 'isStaff'> & { isStaff: number })[];
  exposures: (Omit<Exposure, 'isOpened'> & { isOpened: number })[];
  refusals: RefusedAsk[];
  aliases: { fromId: string; rootId: string }[];
}): OutsideLog {
  return {
    presences: rows.presences.map((row) => ({ ...row, isStaff: row.isStaff === 1 })),
    exposures: rows.exposures.map((row) => ({ ...row, isOpened: row.isOpened === 1 })),
    refusals: rows.refusals,
    roots: new Map(rows.aliases.map(({ fromId, rootId }) => [fromId, rootId])),
  };
}

/** Whether any screen of a stream told, and whether its log has an add. Parameters: stream, stream. */
export const WAY_TOLD = `
  SELECT CASE WHEN EXISTS (SELECT 1 FROM exposure WHERE stream_id = ?) THEN 1 ELSE 0 END AS "isShown",
    CASE WHEN EXISTS (SELECT 1 FROM adder WHERE stream_id = ?) THEN 1 ELSE 0 END AS "isAdded"`;

/** Of one item, as `tally_exposures` counts. Parameters: stream, item. */
export const WAY_SHOWN = `
  SELECT coalesce(sum(one_in) FILTER (WHERE shown_ms >= ${SHORTEST_EXPOSURE_MS}), 0) AS "seen",
    coalesce(sum(one_in) FILTER (WHERE shown_ms >= ${SHORTEST_EXPOSURE_MS} AND is_opened = 1), 0) AS "tapped",
    coalesce(max(one_in), 1) AS "oneIn"
  FROM (
    SELECT ${who('e.viewer_id')} AS viewer, sum(e.shown_ms) AS shown_ms, max(e.is_opened) AS is_opened,
      max(e.one_in) AS one_in
    FROM exposure e LEFT JOIN buyer_alias a ON a.from_id = e.viewer_id
    WHERE e.stream_id = ? AND e.item_number = ? GROUP BY ${who('e.viewer_id')}) AS shown`;

/** Parameters: stream, item. */
export const WAY_ADDED = `
  SELECT count(DISTINCT ${who('d.buyer_id')}) AS "added"
  FROM adder d LEFT JOIN buyer_alias a ON a.from_id = d.buyer_id WHERE d.stream_id = ? AND d.item_number = ?`;

/** Parameters: stream, item, limit. */
export const WAY_REFUSED = `
  SELECT r.code, count(DISTINCT ${who('r.buyer_id')}) AS "buyers", max(r.last_at_ms) AS "lastAtMs"
  FROM refusal r LEFT JOIN buyer_alias a ON a.from_id = r.buyer_id
  WHERE r.stream_id = ? AND r.item_number = ?
  GROUP BY r.code ORDER BY count(DISTINCT ${who('r.buyer_id')}) DESC, r.code LIMIT ?`;

/** The rows of those questions; counts may come as text. */
export interface WayRows {
  told: { isShown: number; isAdded: number };
  shown: { seen: unknown; tapped: unknown; oneIn: unknown };
  added: { added: unknown };
  refused: { code: string; buyers: unknown; lastAtMs: unknown }[];
}

export function itemWayOf({ told, shown, added, refused }: WayRows): ItemFunnelCounts {
  const isShown = Number(told.isShown) === 1;
  return {
    seen: isShown ? Number(shown.seen) : null,
    tapped: isShown ? Number(shown.tapped) : null,
    oneIn: Number(shown.oneIn),
    added: Number(told.isAdded) === 1 ? Number(added.added) : null,
    refused: refused.map(({ code, buyers, lastAtMs }) => ({
      ...{ code, buyers: Number(buyers), lastAtMs: Number(lastAtMs) },
    })),
  };
}

const firstExposed = `
  SELECT e.item_number, ${who('e.viewer_id')} AS viewer, max(e.one_in) AS one_in, min(e.seen_minute) AS seen,
    min(e.opened_minute) AS tapped
  FROM exposure e LEFT JOIN buyer_alias a ON a.from_id = e.viewer_id
  WHERE e.stream_id = ? GROUP BY e.item_number, ${who('e.viewer_id')}
  HAVING sum(e.shown_ms) >= ${SHORTEST_EXPOSURE_MS}`;

/** Of each item and minute who saw it first in it, and who tapped it first. Parameters: stream, stream. */
export const EXPOSED_MINUTES = `
  SELECT item_number AS "itemNumber", seen AS minute, 'seen' AS step, sum(one_in) AS viewers
  FROM (${firstExposed}) AS first_seen WHERE seen IS NOT NULL GROUP BY item_number, seen
  UNION ALL
  SELECT item_number, tapped, 'tapped', sum(one_in)
  FROM (${firstExposed}) AS first_tapped WHERE tapped IS NOT NULL GROUP BY item_number, tapped`;

/** Each viewer's one channel (C1). Parameters: stream, stream. */
const cameBy = `
  SELECT viewer, channel FROM (
    SELECT viewer, channel, row_number() OVER (PARTITION BY viewer ORDER BY has_ordered DESC, minute DESC, channel) AS place
    FROM (
      SELECT ${who('o.buyer_id')} AS viewer, o.channel AS channel, 1 AS has_ordered, o.placed_at_ms / 60000 AS minute
      FROM orders o LEFT JOIN buyer_alias a ON a.from_id = o.buyer_id WHERE o.stream_id = ?
      UNION ALL
      SELECT ${who('e.viewer_id')}, e.channel, 0, coalesce(e.seen_minute, 0)
      FROM exposure e LEFT JOIN buyer_alias a ON a.from_id = e.viewer_id WHERE e.stream_id = ?) AS came) AS ranked
  WHERE place = 1`;

/** Of each viewer and part what was first seen and tapped of it when. Parameters: stream, with channels two more before it. */
const firstOfPart = {
  producer: `
    SELECT i.producer_id AS part, x.viewer AS viewer, max(x.one_in) AS one_in, min(x.seen) AS seen, min(x.tapped) AS tapped
    FROM item i JOIN (${firstExposed}) AS x ON x.item_number = i.item_number
    WHERE i.stream_id = ? GROUP BY i.producer_id, x.viewer`,
  channel: `
    SELECT c.channel AS part, x.viewer AS viewer, max(x.one_in) AS one_in, min(x.seen) AS seen, min(x.tapped) AS tapped
    FROM (${cameBy}) AS c JOIN (${firstExposed}) AS x ON x.viewer = c.viewer GROUP BY c.channel, x.viewer`,
};

/** So often it names the stream. */
const STREAMS_NAMED = { producer: 2, channel: 3 } as const;

/** Of each part and minute who first saw something of it in it, and who tapped something. */
export function exposedPartsText(
  by: keyof typeof firstOfPart,
  streamId: string,
): { text: string; values: string[] } {
  return {
    text: `WITH firsts AS (${firstOfPart[by]})
      SELECT part AS "of", seen AS "minute", 'seen' AS "step", sum(one_in) AS "viewers"
      FROM firsts WHERE seen IS NOT NULL GROUP BY part, seen
      UNION ALL
      SELECT part, tapped, 'tapped', sum(one_in) FROM firsts WHERE tapped IS NOT NULL GROUP BY part, tapped`,
    values: Array<string>(STREAMS_NAMED[by]).fill(streamId),
  };
}

/** The rows of the next question and of that; sums may come as text. */
export function exposedPartsOf(
  said: readonly unknown[],
  rows: readonly { [Name in keyof ExposedPart]: unknown }[],
): ExposedPart[] | null {
  if (said.length === 0) return null;
  return rows.map(({ of, minute, step, viewers }) => ({
    ...{ of: String(of), minute: Number(minute), viewers: Number(viewers) },
    step: step === 'seen' ? 'seen' : 'tapped',
  }));
}

/** Whether a screen of the stream said when. Parameter: stream. */
export const HAS_EXPOSED_MINUTES =
  'SELECT 1 AS said FROM exposure WHERE stream_id = ? AND seen_minute IS NOT NULL LIMIT 1';

/** The rows of those two; sums may come as text. */
export function exposedMinutesOf(
  said: readonly unknown[],
  rows: readonly { [Name in keyof ExposedMinute]: unknown }[],
): ExposedMinute[] | null {
  if (said.length === 0) return null;
  return rows.map(({ itemNumber, minute, step, viewers }) => ({
    itemNumber: Number(itemNumber),
    minute: Number(minute),
    step: step === 'seen' ? 'seen' : 'tapped',
    viewers: Number(viewers),
  }));
}

/** Orders by item and minute, each once; times are whole, so that the division cuts off. Parameter: stream. */
export const ITEM_MINUTES = `
  SELECT item_number AS "itemNumber", minute AS "minute", count(*) AS "ordered",
    sum(is_paid) AS "paid", sum(is_paid * stands) AS "kept"
  FROM (
    SELECT l.item_number, o.placed_at_ms / 60000 AS minute,
      max(CASE WHEN o.paid_at_ms <= coalesce(s.closed_at_ms, o.paid_at_ms) THEN 1 ELSE 0 END) AS is_paid,
      max(CASE WHEN l.cancelled_units + l.refunded_units < l.units THEN 1 ELSE 0 END) AS stands
    FROM orders o JOIN stream s ON s.stream_id = o.stream_id
    JOIN order_line l ON l.stream_id = o.stream_id AND l.order_id = o.order_id
    WHERE o.stream_id = ? GROUP BY o.order_id, l.item_number, o.placed_at_ms) AS ordered_items
  GROUP BY item_number, minute ORDER BY item_number, minute`;

/** Who paid for which item by the close, each once. Parameter: stream. */
export const ITEM_PAYERS = `
  SELECT DISTINCT l.item_number AS "itemNumber", o.buyer_id AS "buyerId"
  FROM orders o JOIN stream s ON s.stream_id = o.stream_id
  JOIN order_line l ON l.stream_id = o.stream_id AND l.order_id = o.order_id
  WHERE o.stream_id = ? AND o.paid_at_ms <= coalesce(s.closed_at_ms, o.paid_at_ms)`;

/** Its rows; numbers may come as text. */
export function itemPayersOf(rows: readonly { [Name in keyof ItemPayer]: unknown }[]): ItemPayer[] {
  return rows.map(({ itemNumber, buyerId }) => ({
    itemNumber: Number(itemNumber),
    buyerId: String(buyerId),
  }));
}

/** Its rows; counts may come as text. */
export function itemMinutesOf(
  rows: readonly { [Name in keyof ItemMinuteOrders]: unknown }[],
): ItemMinuteOrders[] {
  return rows.map(({ itemNumber, minute, ordered, paid, kept }) => ({
    itemNumber: Number(itemNumber),
    minute: Number(minute),
    ordered: Number(ordered),
    paid: Number(paid),
    kept: Number(kept),
  }));
}
