import { MOST_UNITS_ASKED } from '../../../shared/contract/office-lists.ts';
import type { OrderOutcome } from '../../../shared/contract/office-orders.ts';
import type { ClaimStatus, ShipmentStatus } from '../../../shared/market/parcel/status.ts';
import type { OrderFilter, OrderPlace, OrderQuestion } from '../../ports/order-question.ts';
import type {
  FactsNaming,
  ListedOrder,
  ListedOrders,
  OrderSums,
  OrderWithLines,
} from '../../ports/readers.ts';
import {
  MAX_FACTS_READ,
  MAX_IDS_NAMED,
  MAX_ORDERS_COUNTED,
  MAX_ORDERS_LISTED_AT_ONCE,
  MAX_ORDERS_SCANNED,
} from '../limits.ts';
import { placeOf } from '../order-place.ts';
import { sumsUndone } from '../outcomes-of-paid.ts';
import { dueBy, isToPack, type PackedLine } from '../to-pack.ts';
import { LATE_LINE, type Lists } from './after-sale-texts.ts';
import { BOUGHT } from './buyer-list-texts.ts';
import { type ByIndex, isKept } from './sales-texts.ts';
import {
  firstStanding,
  isNew,
  missedLine,
  PROMISED_LINE,
  type ShopReportReads,
} from './shop-report-texts.ts';
import { marks } from './texts.ts';

/**
 * Facts that name an id: no index has what stands in a fact, so a part of a log is read through.
 * @param at what the engine calls the place of a text in another; 0: it is not there
 */
export function factsNamingText(
  { logId, afterSeq, untilSeq, ids, types, limit }: FactsNaming,
  at: 'instr' | 'strpos',
): { text: string; values: unknown[] } {
  const named = ids.slice(0, MAX_IDS_NAMED);
  const most = Math.min(untilSeq, afterSeq + MAX_FACTS_READ);
  return {
    text: `SELECT seq, at_ms AS "atMs", type, body, hash FROM fact
      WHERE log_id = ? AND seq > ? AND seq <= ? AND type IN (${marks(types.length)})
        AND (${named.map(() => `${at}(body, ?) > 0`).join(' OR ')}) ORDER BY seq LIMIT ?`,
    values: [logId, afterSeq, most, ...types, ...named, limit],
  };
}

/** What the two engines do by themselves: rows of a text, and orders of a text with their lines. */
export interface OrderListReads {
  all<Row>(text: string, values: readonly unknown[]): Promise<Row[]> | Row[];
  /** @param text what follows `FROM orders o` */
  orders(text: string, values: readonly unknown[]): Promise<OrderWithLines[]> | OrderWithLines[];
  lists: Lists;
  byIndex: ByIndex;
  dayText: ShopReportReads['dayText'];
}

const LINES_OF_ORDER =
  'SELECT 1 FROM order_line ol WHERE ol.stream_id = o.stream_id AND ol.order_id = o.order_id';
/** Lines of an order of which units are in no parcel, as the desk of its stream has them. */
const LINES_TO_PACK = `${LINES_OF_ORDER} AND ol.units - ol.cancelled_units - ol.withdrawn_units > coalesce((
  SELECT sum(sl.units) FROM shipment_line sl
  WHERE sl.stream_id = ol.stream_id AND sl.order_id = ol.order_id AND sl.line_index = ol.line_index), 0)`;
/** Parameter: today. */
const LATE_LINES = `${LINES_OF_ORDER} AND ${LATE_LINE}`;

/** As the insights count it: what is paid after the close of its stream is not. */
const PAID_BY_CLOSE = `o.paid_at_ms <= coalesce(
  (SELECT s.closed_at_ms FROM stream s WHERE s.stream_id = o.stream_id), o.paid_at_ms)`;
/** Goods value of the orders of a question that were paid, as far as it was undone. */
const undoneOf = (how: 'cancelled' | 'refunded') =>
  `coalesce(sum((SELECT sum(l.${how}_goods_minor) FROM order_line l
     WHERE l.stream_id = o.stream_id AND l.order_id = o.order_id)) FILTER (WHERE ${PAID_BY_CLOSE}), 0)`;
