import type { StoredFact } from '../../../event-log/ports/store.ts';
import type {
  FirstOrder,
  OrdersInStream,
  OrderWithLines,
  Readers,
  ShownProduct,
  StreamMade,
} from '../../../ports/readers.ts';
import type { FoundProduct, OrderLineRow, OrderRow, StreamRow } from '../../../ports/rows.ts';
import type { ShopReaders } from '../../../ports/shop-question.ts';
import {
  MAX_CURRENCIES_LISTED,
  MAX_ORDERS_LISTED,
  MAX_ORDERS_PAGED,
  MAX_SHOWN,
  MAX_STREAMS_LISTED,
  MAX_STREAMS_MADE,
} from '../../limits.ts';
import { afterSaleReads, postgresLists } from '../after-sale-texts.ts';
import { buyerListReads } from '../buyer-list-texts.ts';
import { BUYERS_SINCE, firstOrders, ordersByStream } from '../buyers-texts.ts';
import { factsNamingText, orderListReads } from '../order-list-texts.ts';
import {
  productCountText,
  productCurrenciesText,
  productsFrom,
  productsText,
} from '../product-list-texts.ts';
import { RECENT_LOWS, recentLowsOf } from '../recent-lows.ts';
import { type KeptProduct, lineTable, orderTable, productOf, streamTable } from '../schema.ts';
import { shopReportReads } from '../shop-report-texts.ts';
import { SOLD_OF } from '../sold-texts.ts';
import { columnsOf, numbered, STREAMS_MADE, shownText } from '../texts.ts';
import type { ConnectionPool } from './connection-pool.ts';
import type { Query } from './log-reads.ts';
import { withoutNul } from './nul-safe-params.ts';

/** An order as the table keeps it: truth is 0 or 1. */
type KeptOrder = Omit<OrderRow, 'late'> & { late: number };
type LineWithName = OrderLineRow & { name: string; nameEn: string };
type KeptLine = Omit<LineWithName, 'lateOk'> & { lateOk: number };

const streamsFrom = `SELECT ${columnsOf(streamTable, 's')} FROM stream s`;
const ordersFrom = `SELECT ${columnsOf(orderTable, 'o')} FROM orders o`;
const linesOfOrders = `SELECT ${columnsOf(lineTable, 'l')}, coalesce(i.name, '') AS "name",
  coalesce(i.name_en, '') AS "nameEn" FROM order_line l
  LEFT JOIN item i ON i.stream_id = l.stream_id AND i.item_number = l.item_number
  WHERE l.stream_id = ANY($1) AND l.order_id = ANY($2) ORDER BY l.line_index`;

/** A day since 1 January 1970 as text. */
const dayText = (day: string) => `to_char(DATE '1970-01-01' + CAST(${day} AS INTEGER), 'YYYY-MM-DD')`;

/** Orders of all streams, newest first: a page of them over the short connections, who takes all along over the others. */
export function orderList(
  links: Query,
  reports: Query,
): Pick<Readers, 'ordersListed' | 'countOrders' | 'orderSums'> {
  const readsOver = (over: Query) =>
    orderListReads({
      all: (text, values) => over.query(numbered(text), values.map(withoutNul)),
      orders: async (text, values) =>
        withLinesOf(
          over,
          await over.query<KeptOrder>(numbered(`${ordersFrom}${text}`), values.map(withoutNul)),
        ),
      lists: postgresLists,
      byIndex: () => '',
      dayText,
    });
  const short = readsOver(links);
  const long = readsOver(reports);
  return {
    ordersListed: (question) => (question.isLong ? long : short).ordersListed(question),
    countOrders: short.countOrders,
    orderSums: long.orderSums,
  };
}

/** Buyers of all streams: who stands where is asked over the connections of long questions. */
export function buyerList(links: Query, reports: Query) {
  const over =
    (query: Query) =>
    <Row>(text: string, values: readonly unknown[]) =>
      query.query<Row>(numbered(text), values.map(withoutNul));
  return buyerListReads({ all: over(links), rank: over(reports), lists: postgresLists });
}

/** A year of a large shop takes longer than the other reports may; the connection itself is broken off after ten seconds. */
const MOST_SHOP_MS = 9_000;

/** The shop over days: asked over the connections of long questions. */
export function shopReports(reports: Pick<ConnectionPool, 'transaction'>) {
  return shopReportReads({
    all: <Row>(text: string, values: readonly unknown[]) =>
      reports.transaction(async (link) => {
        await link.query(`SET LOCAL statement_timeout = ${MOST_SHOP_MS}`);
        return (await link.query<Row>(numbered(text), values.map(withoutNul))).rows;
      }),
    lists: postgresLists,
    dayText,
    join: 'FULL JOIN',
  });
}

