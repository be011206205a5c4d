import { textOfTerms } from '../../../shared/values/return-terms.ts';
import type { OrderLineRow, OrderRow } from '../../ports/rows.ts';
import { deliveredAtMs } from '../parcel/after-sale.ts';
import type { StreamState } from '../state.ts';
import { contentsOf } from './contents.ts';
import type { Discount, Order } from './order.ts';
import { sumOf } from './refund.ts';
import { shippingBackOf } from './view.ts';

/** An order and its lines as the tables know them. */
export function rowsOfOrder(state: StreamState, order: Order): { order: OrderRow; lines: OrderLineRow[] } {
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
    calledOff: order.calledOff ?? null,
  };
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
    givenMinor: sumOf(line.given ?? []),
    shareBps: line.shareBps,
    producerOffMinor: offBy(line.discounts, 'producer'),
    hostOffMinor: offBy(line.discounts, 'host'),
    shopOffMinor: offBy(line.discounts, 'shop'),
    tapAtMs: line.tapAtMs ?? null,
    lateOk: line.lateOk === true,
    shipBy: line.shipBy ?? null,
    arriveBy: line.arriveBy ?? null,
    returnTerms: line.returns ? textOfTerms(line.returns) : null,
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
