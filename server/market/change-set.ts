import type { ChangeSet } from '../event-log/log-type.ts';
import {
  type AdderRow,
  type FlashRow,
  type ItemRow,
  type MinuteRow,
  noRows,
  type OrderLineRow,
  type OrderRow,
  type Rows,
  type StockRow,
  type StreamRow,
  type VoucherRow,
} from '../ports/rows.ts';
import type { StreamFact } from './facts.ts';
import { type Invalidated, nothingInvalidated } from './kernel/invalidated.ts';
import type { Stamp } from './kernel/stamp.ts';
import { contentsOf } from './order/contents.ts';
import type { Discount, Order } from './order/order.ts';
import { shippingBackOf } from './order/view.ts';
import { deliveredAtMs } from './parcel/after-sale.ts';
import type { AfterSale } from './parcel/shipment.ts';
import type { StreamState } from './state.ts';
import { TimelineMarks } from './timeline-marks.ts';

type CartAdded = Extract<StreamFact, { type: 'cart_added' }>;

const MINUTE_MS = 60_000;

/** What a cut changed of a stream: for the tables, and for those who are told. */
export class StreamChangeSet implements ChangeSet<StreamState, StreamFact> {
  readonly invalidated: Invalidated = nothingInvalidated();
  /** Facts that consumers outside the transaction act on. */
  readonly facts: { fact: StreamFact; stamp: Stamp }[] = [];
  /** Orders that the cut drove out of memory, with their last values. */
  private readonly forgotten = new Map<string, Order>();
  /** Orders placed by this cut whose rows were not asked for yet. */
  private placed: string[] = [];
  /** Rows that were asked for ahead, of orders that nothing has changed since. */
  private readonly ahead = new Map<string, { order: OrderRow; lines: OrderLineRow[] }>();
  private readonly minutes = new Map<number, MinuteRow>();
  private readonly adders = new Map<string, AdderRow>();
  private readonly marks: TimelineMarks;

  private readonly invalidate: (into: Invalidated, state: StreamState, fact: StreamFact) => void;

  constructor(
    state: StreamState,
    invalidate: (into: Invalidated, state: StreamState, fact: StreamFact) => void,
  ) {
    this.invalidate = invalidate;
    this.marks = new TimelineMarks(state);
  }

  note(state: StreamState, fact: StreamFact, stamp: Stamp): void {
    for (const order of state.forgotten) this.forgotten.set(order.orderId, order);
    this.invalidate(this.invalidated, state, fact);
    this.facts.push({ fact, stamp });
    this.keepAhead(fact);
    switch (fact.type) {
      case 'cart_added':
        this.minute(state, stamp.atMs).adds += 1;
        this.addAdder(state.streamId, fact);
        return;
      case 'order_placed':
        this.minute(state, stamp.atMs).placed += 1;
        this.placed.push(fact.orderId);
        return;
      case 'order_paid':
        this.minute(state, stamp.atMs).paid += 1;
        return;
      default:
        this.marks.note(state, fact, stamp);
    }
  }

  /** An order as it is after the cut, even if the cut has forgotten it. */
  private orderOf(state: StreamState, orderId: string): Order | undefined {
    return state.orders.get(orderId) ?? this.forgotten.get(orderId);
  }

