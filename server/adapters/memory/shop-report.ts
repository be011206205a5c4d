import { outcomeAt } from '../../insights/order-tally.ts';
import { salesCut } from '../../insights/sales.ts';
import type { OrderLineRow, OrderRow, PayableRow } from '../../ports/rows.ts';
import type {
  AftermathQuestion,
  ShopAftermath,
  ShopQuestion,
  ShopReaders,
  ShopRow,
  ShopSales,
} from '../../ports/shop-question.ts';
import { refKey } from '../../shop/payout/pay-out.ts';
import { promiseOf } from '../../shop/payout/statement.ts';
import { dayAt, dayNamed, startOfWeek, weekdayOf } from '../../shop/shop-days.ts';
import { MAX_CURRENCIES_LISTED } from '../limits.ts';
import { rootOf, type Tables } from './tables.ts';

type Asked = Pick<ShopQuestion, 'days' | 'asOfMs' | 'currency' | 'streamIds' | 'by' | 'weekStart'>;
interface Counted {
  order: OrderRow;
  buyerId: string;
  lines: OrderLineRow[];
}

/** The shop over days, out of the maps: the definition that SQL is tested against. */
export function shopReportOf(tables: Tables): ShopReaders {
  const isMeant = (streamId: string, of: readonly string[] | null) =>
    tables.streams.get(streamId)?.rehearsalOf === null && (of?.includes(streamId) ?? true);

  /** As their streams' own reports count them, and placed on the days. */
  function counted({ days, asOfMs, currency, streamIds }: Asked): Counted[] {
    return [...tables.orders.values()].flatMap((order) => {
      const stream = tables.streams.get(order.streamId);
      const cut = stream && salesCut({ ...stream, titleEn: '' }, asOfMs);
      if (!cut || stream.currency !== currency || !isMeant(order.streamId, streamIds)) return [];
      const { placedAtMs } = order;
      const isIn = placedAtMs >= cut.startMs && placedAtMs < cut.endMs && outcomeAt(order, cut) === 'paid';
      if (!isIn || placedAtMs < days.fromMs || placedAtMs >= days.untilMs) return [];
      const lines = [...(tables.lines.get(order.orderId)?.values() ?? [])];
      return [{ order, buyerId: rootOf(tables, order.buyerId), lines }];
    });
  }

  const keyOf = (asked: Asked, { order: { streamId, channel, placedAtMs } }: Counted, of: Named) => {
    if (asked.by === 'stream') return tables.streams.get(streamId)?.slug ?? streamId;
    if (asked.by === 'channel') return channel;
    if (asked.by === 'week') return dayNamed(startOfWeek(dayAt(asked.days, placedAtMs), asked.weekStart));
    if (asked.by === 'weekday') return String(weekdayOf(dayAt(asked.days, placedAtMs)));
    return asked.by === 'product' ? of.productId : of.producerId;
  };

  /** Orders by what rows stand by, each with the lines that belong there. */
  function grouped(asked: Asked, orders: readonly Counted[]): Map<string, Counted[]> {
    const groups = new Map<string, Counted[]>();
    for (const each of orders) {
      const parts = Map.groupBy(each.lines, (line) => keyOf(asked, each, line));
      if (asked.by !== 'product' && asked.by !== 'producer') {
        parts.set(keyOf(asked, each, { productId: '', producerId: '' }), each.lines);
      }
      for (const [key, lines] of parts) groups.set(key, [...(groups.get(key) ?? []), { ...each, lines }]);
    }
    return groups;
  }

  function firstStanding(): Map<string, number> {
    const first = new Map<string, number>();
    for (const { buyerId, status, placedAtMs, streamId } of tables.orders.values()) {
      if (!['PLACED', 'PAID', 'COMPLETED'].includes(status) || !isMeant(streamId, null)) continue;
      const root = rootOf(tables, buyerId);
      first.set(root, Math.min(placedAtMs, first.get(root) ?? placedAtMs));
    }
    return first;
  }

  function rowOf({ by }: Asked, key: string): ShopRow {
    const unnamed = { key, name: '', nameEn: '', startMs: null };
    if (by === 'stream') {
      const stream = [...tables.streams.values()].find(({ slug }) => slug === key);
      if (!stream) return unnamed;
      return { key, name: stream.title, nameEn: stream.titleEn, startMs: stream.liveStartMs };
    }
    const products = [...tables.products.values()];
    const product = by === 'product' && products.find(({ productId }) => productId === key);
    if (product) return { ...unnamed, name: product.name, nameEn: product.nameEn ?? '' };
    const own = by === 'producer' ? products.filter(({ producerId }) => producerId === key) : [];
    const last = (names: string[]) => names.sort().at(-1) ?? '';
    return {
      ...unnamed,
      name: last(own.map(({ producer }) => producer)),
      nameEn: last(own.map(({ producerEn = '' }) => producerEn)),
    };
  }

  function fateOf(
    asked: AftermathQuestion,
    orders: readonly Counted[],
    of: (row: Named) => boolean,
  ): ShopAftermath {
    const sum = (read: (line: OrderLineRow) => number) =>
      orders.flatMap(({ lines }) => lines).reduce((all, line) => all + read(line), 0);
    const with_ = (is: (each: Counted) => boolean) => orders.filter(is).length;
    const ids = new Set(orders.map(({ order }) => order.orderId));
    const kept = [...tables.payables.values()]
      .filter((payable) => ids.has(payable.orderId) && of(payable))
      .map((payable) => promiseOf(paidOf(tables, payable), asked.asOfMs));
    const onTime = kept.filter((what) => what === 'on_time').length;
    return {
      cancelledMinor: sum((line) => line.cancelledGoodsMinor),
      refundedMinor: sum((line) => line.refundedGoodsMinor),
      reversedOrders: with_(({ lines }) => lines.some(isReversed)),
      shipDueOrders: with_(({ lines }) =>
        lines.some((line) => isPromised(line) && isJudged(tables, asked, line)),
      ),
      lateOrders: with_(({ lines }) =>
        lines.some((line) => isPromised(line) && isMissed(tables, asked, line)),
      ),
      payoutsDue: kept.filter((what) => what !== null && what !== 'paused').length,
      payoutsOnTime: onTime,
    };
  }

  return {
    async shopCurrencies({ fromMs, untilMs }, streamIds) {
      const found = [...tables.streams.values()].filter(
        ({ streamId, liveStartMs, closedAtMs }) =>
          isMeant(streamId, streamIds) &&
          liveStartMs !== null &&
          liveStartMs < untilMs &&
          (closedAtMs === null || closedAtMs > fromMs),
      );
      return [...new Set(found.map(({ currency }) => currency))].sort().slice(0, MAX_CURRENCIES_LISTED);
    },

    async shopSales({ limit, ...asked }: ShopQuestion) {
      const orders = counted(asked);
      const standing = firstStanding();
      const ofAll = Map.groupBy(orders, ({ buyerId }) => buyerId);
      const firstOf = (own: readonly Counted[]) => Math.min(...own.map(({ order }) => order.placedAtMs));
      const sales = (some: readonly Counted[]): ShopSales => {
        const buyers = Map.groupBy(some, ({ buyerId }) => buyerId);
        // A week and a stream are times of their own: who comes back to them has ordered before, also on these days.
        const isNew = ([buyerId, own]: [string, Counted[]]) =>
          (standing.get(buyerId) ?? Number.POSITIVE_INFINITY) >=
          firstOf(asked.by === 'week' || asked.by === 'stream' ? own : ofAll.get(buyerId)!);
        return {
          ...soldBy(asked, some),
          payingBuyers: buyers.size,
          newBuyers: [...buyers].filter(isNew).length,
        };
      };
      const rows = [...grouped(asked, orders)]
        .map(([key, some]) => ({ ...rowOf(asked, key), ...sales(some) }))
        .sort((a, b) => b.gmvPaidMinor - a.gmvPaidMinor || (a.key < b.key ? -1 : 1));
      const days = Map.groupBy(orders, ({ order }) => dayAt(asked.days, order.placedAtMs));
      return {
        totals: { ...sales(orders), ...soldBy({ by: 'stream' }, orders) },
        days: [...days]
          .map(([day, some]) => ({ day, ...soldBy({ by: 'stream' }, some) }))
          .sort((a, b) => a.day - b.day),
        rows: rows.slice(0, limit),
        rowCount: rows.length,
      };
    },

    async shopAftermath({ keys, ...asked }: AftermathQuestion) {
      const orders = counted(asked);
      return {
        totals: fateOf({ ...asked, keys }, orders, () => true),
        rows: [...grouped(asked, orders)]
          .filter(([key]) => keys.includes(key))
          .map(([key, some]) => {
            const isOfLines = asked.by === 'product' || asked.by === 'producer';
            const of = (row: Named) => !isOfLines || row[`${asked.by as 'product' | 'producer'}Id`] === key;
            return { key, ...fateOf({ ...asked, keys }, some, of) };
          }),
      };
    },
  };
}