/** The orders of one stream, page by page: asked over the connections of long questions. */
export function orderPages(reports: Query): Pick<Readers, 'ordersOfStream'> {
  return {
    async ordersOfStream(streamId, after, limit) {
      const text = `${ordersFrom} WHERE o.stream_id = $1 AND o.order_id > $2 ORDER BY o.order_id LIMIT $3`;
      const values = [streamId, after ?? '', Math.min(limit, MAX_ORDERS_PAGED)];
      return withLinesOf(reports, await reports.query<KeptOrder>(text, values));
    },
  };
}

async function withLinesOf(links: Query, orders: readonly KeptOrder[]): Promise<OrderWithLines[]> {
  if (orders.length === 0) return [];
  const streamIds = [...new Set(orders.map(({ streamId }) => streamId))];
  const values = [streamIds, orders.map(({ orderId }) => orderId)];
  const lines = await links.query<KeptLine>(linesOfOrders, values);
  const linesOf = new Map(orders.map(({ orderId }): [string, LineWithName[]] => [orderId, []]));
  for (const line of lines) linesOf.get(line.orderId)?.push({ ...line, lateOk: line.lateOk === 1 });
  return orders.map((order) => ({
    order: { ...order, late: order.late === 1 },
    lines: linesOf.get(order.orderId) ?? [],
  }));
}

type ReadElsewhere =
  | 'sales'
  | 'watched'
  | 'refusals'
  | 'itemFunnel'
  | 'exposedMinutes'
  | 'exposedParts'
  | 'ordersOfStream'
  | 'ordersListed'
  | 'countOrders'
  | 'orderSums'
  | keyof ShopReaders
  | 'buyersRanked'
  | 'buyerTotals';