  rows(state: StreamState): Rows {
    const { invalidated } = this;
    const rows = noRows();
    if (invalidated.stream) rows.streams.push(streamRow(state));
    for (const itemNumber of invalidated.cards) {
      const item = state.items.get(itemNumber);
      if (!item) continue;
      const { productId, producerId, name, producer, nameEn = '', isRemoved } = item;
      const row: ItemRow = {
        streamId: state.streamId,
        itemNumber,
        productId,
        producerId,
        name,
        producer,
        nameEn,
        isRemoved,
      };
      rows.items.push(row);
    }
    for (const itemNumber of invalidated.stock) {
      const item = state.items.get(itemNumber);
      if (!item) continue;
      const { allotted, adjusted, available, held, unpaid, sold } = item;
      const row: StockRow = {
        streamId: state.streamId,
        itemNumber,
        allotted,
        adjusted,
        available,
        held,
        unpaid,
        sold,
      };
      rows.stock.push(row);
    }
    for (const flashId of invalidated.flashes) {
      const flash = state.flashes.get(flashId);
      if (!flash) continue;
      const { itemNumber, priceMinor, startsAtMs, endsAtMs, cap, free, lapsed, held, unpaid, sold } = flash;
      const row: FlashRow = {
        streamId: state.streamId,
        flashId,
        itemNumber,
        priceMinor,
        startsAtMs,
        endsAtMs,
        cap,
        free,
        lapsed,
        held,
        unpaid,
        sold,
      };
      rows.flashes.push(row);
    }
    for (const voucherId of invalidated.vouchers) {
      const voucher = state.vouchers.get(voucherId);
      if (!voucher) continue;
      const { off, producerId, fundedBy, startsAtMs, endsAtMs, cap, claimed } = voucher;
      const row: VoucherRow = {
        streamId: state.streamId,
        voucherId,
        kind: off.kind,
        producerId,
        fundedBy,
        startsAtMs,
        endsAtMs,
        cap,
        claimed,
      };
      rows.vouchers.push(row);
    }
    for (const orderId of invalidated.orders) {
      const order = this.orderOf(state, orderId);
      if (!order) continue;
      const made = this.ahead.get(orderId) ?? rowsOfOrder(state, order);
      rows.orders.push(made.order);
      for (const row of made.lines) rows.lines.push(row);
      if (order.afterSale) addAfterSale(rows, state, order, order.afterSale);
    }
    for (const [orderId, order] of this.forgotten) {
      if (state.orders.has(orderId)) continue;
      rows.closedOrders.push({ streamId: state.streamId, orderId, body: JSON.stringify(order) });
    }
    rows.minutes = [...this.minutes.values()];
    rows.adders = [...this.adders.values()];
    rows.marks = [...this.marks.rows.values()];
    return rows;
  }

  stagedRows(state: StreamState): { orders: OrderRow[]; lines: OrderLineRow[] } {
    const orders: OrderRow[] = [];
    const lines: OrderLineRow[] = [];
    for (const orderId of this.placed) {
      const order = this.orderOf(state, orderId);
      if (!order) continue;
      const made = rowsOfOrder(state, order);
      this.ahead.set(orderId, made);
      orders.push(made.order);
      for (const row of made.lines) lines.push(row);
    }
    this.placed = [];
    return { orders, lines };
  }

  private addAdder(streamId: string, { itemNumber, buyerId, channel = 'direct' }: CartAdded): void {
    this.adders.set(`${buyerId} ${itemNumber} ${channel}`, { streamId, itemNumber, buyerId, channel });
  }

  /** Forgets rows made ahead that a fact may have changed: they are made again, and written over. */
  private keepAhead(fact: StreamFact): void {
    if (this.ahead.size === 0) return;
    switch (fact.type) {
      case 'cart_added':
      case 'cart_removed':
      case 'hold_expired':
      case 'waitlist_joined':
      case 'waitlist_left':
      case 'waitlist_offered':
      case 'offer_declined':
      case 'offer_expired':
      case 'waitlist_ended':
      case 'order_placed':
        return;
      default:
        if ('orderId' in fact) this.ahead.delete(fact.orderId);
        else this.ahead.clear();
    }
  }

  private minute(state: StreamState, atMs: number): MinuteRow {
    const minute = Math.floor(atMs / MINUTE_MS);
    let row = this.minutes.get(minute);
    if (!row) {
      row = { streamId: state.streamId, minute, adds: 0, placed: 0, paid: 0 };
      this.minutes.set(minute, row);
    }
    return row;
  }
}

function streamRow(state: StreamState): StreamRow {
  const { streamId, slug, title, hostId, hostName, status, currency, scheduledAtMs } = state;
  const { liveStartMs, endedAtMs, closedAtMs, rehearsalOf } = state;
  return {
    streamId,
    slug,
    title,
    hostId,
    hostName,
    status,
    currency,
    scheduledAtMs,
    liveStartMs,
    endedAtMs,
    closedAtMs,
    rehearsalOf,
    ...pageColumns(state),
  };
}