type Named = Pick<OrderLineRow, 'productId' | 'producerId'>;

/** An order is worth its goods value, a part of it that of its lines. */
function soldBy({ by }: Pick<Asked, 'by'>, some: readonly Counted[]) {
  const isOfLines = by === 'product' || by === 'producer';
  const minorOf = ({ order, lines }: Counted) =>
    isOfLines ? lines.reduce((all, { goodsMinor }) => all + goodsMinor, 0) : order.goodsMinor;
  return { gmvPaidMinor: some.reduce((all, each) => all + minorOf(each), 0), paidOrders: some.length };
}

const toSend = ({ units, cancelledUnits, withdrawnUnits }: OrderLineRow) =>
  units - cancelledUnits - withdrawnUnits;

function isReversed({ cancelledUnits, refundedUnits, givenMinor }: OrderLineRow): boolean {
  return cancelledUnits + refundedUnits + givenMinor > 0;
}

/** A line was promised a day to ship (P4). */
export function isPromised(line: OrderLineRow): boolean {
  return line.shipBy !== null && toSend(line) > 0;
}

/** Something of a line was handed over after its day, or was not although that is over. */
export function isMissed(
  tables: Tables,
  { today, clock }: Pick<AftermathQuestion, 'today' | 'clock'>,
  line: OrderLineRow,
): boolean {
  const shipBy = line.shipBy ?? '';
  if (shipBy < today && toSend(line) > handedOver(tables, line)) return true;
  return parcelsOf(tables, line).some(
    ({ shippedAtMs }) => shippedAtMs !== null && dayNamed(dayAt(clock, shippedAtMs)) > shipBy,
  );
}