/** What screens and use cases ask of the tables. */
export function tableReads(links: Query): Omit<Readers, ReadElsewhere> {
  const query = <Row>(text: string, values?: readonly unknown[]) => links.query<Row>(text, values);
  const one = async <Row>(text: string, ...values: unknown[]): Promise<Row | null> =>
    (await query<Row>(text, values.map(withoutNul)))[0] ?? null;

  const oneProduct = async (text: string, value: string): Promise<FoundProduct | null> => {
    const kept = await one<KeptProduct>(text, value);
    return kept && productOf(kept);
  };
  const withLines = (orders: readonly KeptOrder[]) => withLinesOf(links, orders);

  return {
    streamBySlug: (slug) => one<StreamRow>(`${streamsFrom} WHERE s.slug = $1`, slug),
    streamById: (streamId) => one<StreamRow>(`${streamsFrom} WHERE s.stream_id = $1`, streamId),
    streams: ({ hostId, rehearsals, limit }) =>
      query<StreamRow>(
        `${streamsFrom} WHERE ($1::text IS NULL OR s.host_id = $1) AND ($2::int4 = 1 OR s.rehearsal_of IS NULL)
         ORDER BY s.scheduled_at_ms DESC, s.stream_id DESC LIMIT $3`,
        [hostId ?? null, rehearsals ? 1 : 0, Math.min(limit, MAX_STREAMS_LISTED)],
      ),

    streamsMade: (after, limit) =>
      query<StreamMade>(numbered(STREAMS_MADE), [
        after?.madeAtMs ?? -1,
        after?.streamId ?? '',
        Math.min(limit, MAX_STREAMS_MADE),
      ]),

    products: async (filter) => {
      const { text, values } = productsText(filter, ' COLLATE "C"');
      return (await query<KeptProduct>(numbered(text), values.map(withoutNul))).map(productOf);
    },
    productCount: async (filter) => {
      const { text, values } = productCountText(filter);
      const [counted] = await query<{ products: number }>(numbered(text), values.map(withoutNul));
      return Number(counted?.products ?? 0);
    },
    productCurrencies: async (filter) => {
      const { text, values } = productCurrenciesText(filter, MAX_CURRENCIES_LISTED);
      const counted = await query<{ currency: string; products: number }>(
        numbered(text),
        values.map(withoutNul),
      );
      return counted.map(({ currency, products }) => ({ currency, products: Number(products) }));
    },
    productById: (productId) => oneProduct(`${productsFrom} WHERE p.product_id = $1`, productId),
    productBySku: (sku) => oneProduct(`${productsFrom} WHERE p.sku = $1 ORDER BY p.product_id LIMIT 1`, sku),

    async ordersOf(buyerIds, limit) {
      const orders = await query<KeptOrder>(
        `${ordersFrom} WHERE o.buyer_id = ANY($1) ORDER BY o.placed_at_ms DESC, o.order_id DESC LIMIT $2`,
        [buyerIds, Math.min(limit, MAX_ORDERS_LISTED)],
      );
      return withLines(orders);
    },
    async streamsOrderedIn(buyerIds) {
      const text = 'SELECT DISTINCT stream_id AS "streamId" FROM orders WHERE buyer_id = ANY($1)';
      return (await query<{ streamId: string }>(text, [buyerIds])).map(({ streamId }) => streamId);
    },
    async orderById(orderId) {
      const order = await one<KeptOrder>(`${ordersFrom} WHERE o.order_id = $1`, orderId);
      return order ? ((await withLines([order]))[0] ?? null) : null;
    },
    async orderByNumber(streamId, number) {
      const order = await one<KeptOrder>(
        `${ordersFrom} WHERE o.stream_id = $1 AND o.number = $2`,
        streamId,
        number,
      );
      return order ? ((await withLines([order]))[0] ?? null) : null;
    },
    factsNaming(question) {
      const { text, values } = factsNamingText(question, 'strpos');
      return query<StoredFact>(numbered(text), values.map(withoutNul));
    },
    async closedOrder(streamId, orderId) {
      const text = 'SELECT body FROM closed_order WHERE stream_id = $1 AND order_id = $2';
      return (await one<{ body: string }>(text, streamId, orderId))?.body ?? null;
    },
    ...afterSaleReads((text, ...values) => query(numbered(text), values.map(withoutNul)), postgresLists),
    async haveBought(buyerIds) {
      const bought = await query<{ id: string }>(
        // One short look into the index for each, whatever the planner thinks of a join.
        `SELECT id FROM unnest($1::text[]) AS asked(id) CROSS JOIN LATERAL
           (SELECT 1 FROM orders WHERE buyer_id = id AND paid_at_ms IS NOT NULL
            AND (payment <> 'cash_on_delivery' OR delivered_at_ms IS NOT NULL) LIMIT 1) AS bought`,
        [buyerIds],
      );
      return bought.map(({ id }) => id);
    },
    async ordersByStream(buyerIds) {
      const found = await query<Omit<OrdersInStream, 'orders'> & { orders: string }>(
        numbered(ordersByStream('unnest(?::text[]) AS asked(id)', () => '')),
        [buyerIds],
      );
      return found.map((each) => ({ ...each, orders: Number(each.orders) }));
    },
    firstOrders: (streamId, buyerIds) =>
      query<FirstOrder>(numbered(firstOrders('unnest(?::text[]) AS asked(id)', () => '')), [
        buyerIds,
        streamId,
      ]),
    async shown(streamId, limit) {
      const found = await query<Omit<ShownProduct, 'listPriceMinor'> & { listPriceMinor: string | null }>(
        numbered(shownText),
        [streamId, Math.min(limit, MAX_SHOWN)],
      );
      return found.map(({ listPriceMinor: minor, ...each }) => ({
        ...each,
        listPriceMinor: minor === null ? null : Number(minor),
      }));
    },
    async soldOf(streamId) {
      const sold = await query<{ itemNumber: number; units: string }>(numbered(SOLD_OF), [streamId]);
      return sold.map(({ itemNumber, units }) => ({ itemNumber, units: Number(units) }));
    },
    async buyersSince(streamId, ...how) {
      const found = await query<{ itemNumber: number; buyers: string }>(numbered(BUYERS_SINCE), [
        streamId,
        ...how,
      ]);
      return found.map(({ itemNumber, buyers }) => ({ itemNumber, buyers: Number(buyers) }));
    },
    async recentLows(streamId, sinceMs) {
      const asked = [...sinceMs, streamId];
      return (await query<Parameters<typeof recentLowsOf>[0]>(numbered(RECENT_LOWS), asked)).map(
        recentLowsOf,
      );
    },
    async recentLow(productId, sinceMs) {
      const low = await one<{ priceMinor: number | null }>(
        `SELECT min(unit_price_minor) AS "priceMinor" FROM product_price WHERE product_id = $1 AND last_at_ms >= $2`,
        productId,
        sinceMs,
      );
      return low?.priceMinor ?? null;
    },
  };
}
