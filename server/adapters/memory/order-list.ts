import { MOST_UNITS_ASKED } from '../../../shared/contract/office-lists.ts';
import type { OrderOutcome } from '../../../shared/contract/office-orders.ts';
import type { OrderFilter, OrderPlace, OrderQuestion } from '../../ports/order-question.ts';
import type { ListedOrder, OrderWithLines, Readers } from '../../ports/readers.ts';
import type { OrderLineRow, OrderRow, ShipmentLineRow } from '../../ports/rows.ts';
import { MAX_ORDERS_COUNTED, MAX_ORDERS_LISTED_AT_ONCE, MAX_ORDERS_SCANNED } from '../limits.ts';
import { placeOf } from '../order-place.ts';
import { sumsUndone } from '../outcomes-of-paid.ts';
import { dueBy, isToPack } from '../to-pack.ts';
import { isLate } from './after-sale.ts';
import { isBought } from './buyer-list.ts';
import { isMissed, isPromised } from './shop-report.ts';
import { rootOf, type Tables } from './tables.ts';

interface Summed {
  orders: number;
  buyers: Set<string>;
  gmvPaidMinor: number;
  cancelledMinor: number;
  refundedMinor: number;
}

/** Orders of all streams, newest first or sorted, out of the maps; it looks through as many at once as a database does. */
export function orderListOf(
  tables: Tables,
  withLines: (order: OrderRow) => OrderWithLines,
): Pick<Readers, 'ordersListed' | 'countOrders' | 'orderSums'> {
  return {
    async countOrders(filter, most) {
      const found = [...tables.orders.values()].filter(
        (order) => fits(tables, filter, order) && fitsSlowly(tables, filter, withLines(order)),
      );
      return Math.min(found.length, most, MAX_ORDERS_COUNTED);
    },

    async orderSums(filter) {
      const compared = comparing({});
      const quick = [...tables.orders.values()]
        .filter((order) => fits(tables, filter, order))
        .sort((one, other) => compared(placeOf({}, one), placeOf({}, other)));
      const sums = new Map<string, Summed>();
      const hasUndone = sumsUndone(filter);
      for (const order of quick.slice(0, MAX_ORDERS_COUNTED)) {
        const found = withLines(order);
        if (!fitsSlowly(tables, filter, found)) continue;
        const stream = tables.streams.get(order.streamId);
        if (!stream) continue;
        const sum = sums.get(stream.currency) ?? {
          ...{ orders: 0, buyers: new Set(), gmvPaidMinor: 0, cancelledMinor: 0, refundedMinor: 0 },
        };
        sums.set(stream.currency, sum);
        sum.orders += 1;
        sum.buyers.add(rootOf(tables, order.buyerId));
        const isPaid = order.paidAtMs !== null && order.paidAtMs <= (stream.closedAtMs ?? order.paidAtMs);
        if (!isPaid) continue;
        sum.gmvPaidMinor += order.goodsMinor;
        for (const { cancelledGoodsMinor, refundedGoodsMinor } of found.lines) {
          sum.cancelledMinor += cancelledGoodsMinor;
          sum.refundedMinor += refundedGoodsMinor;
        }
      }
      return {
        isAll: quick.length < MAX_ORDERS_COUNTED,
        sums: Array.from(sums, ([currency, { orders, buyers, gmvPaidMinor, ...undone }]) => ({
          ...{ currency, orders, buyers: buyers.size, gmvPaidMinor },
          ...(hasUndone && undone),
        })).sort((a, b) => b.orders - a.orders || (a.currency < b.currency ? -1 : 1)),
      };
    },

    async ordersListed({ filter, before, limit, ...sorted }: OrderQuestion) {
      const compared = comparing(sorted);
      const most = Math.min(limit, MAX_ORDERS_LISTED_AT_ONCE);
      const quick = [...tables.orders.values()]
        .filter((order) => before === null || compared(before, placeOf(sorted, order)) < 0)
        .filter((order) => fits(tables, filter, order))
        .sort((one, other) => compared(placeOf(sorted, one), placeOf(sorted, other)));
      const isSlow = lookedUp.some((part) => filter[part] !== undefined);
      const reach = isSlow ? quick.slice(0, MAX_ORDERS_SCANNED) : quick;
      const found = reach.map(withLines).filter((each) => fitsSlowly(tables, filter, each));
      const shown = found.slice(0, most);
      const isMore = found.length > most || quick.length > reach.length;
      const last = found.length > most ? shown.at(-1)?.order : reach.at(-1);
      return {
        orders: shown.map((each) => listed(tables, each)),
        next: isMore && last ? placeOf(sorted, last) : null,
      };
    },
  };
}

