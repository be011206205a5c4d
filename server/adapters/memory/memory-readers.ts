import { MINUTE } from '../../../shared/values/time.ts';
import { attendance } from '../../insights/attendance.ts';
import { tallyExposures } from '../../insights/exposure.ts';
import { exposedMinutes, exposedParts, lastChannels } from '../../insights/floor/funnel.ts';
import { liveWindow, MAX_MARKS_SHOWN, salesReport } from '../../insights/sales.ts';
import {
  MAX_FUNNEL_REFUSALS,
  type OrdersInStream,
  type OrderWithLines,
  type Readers,
  type StreamMade,
} from '../../ports/readers.ts';
import type { FoundProduct, OrderLineRow, OrderRow, ProductRow } from '../../ports/rows.ts';
import {
  MAX_CURRENCIES_LISTED,
  MAX_FACTS_READ,
  MAX_ORDERS_LISTED,
  MAX_ORDERS_PAGED,
  MAX_PRODUCTS_LISTED,
  MAX_SHOWN,
  MAX_STREAMS_LISTED,
  MAX_STREAMS_MADE,
} from '../limits.ts';
import { withRestocked } from '../restocked.ts';
import { afterSaleOf } from './after-sale.ts';
import { buyerListOf } from './buyer-list.ts';
import { orderListOf } from './order-list.ts';
import { isMeant, placeBehind, sorted } from './product-list.ts';
import { shopReportOf } from './shop-report.ts';
import { ofStream, rootOf, type Tables } from './tables.ts';

