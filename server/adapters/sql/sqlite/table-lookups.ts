import type { Database as SqliteDatabase } from 'better-sqlite3';
import type { RecentBuyers } from '../../../../shared/market/order/contract.ts';
import type { StoredFact } from '../../../event-log/ports/store.ts';
import type {
  FactsNaming,
  FirstOrder,
  OrdersInStream,
  OrderWithLines,
  Readers,
  ShownProduct,
  StreamMade,
} from '../../../ports/readers.ts';
import type { FoundProduct, OrderLineRow, OrderRow, StreamRow } from '../../../ports/rows.ts';
import {
  MAX_CURRENCIES_LISTED,
  MAX_ORDERS_LISTED,
  MAX_ORDERS_PAGED,
  MAX_SHOWN,
  MAX_STREAMS_LISTED,
  MAX_STREAMS_MADE,
} from '../../limits.ts';
import { afterSaleReads, sqliteLists } from '../after-sale-texts.ts';
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
import { columnsOf, marks, STREAMS_MADE, shownText } from '../texts.ts';
import { statementCache } from './statements.ts';

/** A row as SQLite keeps it: truth is 0 or 1. */
type Kept<Row, Flags extends keyof Row> = Omit<Row, Flags> & { [Flag in Flags]: number };
type LineWithName = OrderLineRow & { name: string; nameEn: string };

const streamsFrom = `SELECT ${columnsOf(streamTable, 's')} FROM stream s`;
const ordersFrom = `SELECT ${columnsOf(orderTable, 'o')} FROM orders o`;
const linesOfOrder = `SELECT ${columnsOf(lineTable, 'l')}, coalesce(i.name, '') AS "name",
  coalesce(i.name_en, '') AS "nameEn" FROM order_line l
  LEFT JOIN item i ON i.stream_id = l.stream_id AND i.item_number = l.item_number
  WHERE l.stream_id = ? AND l.order_id = ? ORDER BY l.line_index`;

/** A day since 1 January 1970 as text. */
const dayText = (day: string) => `date((${day}) * 86400, 'unixepoch')`;

/** Orders of all streams, newest first: a page of them asks the thread of short questions, who takes all along the other. */
export function orderList(db: SqliteDatabase) {
  const prepared = statementCache(db);
  return orderListReads({
    all: (text, values) => prepared(text).all(...values) as never[],
    orders: (text, values) =>
      (prepared(`${ordersFrom}${text}`).all(...values) as Kept<OrderRow, 'late'>[]).map(
        withLinesBy(prepared),
      ),
    lists: sqliteLists,
    byIndex: (index) => ` INDEXED BY ${index}`,
    dayText,
  });
}

/** Buyers of all streams: a page of them asks the thread of long questions, one of them that of short ones. */
export function buyerList(db: SqliteDatabase) {
  const prepared = statementCache(db);
  const all = (text: string, values: readonly unknown[]) => prepared(text).all(...values) as never[];
  return buyerListReads({ all, rank: all, lists: sqliteLists });
}

/** The shop over days: asked of the thread of long questions. */
export function shopReports(db: SqliteDatabase) {
  const prepared = statementCache(db);
  return shopReportReads({
    all: (text, values) => prepared(text).all(...values) as never[],
    lists: sqliteLists,
    dayText,
    join: 'JOIN',
  });
}

/** The orders of one stream, page by page: asked of the thread of long questions. */
export function orderPages(db: SqliteDatabase) {
  const prepared = statementCache(db);
  return {
    ordersOfStream: (streamId: string, after: string | null, limit: number): OrderWithLines[] =>
      (
        prepared(`${ordersFrom} WHERE o.stream_id = ? AND o.order_id > ? ORDER BY o.order_id LIMIT ?`).all(
          streamId,
          after ?? '',
          Math.min(limit, MAX_ORDERS_PAGED),
        ) as Kept<OrderRow, 'late'>[]
      ).map(withLinesBy(prepared)),
  };
}

function withLinesBy(prepared: ReturnType<typeof statementCache>) {
  return (order: Kept<OrderRow, 'late'>): OrderWithLines => ({
    order: { ...order, late: order.late === 1 },
    lines: (prepared(linesOfOrder).all(order.streamId, order.orderId) as Kept<LineWithName, 'lateOk'>[]).map(
      (line) => ({ ...line, lateOk: line.lateOk === 1 }),
    ),
  });
}