/** Expired, or cancelled before it was paid. */
const NEVER_PAID = "o.paid_at_ms IS NULL AND o.status <> 'PLACED'";
/** What is left to pay, or was paid too late for the report of its stream. */
const STILL_OPEN = `(o.paid_at_ms IS NULL AND o.status = 'PLACED' OR o.paid_at_ms > (
  SELECT s.closed_at_ms FROM stream s WHERE s.stream_id = o.stream_id))`;
const SOME_UNIT_STANDS = 'l.cancelled_units + l.refunded_units < l.units';

/** A condition and its values. */
type Condition = readonly [text: string, ...values: unknown[]];

/** The column of a sort; streams' ids stand as the streams were made, and within one numbers rise with the time. */
const SORTED_BY = { number: 'o.stream_id', sum: 'o.total_minor', state: 'o.status' } as const;

type Sorted = Pick<OrderQuestion, 'sort' | 'isRising'>;

/** The columns that a list stands by, all of them in one direction, so that an index has them. */
function columnsOf({ sort = 'time' }: Sorted): string[] {
  return [...(sort === 'time' ? [] : [SORTED_BY[sort]]), 'o.placed_at_ms', 'o.order_id'];
}

function orderBy(sorted: Sorted): string {
  const direction = sorted.isRising ? 'ASC' : 'DESC';
  return `ORDER BY ${columnsOf(sorted)
    .map((column) => `${column} ${direction}`)
    .join(', ')}`;
}

/** Orders on one side of a place, with it or without. */
function beside(sorted: Sorted, side: 'before' | 'to', place: OrderPlace): Condition {
  const columns = columnsOf(sorted);
  const sign = (side === 'before') === (sorted.isRising === true) ? '>' : '<';
  const values = [...(columns.length === 3 ? [place.value] : []), place.placedAtMs, place.orderId];
  return [`(${columns.join(', ')}) ${sign}${side === 'to' ? '=' : ''} (${marks(columns.length)})`, ...values];
}

/**
 * Orders newest first or sorted, those that fit. What the indexes of orders say is asked of them; the rest is looked up order by order,
 * of at most `MAX_ORDERS_SCANNED` in one question. Where those end is asked first: whoever comes meanwhile is newer.
 */