/** Answers from the maps; the sales report is the domain's own definition of it. */
export function memoryReaders(tables: Tables): Readers {
  const streams = () => [...tables.streams.values()];
  const products = () => [...tables.products.values()].sort(ascending(({ productId }) => productId));
  const ordersOf = (buyerIds: readonly string[]) =>
    [...tables.orders.values()].filter((order) => buyerIds.includes(order.buyerId));

  return {
    streamBySlug: async (slug) => streams().find((stream) => stream.slug === slug) ?? null,
    streamById: async (streamId) => tables.streams.get(streamId) ?? null,
    streams: async ({ hostId, rehearsals, limit }) =>
      streams()
        .filter((stream) => hostId === undefined || stream.hostId === hostId)
        .filter((stream) => rehearsals || stream.rehearsalOf === null)
        .sort(newestFirst(({ scheduledAtMs, streamId }) => [scheduledAtMs, streamId]))
        .slice(0, Math.min(limit, MAX_STREAMS_LISTED)),
    async streamsMade(after, limit) {
      const made = streams().flatMap(({ streamId, rehearsalOf }) => {
        const first = rehearsalOf === null && tables.logs.get(streamId)?.facts[0];
        return first ? [{ streamId, madeAtMs: first.atMs }] : [];
      });
      const order = (one: StreamMade, other: StreamMade) =>
        one.madeAtMs - other.madeAtMs || (one.streamId < other.streamId ? -1 : 1);
      return made
        .filter((each) => !after || (each.streamId !== after.streamId && order(after, each) < 0))
        .sort(order)
        .slice(0, Math.min(limit, MAX_STREAMS_MADE));
    },

    async products(filter) {
      const { after, limit } = filter;
      const all = sorted(
        products().filter((product) => isMeant(product, filter)),
        filter,
      );
      const at = after === undefined ? 0 : placeBehind(all, after, tables.products.get(after), filter);
      return all.slice(at, at + Math.min(limit, MAX_PRODUCTS_LISTED)).map(found);
    },
    productCount: async (filter) => products().filter((product) => isMeant(product, filter)).length,
    async productCurrencies(filter) {
      const counts = new Map<string, number>();
      for (const product of products()) {
        if (isMeant(product, filter)) counts.set(product.currency, (counts.get(product.currency) ?? 0) + 1);
      }
      return [...counts]
        .map(([currency, count]) => ({ currency, products: count }))
        .sort((a, b) => b.products - a.products || (a.currency < b.currency ? -1 : 1))
        .slice(0, MAX_CURRENCIES_LISTED);
    },
    productById: async (productId) => foundOr(tables.products.get(productId)),
    productBySku: async (sku) => foundOr(products().find((product) => product.sku === sku)),

    ordersOf: async (buyerIds, limit) =>
      ordersOf(buyerIds)
        .sort(newestFirst(({ placedAtMs, orderId }) => [placedAtMs, orderId]))
        .slice(0, Math.min(limit, MAX_ORDERS_LISTED))
        .map((order) => withLines(tables, order)),
    streamsOrderedIn: async (buyerIds) => [...new Set(ordersOf(buyerIds).map(({ streamId }) => streamId))],
    async orderById(orderId) {
      const order = tables.orders.get(orderId);
      return order ? withLines(tables, order) : null;
    },
    async orderByNumber(streamId, number) {
      for (const order of tables.orders.values()) {
        if (order.streamId === streamId && order.number === number) return withLines(tables, order);
      }
      return null;
    },
    async factsNaming({ logId, afterSeq, untilSeq, ids, types, limit }) {
      const facts = tables.logs.get(logId)?.facts ?? [];
      return facts
        .slice(afterSeq, Math.min(untilSeq, afterSeq + MAX_FACTS_READ))
        .filter(({ type, body }) => types.includes(type) && ids.some((id) => body.includes(id)))
        .slice(0, limit);
    },
    async closedOrder(streamId, orderId) {
      const row = tables.closedOrders.get(orderId);
      return row?.streamId === streamId ? row.body : null;
    },
    ...orderListOf(tables, (order) => withLines(tables, order)),
    ...buyerListOf(tables),
    ...shopReportOf(tables),
    ...afterSaleOf(tables),
    haveBought: async (buyerIds) =>
      buyerIds.filter((buyerId) =>
        ordersOf([buyerId]).some(
          ({ paidAtMs, payment, deliveredAtMs }) =>
            paidAtMs !== null && (payment !== 'cash_on_delivery' || deliveredAtMs !== null),
        ),
      ),
    async ordersByStream(buyerIds) {
      const found = new Map<string, OrdersInStream>();
      for (const { buyerId, streamId, status } of ordersOf(buyerIds)) {
        const isReal = tables.streams.get(streamId)?.rehearsalOf === null;
        if (!isReal || !['PLACED', 'PAID', 'COMPLETED'].includes(status)) continue;
        const name = `${buyerId} ${streamId}`;
        const known = found.get(name) ?? { buyerId, streamId, orders: 0 };
        found.set(name, { ...known, orders: known.orders + 1 });
      }
      return [...found.values()];
    },
    async firstOrders(streamId, buyerIds) {
      const found = new Map<string, string>();
      const inOrder = ordersOf(buyerIds).sort(
        (a, b) => a.placedAtMs - b.placedAtMs || (a.orderId < b.orderId ? -1 : 1),
      );
      for (const { buyerId, number, streamId: of } of inOrder)
        if (of === streamId && !found.has(buyerId)) found.set(buyerId, number);
      return [...found].map(([buyerId, order]) => ({ buyerId, order }));
    },
    shown: async (streamId, limit) =>
      ofStream(tables.items.values(), streamId)
        .filter(({ isRemoved }) => !isRemoved)
        .sort(ascending(({ itemNumber }) => itemNumber))
        .slice(0, Math.min(limit, MAX_SHOWN))
        .map(({ itemNumber, name, nameEn, productId, listPriceMinor }) => ({
          ...{ itemNumber, productId, name, nameEn, listPriceMinor },
          picture: tables.products.get(productId)?.picture ?? null,
        })),
    async soldOf(streamId) {
      const isReal = (id: string) => tables.streams.get(id)?.rehearsalOf === null;
      const sold = new Map<string, number>();
      const count = (productId: string, units: number) =>
        sold.set(productId, (sold.get(productId) ?? 0) + units);
      for (const item of tables.items.values()) {
        const { sold: units = 0 } = tables.stock.get(`${item.streamId} ${item.itemNumber}`) ?? {};
        if (isReal(item.streamId)) count(item.productId, units);
      }
      for (const line of allLines(tables)) {
        const isCancelled = tables.orders.get(line.orderId)?.status === 'CANCELLED';
        if (isReal(line.streamId) && !isCancelled) count(line.productId, -line.refundedUnits);
      }
      return ofStream(tables.items.values(), streamId)
        .filter(({ isRemoved }) => !isRemoved)
        .sort(ascending(({ itemNumber }) => itemNumber))
        .map(({ itemNumber, productId }) => ({ itemNumber, units: sold.get(productId) ?? 0 }));
    },
    async buyersSince(streamId, sinceMs, least, limit) {
      const buyers = new Map<number, Set<string>>();
      for (const line of allLines(tables)) {
        const order = tables.orders.get(line.orderId);
        if (order?.streamId !== streamId || order.paidAtMs === null || order.paidAtMs < sinceMs) continue;
        if (order.status !== 'PAID' && order.status !== 'COMPLETED') continue;
        if (line.units <= line.cancelledUnits + line.refundedUnits) continue;
        const known = buyers.get(line.itemNumber) ?? new Set<string>();
        buyers.set(line.itemNumber, known.add(order.buyerId));
      }
      return [...buyers]
        .map(([itemNumber, all]) => ({ itemNumber, buyers: all.size }))
        .filter((each) => each.buyers >= least)
        .sort((a, b) => b.buyers - a.buyers || a.itemNumber - b.itemNumber)
        .slice(0, limit);
    },
    async recentLows(streamId, sinceMs) {
      const shown = ofStream(tables.items.values(), streamId).filter(({ isRemoved }) => !isRemoved);
      const lines = allLines(tables);
      return shown.sort(ascending(({ itemNumber }) => itemNumber)).flatMap(({ itemNumber, productId }) => {
        const of = lines.filter((line) => line.productId === productId);
        const low = (fromMs: number) =>
          of
            .filter((line) => (tables.orders.get(line.orderId)?.placedAtMs ?? -1) >= fromMs)
            .reduce<number | null>(
              (least, { unitPriceMinor: minor }) => Math.min(least ?? minor, minor),
              null,
            );
        const [low7Minor, low14Minor, low30Minor] = sinceMs.map(low) as [
          number | null,
          number | null,
          number | null,
        ];
        return low30Minor === null ? [] : [{ itemNumber, low7Minor, low14Minor, low30Minor }];
      });
    },
    async recentLow(productId, sinceMs) {
      const prices = allLines(tables)
        .filter((line) => line.productId === productId)
        .filter((line) => (tables.orders.get(line.orderId)?.placedAtMs ?? -1) >= sinceMs)
        .map((line) => line.unitPriceMinor);
      return prices.length === 0 ? null : prices.reduce((low, price) => Math.min(low, price));
    },
    sales: async (streamId, asOfMs) => sales(tables, streamId, asOfMs),
    ordersOfStream: async (streamId, after, limit) =>
      ofStream(tables.orders.values(), streamId)
        .filter(({ orderId }) => after === null || orderId > after)
        .sort(ascending(({ orderId }) => orderId))
        .slice(0, Math.min(limit, MAX_ORDERS_PAGED))
        .map((order) => withLines(tables, order)),
    async watched(streamId, asOfMs) {
      const stream = tables.streams.get(streamId);
      const window = stream ? liveWindow(stream, asOfMs) : null;
      if (!window) return [];
      const presences = ofStream(tables.audience.values(), streamId);
      return attendance(
        presences.map((each) => ({ ...each, viewerId: rootOf(tables, each.viewerId) })),
        window,
      ).steps;
    },
    async exposedMinutes(streamId) {
      const rows = ofStream(tables.exposures.values(), streamId);
      if (rows.every(({ seenMinute }) => seenMinute === null)) return null;
      return exposedMinutes(rows, (id) => rootOf(tables, id));
    },
    async exposedParts(streamId, by) {
      const rows = ofStream(tables.exposures.values(), streamId);
      if (rows.every(({ seenMinute }) => seenMinute === null)) return null;
      const root = (id: string) => rootOf(tables, id);
      if (by === 'producer') {
        const producers = new Map(
          ofStream(tables.items.values(), streamId).map((item) => [item.itemNumber, item.producerId]),
        );
        return exposedParts(rows, root, ({ itemNumber }) => producers.get(itemNumber));
      }
      const channels = lastChannels([
        ...ofStream(tables.orders.values(), streamId).map(({ buyerId, channel, placedAtMs }) => ({
          ...{ viewer: root(buyerId), channel, hasOrdered: true, minute: Math.floor(placedAtMs / MINUTE) },
        })),
        ...rows.map(({ viewerId, channel, seenMinute }) => ({
          ...{ viewer: root(viewerId), channel, hasOrdered: false, minute: seenMinute ?? 0 },
        })),
      ]);
      return exposedParts(rows, root, ({ viewer }) => channels.get(viewer));
    },
    async itemFunnel(streamId, itemNumber) {
      const root = (id: string) => rootOf(tables, id);
      const shown = ofStream(tables.exposures.values(), streamId);
      const own = shown.filter((each) => each.itemNumber === itemNumber);
      const told = tallyExposures(own, root).items.get(itemNumber) ?? { viewers: 0, opened: 0 };
      const added = ofStream(tables.adders.values(), streamId);
      const adders = added.filter((each) => each.itemNumber === itemNumber).map((each) => root(each.buyerId));
      const refused = new Map<string, { buyers: Set<string>; lastAtMs: number }>();
      for (const each of tables.logs.get(streamId)?.refusals.values() ?? []) {
        if (each.itemNumber !== itemNumber) continue;
        const known = refused.get(each.code) ?? { buyers: new Set(), lastAtMs: 0 };
        known.buyers.add(root(each.buyerId));
        refused.set(each.code, { ...known, lastAtMs: Math.max(known.lastAtMs, each.atMs) });
      }
      return {
        seen: shown.length > 0 ? told.viewers : null,
        tapped: shown.length > 0 ? told.opened : null,
        oneIn: own.reduce((most, each) => Math.max(most, each.oneIn), 1),
        added: added.length > 0 ? new Set(adders).size : null,
        refused: [...refused]
          .map(([code, { buyers, lastAtMs }]) => ({ code, buyers: buyers.size, lastAtMs }))
          .sort((a, b) => b.buyers - a.buyers || (a.code < b.code ? -1 : 1))
          .slice(0, MAX_FUNNEL_REFUSALS),
      };
    },
    async refusals(streamId) {
      const rows = [...(tables.logs.get(streamId)?.refusals.values() ?? [])];
      return rows
        .map(({ atMs, ...row }) => ({ ...row, lastAtMs: atMs, buyerId: rootOf(tables, row.buyerId) }))
        .sort((a, b) => b.lastAtMs - a.lastAtMs || (a.buyerId < b.buyerId ? -1 : 1));
    },
  };
}