/** What has to be looked up order by order. */
const lookedUp = [
  ...(['payment', 'channel', 'outcome', 'line', 'isToPack', 'lateOn'] as const),
  ...(['currency', 'units', 'hasVoucher', 'placedIn', 'buyers', 'missed'] as const),
] satisfies (keyof OrderFilter)[];

/** Below 0: the one stands before the other. */
function comparing({ isRising = false }: Pick<OrderQuestion, 'isRising'>) {
  const sign = isRising ? 1 : -1;
  return (one: OrderPlace, other: OrderPlace): number => {
    const [a, b] = [keyOf(one), keyOf(other)];
    const at = a.findIndex((value, n) => value !== b[n]);
    return at < 0 ? 0 : sign * (a[at]! < b[at]! ? -1 : 1);
  };
}

const keyOf = ({ value, placedAtMs, orderId }: OrderPlace) => [value ?? '', placedAtMs, orderId];

function fits(tables: Tables, filter: OrderFilter, order: OrderRow): boolean {
  const {
    streamIds,
    buyerIds,
    number,
    status,
    isBought: isPaid,
    isRefunded,
    claim,
    fromMs,
    untilMs,
  } = filter;
  const { orderId, streamId, placedAtMs } = order;
  if (streamIds && !streamIds.includes(streamId)) return false;
  if (!streamIds && tables.streams.get(streamId)?.rehearsalOf != null) return false;
  if (buyerIds && !buyerIds.includes(order.buyerId)) return false;
  if (isPaid && !isBought(order)) return false;
  if (number !== undefined && order.number !== number) return false;
  if (status !== undefined && order.status !== status) return false;
  if (isRefunded && order.refundedMinor === 0) return false;
  if (fromMs !== undefined && placedAtMs < fromMs) return false;
  if (untilMs !== undefined && placedAtMs >= untilMs) return false;
  if (!claim) return true;
  const claims = [...tables.claims.values()].filter((each) => each.orderId === orderId);
  return claims.some((each) => claim === 'any' || each.status === 'OPEN');
}

function fitsSlowly(tables: Tables, filter: OrderFilter, found: OrderWithLines): boolean {
  const { payment, channel, currency, units, hasVoucher, placedIn, lateOn, buyers } = filter;
  const { order } = found;
  if (filter.isToPack && !waits(tables, found)) return false;
  if (lateOn !== undefined && !isLate(tables, lateOn, order)) return false;
  if (payment !== undefined && order.payment !== payment) return false;
  if (channel !== undefined && order.channel !== channel) return false;
  if (currency !== undefined && tables.streams.get(order.streamId)?.currency !== currency) return false;
  if (hasVoucher && order.vouchers === null) return false;
  if (placedIn && !placedIn.some((each) => isIn(each, order))) return false;
  const lines = [...(tables.lines.get(order.orderId)?.values() ?? [])];
  const all = lines.reduce((sum, line) => sum + line.units, 0);
  if (units !== undefined && Math.min(all, MOST_UNITS_ASKED) !== units) return false;
  if (!fitsByLines(tables, filter, order, lines)) return false;
  return !buyers || isNewBuyer(tables, filter, buyers, order) === (buyers.are === 'new');
}

const isIn = ({ fromMs, untilMs }: { fromMs: number; untilMs: number }, { placedAtMs }: OrderRow) =>
  placedAtMs >= fromMs && placedAtMs < untilMs;

/** Its outcome and its promise, of the lines that are meant. */
function fitsByLines(
  tables: Tables,
  { line, outcome, missed }: OrderFilter,
  order: OrderRow,
  lines: readonly OrderLineRow[],
): boolean {
  const { itemNumber, productId, producerId, origin, category, price } = line ?? {};
  const meant = lines.filter(
    (each) =>
      (itemNumber === undefined || each.itemNumber === itemNumber) &&
      (productId === undefined || each.productId === productId) &&
      (producerId === undefined || each.producerId === producerId) &&
      (price === undefined || (each.flashId !== null) === (price === 'flash')) &&
      (origin === undefined || tables.products.get(each.productId)?.origin === origin) &&
      (category === undefined || tables.products.get(each.productId)?.category === category),
  );
  if (line && meant.length === 0) return false;
  if (missed && !meant.some((each) => isPromised(each) && isMissed(tables, missed, each))) return false;
  return outcome === undefined || cameTo(tables, outcome, order, meant);
}