export function orderListReads({ all, orders, lists, byIndex, dayText }: OrderListReads) {
  const slowConditions = slowConditionsOf({ lists, dayText });

  async function floorOf(
    hint: string,
    conditions: readonly Condition[],
    sorted: Sorted,
    most = MAX_ORDERS_SCANNED,
  ): Promise<OrderPlace | null> {
    const { text, values } = joined(conditions);
    const { sort = 'time' } = sorted;
    const value = sort === 'time' ? '' : `, ${SORTED_BY[sort]} AS "value"`;
    const [place] = await all<OrderPlace>(
      `SELECT o.placed_at_ms AS "placedAtMs", o.order_id AS "orderId"${value} FROM orders o${hint} ${text}
       ${orderBy(sorted)} LIMIT 1 OFFSET ?`,
      [...values, most - 1],
    );
    return place ?? null;
  }

  /** Each question is a look into one index: a planner that joins them reads whole tables once it misjudges how many there are. */
  async function withAfterSale(found: readonly OrderWithLines[]): Promise<ListedOrder[]> {
    if (found.length === 0) return [];
    const ids = lists.list(found.map(({ order }) => order.orderId));
    const packed = await all<PackedLine & { orderId: string; shipmentId: string }>(
      `SELECT l.order_id AS "orderId", l.shipment_id AS "shipmentId", l.line_index AS "lineIndex", l.units AS "units"
       FROM shipment_line l WHERE ${lists.among('l.order_id')}`,
      [ids],
    );
    const shipments = await all<{ shipmentId: string; status: ShipmentStatus }>(
      `SELECT s.shipment_id AS "shipmentId", s.status AS "status" FROM shipment s
       WHERE ${lists.among('s.shipment_id')} ORDER BY s.packed_at_ms, s.shipment_id`,
      [lists.list([...new Set(packed.map(({ shipmentId }) => shipmentId))])],
    );
    const claims = await all<{ orderId: string; status: ClaimStatus }>(
      `SELECT c.order_id AS "orderId", c.status AS "status" FROM claim c
       WHERE ${lists.among('c.order_id')} ORDER BY c.opened_at_ms DESC, c.claim_id DESC`,
      [ids],
    );
    const ordersIn = grouped(packed, 'shipmentId', 'orderId');
    const states = shipments.flatMap(({ shipmentId, status }) =>
      [...new Set(ordersIn.get(shipmentId))].map((orderId) => ({ orderId, status })),
    );
    const parcelsOf = grouped(states, 'orderId', 'status');
    const claimsOf = grouped(claims, 'orderId', 'status');
    const packedOf = Map.groupBy(packed, ({ orderId }) => orderId);
    const waiting = new Set(
      shipments.flatMap(({ shipmentId, status }) => (status === 'PACKED' ? shipmentId : [])),
    );
    return found.map((each) => {
      const inParcels = packedOf.get(each.order.orderId) ?? [];
      return {
        ...each,
        parcels: parcelsOf.get(each.order.orderId) ?? [],
        isToPack: isToPack(each, inParcels),
        dueBy: dueBy(
          each,
          inParcels.filter(({ shipmentId }) => !waiting.has(shipmentId)),
        ),
        claims: claimsOf.get(each.order.orderId) ?? [],
      };
    });
  }

  return {
    async countOrders(filter: OrderFilter, most: number): Promise<number> {
      const { text, values } = joined([...quickConditions(filter, lists), ...slowConditions(filter)]);
      const [counted] = await all<{ orders: number }>(
        `SELECT count(*) AS "orders" FROM (SELECT 1 FROM orders o${hintOf(filter, byIndex, {})} ${text} LIMIT ?) found`,
        [...values, Math.min(most, MAX_ORDERS_COUNTED)],
      );
      return Number(counted?.orders ?? 0);
    },

    async orderSums(filter: OrderFilter): Promise<OrderSums> {
      const quick = quickConditions(filter, lists);
      const hint = hintOf(filter, byIndex, {});
      const floor = await floorOf(hint, quick, {}, MAX_ORDERS_COUNTED);
      const reach: Condition[] = floor ? [beside({}, 'to', floor)] : [];
      const { text, values } = joined([...quick, ...reach, ...slowConditions(filter)]);
      const undone = sumsUndone(filter)
        ? `, ${undoneOf('cancelled')} AS "cancelledMinor", ${undoneOf('refunded')} AS "refundedMinor"`
        : '';
      const sums = await all<OrderSums['sums'][number]>(
        `SELECT sm.currency AS "currency", count(*) AS "orders",
           count(DISTINCT coalesce(ba.root_id, o.buyer_id)) AS "buyers",
           coalesce(sum(o.goods_minor) FILTER (WHERE ${PAID_BY_CLOSE}), 0) AS "gmvPaidMinor"${undone}
         FROM orders o${hint} JOIN stream sm ON sm.stream_id = o.stream_id
           LEFT JOIN buyer_alias ba ON ba.from_id = o.buyer_id
         ${text} GROUP BY sm.currency ORDER BY count(*) DESC, sm.currency`,
        values,
      );
      return {
        isAll: floor === null,
        sums: sums.map(({ currency, orders, buyers, gmvPaidMinor, cancelledMinor, refundedMinor }) => ({
          ...{ currency, orders: Number(orders), buyers: Number(buyers), gmvPaidMinor: Number(gmvPaidMinor) },
          ...(undone && { cancelledMinor: Number(cancelledMinor), refundedMinor: Number(refundedMinor) }),
        })),
      };
    },

    async ordersListed({ filter, before, limit, ...sorted }: OrderQuestion): Promise<ListedOrders> {
      const most = Math.min(limit, MAX_ORDERS_LISTED_AT_ONCE);
      const quick = [
        ...(before ? [beside(sorted, 'before', before)] : []),
        ...quickConditions(filter, lists),
      ];
      const slow = slowConditions(filter);
      const hint = hintOf(filter, byIndex, sorted);
      const floor = slow.length > 0 ? await floorOf(hint, quick, sorted) : null;
      const reach: Condition[] = floor ? [beside(sorted, 'to', floor)] : [];
      const { text, values } = joined([...quick, ...reach, ...slow]);
      const found = await orders(`${hint} ${text} ${orderBy(sorted)} LIMIT ?`, [...values, most + 1]);
      const shown = found.slice(0, most);
      const last = shown.at(-1)?.order;
      const next = found.length > most && last ? placeOf(sorted, last) : floor;
      return { orders: await withAfterSale(shown), next };
    },
  };
}