function withLines(tables: Tables, order: OrderRow): OrderWithLines {
  const lines = [...(tables.lines.get(order.orderId)?.values() ?? [])];
  return {
    order,
    lines: lines
      .sort((a, b) => a.lineIndex - b.lineIndex)
      .map((line) => ({
        ...line,
        ...namesOf(tables, line),
      })),
  };
}

function allLines(tables: Tables): OrderLineRow[] {
  return [...tables.lines.values()].flatMap((lines) => [...lines.values()]);
}

function sales(tables: Tables, streamId: string, asOfMs: number) {
  const stream = tables.streams.get(streamId);
  if (!stream) return null;
  const facts = tables.logs.get(streamId)?.facts ?? [];
  const restocks = ofStream(tables.marks.values(), streamId).flatMap(({ kind, seq }) =>
    kind === 'restock' ? (facts[seq - 1] ?? []) : [],
  );
  const stored = ofStream(tables.items.values(), streamId).map(
    ({ itemNumber, productId, name, nameEn, producer, showRequests }) => {
      const { category = '', producerEn = '' } = tables.products.get(productId) ?? {};
      const stock = tables.stock.get(`${streamId} ${itemNumber}`);
      const { allotted = 0, available = 0, held = 0, unpaid = 0 } = stock ?? {};
      const names = { name, nameEn, producer, producerEn };
      return { itemNumber, ...names, category, allotted, available, held, unpaid, showRequests };
    },
  );
  const marks = ofStream(tables.marks.values(), streamId)
    .sort((a, b) => a.fromMs - b.fromMs || a.seq - b.seq || (a.kind < b.kind ? -1 : 1))
    .slice(0, MAX_MARKS_SHOWN)
    .map(({ kind, itemNumber, fromMs, toMs }) => ({ kind, itemNumber, fromMs, toMs }));
  return salesReport(
    {
      stream,
      items: withRestocked(stored, restocks),
      orders: ofStream(tables.orders.values(), streamId),
      lines: ofStream(allLines(tables), streamId),
      minutes: ofStream(tables.minutes.values(), streamId),
      adders: ofStream(tables.adders.values(), streamId),
      refusals: tables.logs.get(streamId)?.refusals.values() ?? [],
      marks,
      presences: ofStream(tables.audience.values(), streamId),
      exposures: ofStream(tables.exposures.values(), streamId),
      rootOf: (id) => rootOf(tables, id),
    },
    asOfMs,
  );
}

function ascending<Row>(by: (row: Row) => string | number): (a: Row, b: Row) => number {
  return (a, b) => (by(a) < by(b) ? -1 : 1);
}

function newestFirst<Row>(by: (row: Row) => [atMs: number, id: string]): (a: Row, b: Row) => number {
  return (a, b) => {
    const [atA, idA] = by(a);
    const [atB, idB] = by(b);
    return atB - atA || (idA < idB ? 1 : -1);
  };
}

function namesOf(tables: Tables, { streamId, itemNumber }: OrderLineRow): { name: string; nameEn: string } {
  const { name = '', nameEn = '' } = tables.items.get(`${streamId} ${itemNumber}`) ?? {};
  return { name, nameEn };
}

function found({ searchText, ...product }: ProductRow): FoundProduct {
  return product;
}

function foundOr(product: ProductRow | undefined): FoundProduct | null {
  return product ? found(product) : null;
}