/** It is known whether a promised line was handed over in time: its day is over, or a carrier has all of it. */
function isJudged(tables: Tables, { today }: Pick<AftermathQuestion, 'today'>, line: OrderLineRow): boolean {
  return (line.shipBy ?? '') < today || toSend(line) <= handedOver(tables, line);
}

function parcelsOf(tables: Tables, line: OrderLineRow) {
  return [...tables.shipmentLines.values()]
    .filter(({ orderId, lineIndex }) => orderId === line.orderId && lineIndex === line.lineIndex)
    .map(({ units, shipmentId }) => ({ units, ...tables.shipments.get(shipmentId)! }));
}

/** Units of a line that a carrier has. */
function handedOver(tables: Tables, line: OrderLineRow): number {
  return parcelsOf(tables, line)
    .filter(({ status }) => status !== 'PACKED')
    .reduce((all, { units }) => all + units, 0);
}

function paidOf(tables: Tables, payable: PayableRow) {
  const paid = [...tables.payoutLines.values()].filter(
    (line) => refKey({ ...line, streamId: line.lineStreamId }) === refKey(payable),
  );
  return {
    ...payable,
    paidMinor: paid.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    paidAtMs: paid.length === 0 ? null : Math.min(...paid.map(({ atMs }) => atMs)),
  };
}