/** How far an order came, of the lines that are meant. */
function cameTo(
  tables: Tables,
  outcome: OrderOutcome,
  order: OrderRow,
  meant: readonly OrderLineRow[],
): boolean {
  const isPaid = isPaidByClose(tables, order);
  const isKept = meant.some(
    ({ units, cancelledUnits, refundedUnits }) => cancelledUnits + refundedUnits < units,
  );
  const isCancelled = meant.some(({ cancelledUnits }) => cancelledUnits > 0);
  const isBack = meant.some(({ refundedUnits, givenMinor }) => refundedUnits + givenMinor > 0);
  const { status, paidAtMs, totalMinor, refundedMinor } = order;
  switch (outcome) {
    case 'paid':
      return isPaid;
    case 'unpaid':
      return isNeverPaid(order);
    case 'expired':
      return isNeverPaid(order) && status !== 'CANCELLED';
    case 'cancelled_unpaid':
      return isNeverPaid(order) && status === 'CANCELLED';
    case 'open':
      return paidAtMs === null ? status === 'PLACED' : !isPaid;
    case 'retained':
      return isPaid && status !== 'CANCELLED' && refundedMinor < totalMinor;
    case 'kept':
      return isPaid && isKept;
    case 'undone':
      return isPaid && meant.length > 0 && !isKept;
    case 'filled':
      return isPaid && meant.some(({ units, cancelledUnits }) => cancelledUnits < units);
    case 'cancelled':
      return isPaid && isCancelled;
    case 'refunded':
      return isPaid && isBack;
    case 'lost':
      return isNeverPaid(order) || (isPaid && (isBack || isCancelled));
    case 'reversed':
      return isPaid && (isBack || isCancelled);
  }
}

/** No standing order of a buyer was placed before their first paid one in a time, of what is meant: as the shop's report counts it. */
function isNewBuyer(
  tables: Tables,
  { streamIds, currency }: OrderFilter,
  { fromMs, untilMs }: NonNullable<OrderFilter['buyers']>,
  { buyerId }: OrderRow,
): boolean {
  const root = rootOf(tables, buyerId);
  const own = [...tables.orders.values()].filter(
    (each) =>
      rootOf(tables, each.buyerId) === root && tables.streams.get(each.streamId)?.rehearsalOf === null,
  );
  const paid = own.filter(
    (each) =>
      isIn({ fromMs, untilMs }, each) &&
      isPaidByClose(tables, each) &&
      (streamIds?.includes(each.streamId) ?? true) &&
      (currency === undefined || tables.streams.get(each.streamId)?.currency === currency),
  );
  const standing = own.filter(({ status }) => ['PLACED', 'PAID', 'COMPLETED'].includes(status));
  const firstMs = Math.min(...paid.map(({ placedAtMs }) => placedAtMs));
  return paid.length === 0 || !standing.some(({ placedAtMs }) => placedAtMs < firstMs);
}

/** As the insights count it: what is paid after the close of its stream is not. */
function isPaidByClose(tables: Tables, { streamId, paidAtMs }: OrderRow): boolean {
  const closedAtMs = tables.streams.get(streamId)?.closedAtMs ?? null;
  return paidAtMs !== null && (closedAtMs === null || paidAtMs <= closedAtMs);
}

/** Expired, or cancelled before it was paid. */
function isNeverPaid({ status, paidAtMs }: OrderRow): boolean {
  return paidAtMs === null && status !== 'PLACED';
}

/** Something of a paid order of a stream that is over is in no parcel. */
function waits(tables: Tables, found: OrderWithLines): boolean {
  const { streamId, deliveredAtMs } = found.order;
  const over = tables.streams.get(streamId)?.status;
  if (deliveredAtMs !== null || (over !== 'ENDED' && over !== 'CLOSED')) return false;
  return isToPack(found, packedOf(tables, found));
}

function packedOf(tables: Tables, { order: { orderId } }: OrderWithLines): ShipmentLineRow[] {
  return [...tables.shipmentLines.values()].filter((each) => each.orderId === orderId);
}

function listed(tables: Tables, found: OrderWithLines): ListedOrder {
  const { orderId } = found.order;
  const packed = packedOf(tables, found);
  const shipmentIds = new Set(packed.map(({ shipmentId }) => shipmentId));
  return {
    ...found,
    parcels: [...tables.shipments.values()]
      .filter(({ shipmentId }) => shipmentIds.has(shipmentId))
      .sort((a, b) => a.packedAtMs - b.packedAtMs || (a.shipmentId < b.shipmentId ? -1 : 1))
      .map(({ status }) => status),
    isToPack: isToPack(found, packed),
    dueBy: dueBy(
      found,
      packed.filter(({ shipmentId }) => tables.shipments.get(shipmentId)?.status !== 'PACKED'),
    ),
    claims: [...tables.claims.values()]
      .filter((claim) => claim.orderId === orderId)
      .sort((a, b) => b.openedAtMs - a.openedAtMs || (a.claimId < b.claimId ? 1 : -1))
      .map(({ status }) => status),
  };
}