/** What screens and use cases ask of the tables. */
export function tableLookups(db: SqliteDatabase) {
  const prepared = statementCache(db);
  const one = <Row>(text: string, ...values: unknown[]): Row | null =>
    (prepared(text).get(...values) as Row | undefined) ?? null;
  const oneProduct = (text: string, value: string): FoundProduct | null => {
    const kept = one<KeptProduct>(text, value);
    return kept && productOf(kept);
  };
  const withLines = withLinesBy(prepared);

  return {
    streamBySlug: (slug: string) => one<StreamRow>(`${streamsFrom} WHERE s.slug = ?`, slug),
    streamById: (streamId: string) => one<StreamRow>(`${streamsFrom} WHERE s.stream_id = ?`, streamId),

    streams: ({ hostId, rehearsals, limit }: Parameters<Readers['streams']>[0]) =>
      prepared(
        `${streamsFrom} WHERE (? IS NULL OR s.host_id = ?) AND (? = 1 OR s.rehearsal_of IS NULL)
         ORDER BY s.scheduled_at_ms DESC, s.stream_id DESC LIMIT ?`,
      ).all(
        hostId ?? null,
        hostId ?? null,
        rehearsals ? 1 : 0,
        Math.min(limit, MAX_STREAMS_LISTED),
      ) as StreamRow[],

    streamsMade: (after: StreamMade | null, limit: number) =>
      prepared(STREAMS_MADE).all(
        after?.madeAtMs ?? -1,
        after?.streamId ?? '',
        Math.min(limit, MAX_STREAMS_MADE),
      ) as StreamMade[],

    products: (filter: Parameters<Readers['products']>[0]) => {
      const { text, values } = productsText(filter, '');
      return (prepared(text).all(...values) as KeptProduct[]).map(productOf);
    },
    productCount: (filter: Parameters<Readers['productCount']>[0]) => {
      const { text, values } = productCountText(filter);
      return prepared(text)
        .pluck()
        .get(...values) as number;
    },
    productCurrencies: (filter: Parameters<Readers['productCurrencies']>[0]) => {
      const { text, values } = productCurrenciesText(filter, MAX_CURRENCIES_LISTED);
      return prepared(text).all(...values) as { currency: string; products: number }[];
    },
    productById: (productId: string) => oneProduct(`${productsFrom} WHERE p.product_id = ?`, productId),
    productBySku: (sku: string) =>
      oneProduct(`${productsFrom} WHERE p.sku = ? ORDER BY p.product_id LIMIT 1`, sku),

    ordersOf: (buyerIds: readonly string[], limit: number) =>
      (
        prepared(
          `${ordersFrom} WHERE o.buyer_id IN (${marks(buyerIds.length)})
           ORDER BY o.placed_at_ms DESC, o.order_id DESC LIMIT ?`,
        ).all(...buyerIds, Math.min(limit, MAX_ORDERS_LISTED)) as Kept<OrderRow, 'late'>[]
      ).map(withLines),
    streamsOrderedIn: (buyerIds: readonly string[]) =>
      prepared(`SELECT DISTINCT stream_id FROM orders WHERE buyer_id IN (${marks(buyerIds.length)})`)
        .pluck()
        .all(...buyerIds) as string[],
    orderById: (orderId: string) => {
      const order = one<Kept<OrderRow, 'late'>>(`${ordersFrom} WHERE o.order_id = ?`, orderId);
      return order && withLines(order);
    },
    orderByNumber: (streamId: string, number: string) => {
      // By itself SQLite reads all orders of the stream, by the key of the table.
      const text = `${ordersFrom} INDEXED BY order_by_number WHERE o.stream_id = ? AND o.number = ?`;
      const order = one<Kept<OrderRow, 'late'>>(text, streamId, number);
      return order && withLines(order);
    },
    factsNaming: (question: FactsNaming) => {
      const { text, values } = factsNamingText(question, 'instr');
      return prepared(text).all(...values) as StoredFact[];
    },
    closedOrder: (streamId: string, orderId: string) =>
      (prepared('SELECT body FROM closed_order WHERE stream_id = ? AND order_id = ?')
        .pluck()
        .get(streamId, orderId) as string | undefined) ?? null,
    ...afterSaleReads((text, ...values) => prepared(text).all(...values) as never[], sqliteLists),
    haveBought: (buyerIds: readonly string[]) =>
      prepared(
        `SELECT value FROM json_each(?)
         WHERE EXISTS (SELECT 1 FROM orders INDEXED BY order_bought WHERE buyer_id = value AND paid_at_ms IS NOT NULL
                       AND (payment <> 'cash_on_delivery' OR delivered_at_ms IS NOT NULL))`,
      )
        .pluck()
        .all(JSON.stringify(buyerIds)) as string[],
    ordersByStream: (buyerIds: readonly string[]) =>
      prepared(
        ordersByStream('(SELECT value AS id FROM json_each(?)) AS asked', (index) => ` INDEXED BY ${index}`),
      ).all(JSON.stringify(buyerIds)) as OrdersInStream[],
    firstOrders: (streamId: string, buyerIds: readonly string[]) =>
      prepared(
        firstOrders('(SELECT value AS id FROM json_each(?)) AS asked', (index) => ` INDEXED BY ${index}`),
      ).all(JSON.stringify(buyerIds), streamId) as FirstOrder[],
    shown: (streamId: string, limit: number) =>
      prepared(shownText).all(streamId, Math.min(limit, MAX_SHOWN)) as ShownProduct[],
    soldOf: (streamId: string) => prepared(SOLD_OF).all(streamId) as { itemNumber: number; units: number }[],
    buyersSince: (streamId: string, ...how: [number, number, number]) =>
      prepared(BUYERS_SINCE).all(streamId, ...how) as RecentBuyers[],
    recentLows: (streamId: string, sinceMs: readonly [number, number, number]) =>
      prepared(RECENT_LOWS)
        .all(...sinceMs, streamId)
        .map((kept) => recentLowsOf(kept as Parameters<typeof recentLowsOf>[0])),
    recentLow: (productId: string, sinceMs: number) =>
      prepared('SELECT min(unit_price_minor) FROM product_price WHERE product_id = ? AND last_at_ms >= ?')
        .pluck()
        .get(productId, sinceMs) as number | null,
  };
}