const INDEX_OF_ALL = {
  time: 'order_by_time',
  number: 'order_of_stream_by_time',
  sum: 'order_by_sum',
  state: 'order_by_state',
} as const;

/**
 * The index to read by. SQLite keeps no counts here, and takes the key of the table for a stream's orders, which it then sorts
 * all of them; what claims and a host's streams have, it finds by itself. Of all orders the index of their sort is read; of
 * some days those are, and sorted. What another filter leaves is few, and is sorted.
 */
function hintOf(
  { streamIds, number, status, isRefunded, claim, buyerIds, isToPack, lateOn, fromMs }: OrderFilter,
  byIndex: ByIndex,
  { sort = 'time' }: Sorted,
): string {
  if (number !== undefined) return byIndex('order_by_number');
  if (buyerIds) return byIndex('order_of_buyer');
  if (claim) return '';
  if (isToPack || lateOn !== undefined) return byIndex('order_on_its_way_by_time');
  if (isRefunded) return byIndex('order_with_refund');
  if (status === 'PLACED') return byIndex('order_by_state');
  // Within one state it stands by the time: a state that no order has is not looked for in all of them.
  if (status !== undefined && streamIds === undefined && sort === 'time') return byIndex('order_by_state');
  if (streamIds === undefined) return byIndex(fromMs === undefined ? INDEX_OF_ALL[sort] : 'order_by_time');
  return streamIds.length === 1 ? byIndex('order_of_stream_by_time') : '';
}

/** What the indexes of orders answer. */
function quickConditions(filter: OrderFilter, lists: Lists): Condition[] {
  const { streamIds, buyerIds, number, status, isBought, isRefunded, claim, isToPack, lateOn } = filter;
  const { fromMs, untilMs } = filter;
  const conditions: Condition[] = [];
  if (fromMs !== undefined) conditions.push(['o.placed_at_ms >= ?', fromMs]);
  if (untilMs !== undefined) conditions.push(['o.placed_at_ms < ?', untilMs]);
  const [only] = streamIds ?? [];
  if (streamIds?.length === 1) conditions.push(['o.stream_id = ?', only]);
  else if (streamIds) conditions.push([lists.among('o.stream_id'), lists.list(streamIds)]);
  else if (number === undefined) {
    conditions.push(['o.stream_id NOT IN (SELECT stream_id FROM stream WHERE rehearsal_of IS NOT NULL)']);
  } else {
    // One look into the index of each stream's numbers: streams are few beside orders.
    conditions.push(['o.stream_id IN (SELECT stream_id FROM stream WHERE rehearsal_of IS NULL)']);
  }
  if (buyerIds) conditions.push([lists.among('o.buyer_id'), lists.list(buyerIds)]);
  if (isBought) conditions.push([BOUGHT]);
  if (number !== undefined) conditions.push(['o.number = ?', number]);
  // The index of unpaid orders is found by the text alone.
  if (status === 'PLACED') conditions.push(["o.status = 'PLACED'"]);
  else if (status !== undefined) conditions.push(['o.status = ?', status]);
  if (isRefunded) conditions.push(['o.refunded_minor > 0']);
  if (claim) {
    const open = claim === 'open' ? " WHERE status = 'OPEN'" : '';
    conditions.push([`o.order_id IN (SELECT order_id FROM claim${open})`]);
  }
  // By these words the index of what is on its way is found; of what has come nothing is to do.
  if (isToPack || lateOn !== undefined) {
    conditions.push(["o.status = 'PAID' AND o.delivered_at_ms IS NULL"]);
  }
  if (isToPack) {
    conditions.push(["o.stream_id IN (SELECT stream_id FROM stream WHERE status IN ('ENDED', 'CLOSED'))"]);
  }
  return conditions;
}