function pageColumns({ page }: StreamState) {
  const { titleEn = '', hostNameEn = '', description = '', descriptionEn = '', cover = '' } = page ?? {};
  return { titleEn, hostNameEn, description, descriptionEn, cover, pageSeq: page?.version ?? 0 };
}

function rowsOfOrder(state: StreamState, order: Order): { order: OrderRow; lines: OrderLineRow[] } {
  return { order: orderRow(state, order), lines: lineRows(state, order) };
}

function orderRow(state: StreamState, order: Order): OrderRow {
  const { orderId, seq, number, buyerId, status, late, payment, placedAtMs, payByMs, paidAtMs } = order;
  const { cancelledAtMs, goodsMinor, shippingMinor, totalMinor, refundedMinor, addressId, phoneTag } = order;
  return {
    orderId,
    streamId: state.streamId,
    seq,
    number,
    buyerId,
    status,
    late,
    payment,
    placedAtMs,
    receivedAtMs: order.receivedAtMs ?? null,
    payByMs,
    paidAtMs,
    cancelledAtMs,
    deliveredAtMs: deliveredAtMs(order),
    goodsMinor,
    shippingMinor,
    totalMinor,
    refundedMinor,
    shownCurrency: order.shown?.currency ?? null,
    shownRateMicros: order.shown?.rateMicros ?? null,
    shippingRefundedMinor: order.shipping ? shippingBackOf(order.shipping) : 0,
    addressId,
    phoneTag,
    shippingHostOffMinor: shippingOff(order, 'host'),
    shippingShopOffMinor: shippingOff(order, 'shop'),
    vouchers: order.vouchers?.join(' ') ?? null,
    channel: order.channel ?? 'direct',
    contents: contentsOf(order.lines),
  };
}

/** A parcel of several orders is told by each of them, and has one row. */
function addAfterSale(rows: Rows, state: StreamState, order: Order, { shipments, claims }: AfterSale): void {
  const { streamId } = state;
  const { orderId } = order;
  for (const { lines, orderIds: _orderIds, ...shipment } of shipments) {
    const { shipmentId } = shipment;
    if (!rows.shipments.some((row) => row.shipmentId === shipmentId)) {
      rows.shipments.push({ streamId, ...shipment });
    }
    for (const line of lines) rows.shipmentLines.push({ streamId, shipmentId, orderId, ...line });
  }
  for (const claim of claims) rows.claims.push({ streamId, orderId, ...claim });
}

/** A cancelled order has all its units cancelled; else what the producer could not fill. */
function lineRows(state: StreamState, order: Order): OrderLineRow[] {
  const isCancelled = order.status === 'CANCELLED';
  return order.lines.map((line, lineIndex) => ({
    orderId: order.orderId,
    lineIndex,
    streamId: state.streamId,
    itemNumber: line.itemNumber,
    productId: line.productId,
    producerId: line.producerId,
    flashId: line.flashId,
    units: line.units,
    unitPriceMinor: line.unitPriceMinor,
    goodsMinor: line.goodsMinor,
    cancelledUnits: isCancelled ? line.units : line.unfilled,
    cancelledGoodsMinor: isCancelled ? line.goodsMinor : line.unfilledGoodsMinor,
    refundedUnits: line.refundedUnits,
    refundedGoodsMinor: line.refundedGoodsMinor,
    withdrawnUnits: line.withdrawn ?? 0,
    shareBps: line.shareBps,
    producerOffMinor: offBy(line.discounts, 'producer'),
    hostOffMinor: offBy(line.discounts, 'host'),
    shopOffMinor: offBy(line.discounts, 'shop'),
    tapAtMs: line.tapAtMs ?? null,
    lateOk: line.lateOk === true,
  }));
}

function shippingOff(order: Order, by: Discount['funder']): number {
  let minor = 0;
  for (const { discounts } of order.shipping ?? []) if (discounts) minor += offBy(discounts, by);
  return minor;
}

/** What one of them pays of promotions and vouchers; what a flash gives away, its price says. */
function offBy(discounts: readonly Discount[], by: Discount['funder']): number {
  let sum = 0;
  for (const { kind, funder, minor } of discounts) if (funder === by && kind !== 'flash') sum += minor;
  return sum;
}