/** What an outcome says of the money of an order as a whole. */
function moneyCondition(outcome: OrderOutcome): string | null {
  switch (outcome) {
    case 'lost':
      return null;
    case 'unpaid':
      return NEVER_PAID;
    case 'expired':
      return "o.paid_at_ms IS NULL AND o.status IN ('EXPIRED', 'EXPIRED_REFUNDED')";
    case 'cancelled_unpaid':
      return "o.paid_at_ms IS NULL AND o.status = 'CANCELLED'";
    case 'open':
      return STILL_OPEN;
    case 'retained':
      return `${PAID_BY_CLOSE} AND ${isKept}`;
    default:
      return PAID_BY_CLOSE;
  }
}

/** What has to be looked up order by order. */
function slowConditionsOf({ lists, dayText }: Pick<OrderListReads, 'lists' | 'dayText'>) {
  return (filter: OrderFilter): Condition[] => {
    const { payment, channel, outcome, line, isToPack, lateOn, missed, buyers } = filter;
    const { currency, units, hasVoucher, placedIn } = filter;
    const conditions: Condition[] = [];
    if (placedIn) conditions.push(placedCondition(placedIn));
    if (hasVoucher) conditions.push(['o.vouchers IS NOT NULL']);
    if (payment !== undefined) conditions.push(['o.payment = ?', payment]);
    if (channel !== undefined) conditions.push(['o.channel = ?', channel]);
    if (currency !== undefined) conditions.push([SELLS_IN('o'), currency]);
    const money = outcome && moneyCondition(outcome);
    if (money) conditions.push([money]);
    if (isToPack) conditions.push([`EXISTS (${LINES_TO_PACK})`]);
    if (lateOn !== undefined) conditions.push([`EXISTS (${LATE_LINES})`, lateOn]);
    if (units !== undefined)
      conditions.push([`${UNITS_OF_ORDER} ${units < MOST_UNITS_ASKED ? '=' : '>='} ?`, units]);
    if (missed || line || (outcome && outcomesOfLines.has(outcome))) {
      conditions.push(...linesMeant(filter, dayText));
    }
    if (buyers) conditions.push(buyersCondition(filter, buyers, lists));
    return conditions;
  };
}

const SELLS_IN = (order: string) =>
  `EXISTS (SELECT 1 FROM stream s WHERE s.stream_id = ${order}.stream_id AND s.currency = ?)`;
const UNITS_OF_ORDER = `(SELECT coalesce(sum(l.units), 0) FROM order_line l
  WHERE l.stream_id = o.stream_id AND l.order_id = o.order_id)`;

/** What is read by an index of times already; `+` keeps it from being read by one index for each stretch. */
function placedCondition(placedIn: NonNullable<OrderFilter['placedIn']>): Condition {
  const stretch = '+o.placed_at_ms >= ? AND +o.placed_at_ms < ?';
  return [
    placedIn.length === 0 ? '1 = 0' : `(${placedIn.map(() => stretch).join(' OR ')})`,
    ...placedIn.flatMap(({ fromMs, untilMs }) => [fromMs, untilMs]),
  ];
}

/** Outcomes that ask for the lines of an order. */
const outcomesOfLines: ReadonlySet<OrderOutcome> = new Set([
  ...(['kept', 'undone', 'filled', 'cancelled', 'refunded', 'lost', 'reversed'] as const),
]);

function linesMeant({ outcome, line, missed }: OrderFilter, dayText: OrderListReads['dayText']): Condition[] {
  const { text, values } = joined(lineConditions(line ?? {}));
  const withLine = (more = '', ...added: unknown[]): Condition => [
    `EXISTS (SELECT 1 FROM order_line l ${text}${more})`,
    ...values,
    ...added,
  ];
  const conditions = [withLine()];
  if (outcome === 'kept') conditions.push(withLine(` AND ${SOME_UNIT_STANDS}`));
  if (outcome === 'filled') conditions.push(withLine(' AND l.cancelled_units < l.units'));
  if (outcome === 'cancelled') conditions.push(withLine(' AND l.cancelled_units > 0'));
  if (outcome === 'refunded') conditions.push(withLine(' AND l.refunded_units + l.given_minor > 0'));
  const isReversed = ' AND l.cancelled_units + l.refunded_units + l.given_minor > 0';
  if (outcome === 'reversed') conditions.push(withLine(isReversed));
  if (outcome === 'undone') {
    const [kept, ...of] = withLine(` AND ${SOME_UNIT_STANDS}`);
    conditions.push([`NOT ${kept}`, ...of]);
  }
  if (outcome === 'lost') {
    const [back, ...of] = withLine(isReversed);
    conditions.push([`(${NEVER_PAID} OR (${PAID_BY_CLOSE} AND ${back}))`, ...of]);
  }
  if (missed) {
    const { stretches } = missed.clock;
    const row = `SELECT CAST(? AS BIGINT) AS start_ms, CAST(? AS BIGINT) AS end_ms,
      CAST(? AS BIGINT) AS first_day, CAST(? AS BIGINT) AS days`;
    const clock = `(${stretches.map(() => row).join(' UNION ALL ')})`;
    const more = ` AND ${PROMISED_LINE} AND ${missedLine('?', clock, dayText)}`;
    const times = stretches.flatMap(({ startMs, endMs, firstDay, days }) => [startMs, endMs, firstDay, days]);
    conditions.push(withLine(more, missed.today, ...times));
  }
  return conditions;
}

/** Who ordered, after all merges (B2). */
const BUYER = '(SELECT coalesce(max(r.root_id), o.buyer_id) FROM buyer_alias r WHERE r.from_id = o.buyer_id)';

/** Whether an order's buyer was new, as the shop's report counts it, with all ids of theirs. */
function buyersCondition(
  { streamIds, currency }: OrderFilter,
  { are, fromMs, untilMs }: NonNullable<OrderFilter['buyers']>,
  lists: Lists,
): Condition {
  const first = `(
    SELECT min(p.placed_at_ms) FROM orders p JOIN stream t ON t.stream_id = p.stream_id
    WHERE p.buyer_id IN (
        SELECT ${BUYER} UNION ALL SELECT m.from_id FROM buyer_alias m WHERE m.root_id = ${BUYER})
      AND +p.placed_at_ms >= ? AND +p.placed_at_ms < ? AND p.paid_at_ms <= coalesce(t.closed_at_ms, p.paid_at_ms)
      AND t.rehearsal_of IS NULL
      ${streamIds ? `AND ${lists.among('p.stream_id')}` : ''} ${currency === undefined ? '' : 'AND t.currency = ?'})`;
  return [
    `${isNew(firstStanding(BUYER), first)} = ?`,
    ...[fromMs, untilMs],
    ...(streamIds ? [lists.list(streamIds)] : []),
    ...(currency === undefined ? [] : [currency]),
    are === 'new' ? 1 : 0,
  ];
}

/** Which line of an order is meant. */
function lineConditions({
  itemNumber,
  productId,
  producerId,
  origin,
  category,
  price,
}: NonNullable<OrderFilter['line']>) {
  const parts: Condition[] = [['l.stream_id = o.stream_id AND l.order_id = o.order_id']];
  if (itemNumber !== undefined) parts.push(['l.item_number = ?', itemNumber]);
  if (productId !== undefined) parts.push(['l.product_id = ?', productId]);
  if (producerId !== undefined) parts.push(['l.producer_id = ?', producerId]);
  if (price !== undefined) parts.push([`l.flash_id IS ${price === 'flash' ? 'NOT NULL' : 'NULL'}`]);
  if (origin !== undefined) {
    parts.push(['l.product_id IN (SELECT product_id FROM product WHERE origin = ?)', origin]);
  }
  if (category !== undefined) {
    parts.push(['l.product_id IN (SELECT product_id FROM product WHERE category = ?)', category]);
  }
  return parts;
}

/** The values of one column by those of another, in the order of the rows. */
function grouped<Row, Key extends keyof Row, Value extends keyof Row>(
  rows: readonly Row[],
  key: Key,
  value: Value,
): Map<Row[Key], Row[Value][]> {
  const groups = new Map<Row[Key], Row[Value][]>();
  for (const row of rows) {
    const known = groups.get(row[key]);
    if (known) known.push(row[value]);
    else groups.set(row[key], [row[value]]);
  }
  return groups;
}

function joined(conditions: readonly Condition[]): { text: string; values: unknown[] } {
  if (conditions.length === 0) return { text: '', values: [] };
  return {
    text: `WHERE ${conditions.map(([text]) => text).join(' AND ')}`,
    values: conditions.flatMap(([, ...values]) => values),
  };
}
