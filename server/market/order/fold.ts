import { soldTermsIn } from '../../../shared/values/return-terms.ts';
import { shipDatesIn } from '../../../shared/values/ship-days.ts';
import { spendHold } from '../cart/holds.ts';
import { cartLine, dropLineIfEmpty } from '../cart/lines.ts';
import type { Fact } from '../facts.ts';
import type { Arrived } from '../kernel/arrival.ts';
import { countOrdered, limitsOf, moveOrdered, voucherLimit } from '../kernel/buyer-limits.ts';
import { buyerOf, noteReceipt } from '../kernel/buyers.ts';
import type { Fold, Folds } from '../kernel/capability.ts';
import { notDirect } from '../kernel/channel.ts';
import { noteNumber } from '../kernel/numbering.ts';
import type { Stamp } from '../kernel/stamp.ts';
import { noteCash } from '../newcomers/cash.ts';
import { becomesCash, endNewCash, isNewCash, waitsForMoney, waitsNoMore } from '../newcomers/count.ts';
import { keepOrdered, noteAsk } from '../newcomers/network.ts';
import { unitsToPack } from '../parcel/after-sale.ts';
import { joinGroups, leaveGroup, leaveGroups } from '../shipping/group.ts';
import { putIntoGroups, takeFromGroups } from '../shipping/move-groups.ts';
import type { StreamState } from '../state.ts';
import { advance, type Bucket, release, take, writeOff } from '../stock/counters.ts';
import { hasEndedUnshipped, returnClaims, takeClaims } from '../voucher/claims.ts';
import type { OrderFacts } from './facts.ts';
import { lineAt, orderOf } from './find.ts';
import { countPaid, countPlaced, countUnpaidNoMore } from './gmv.ts';
import { placeInMemory, takeBack } from './memory.ts';
import type { Order, OrderLine, PlacedLine } from './order.ts';
import { noteBack } from './refund.ts';
import { giveShippingBack } from './shipping-back.ts';

export const orderFolds: Folds<OrderFacts> = {
  order_placed: placed,
  order_paid: ofOrder(paid),
  payment_pending: ofOrder((_state, order, fact) => {
    order.payments.push(`pending:${fact.paymentId}`);
    order.payByMs = fact.payByMs;
    order.wasPending = true;
  }),
  payment_opened: ofOrder((_state, order, fact) => {
    order.payments.push(`opened:${fact.paymentId}`);
    order.payByMs = fact.payByMs;
    order.wasOpened = true;
  }),
  payment_declined: ofOrder((_state, order, fact) => {
    order.payments.push(`${fact.byProvider ? 'failed' : 'declined'}:${fact.paymentId}`);
    if (fact.byProvider) order.hasProviderFailed = true;
  }),
  payment_refunded: ofOrder((_state, order, fact) => {
    order.payments.push(`paid:${fact.paymentId}`);
  }),
  order_expired: ofOrder((state, order, fact) => {
    countUnpaidNoMore(state, order);
    order.status = 'EXPIRED';
    giveBack(state, order, 'unpaid');
    if (fact.strike) buyerOf(state, order.buyerId).strikes += 1;
  }),
  order_expired_refunded: ofOrder((_state, order) => {
    order.status = 'EXPIRED_REFUNDED';
  }),
  order_cancelled: ofOrder((state, order, fact, stamp) => {
    if (fact.stage === 'paid') leaveGroups(state, buyerOf(state, order.buyerId), order);
    else countUnpaidNoMore(state, order);
    order.status = 'CANCELLED';
    order.cancelledAtMs = stamp.atMs;
    if (fact.releasedBy) order.isReleased = true;
    if (fact.reason) order.calledOff = fact.reason;
    order.refundedMinor += fact.refundMinor;
    for (const { origin, amountMinor } of fact.shippingRefunds ?? []) {
      giveShippingBack(state, order, origin, amountMinor);
    }
    giveBack(state, order, fact.stage === 'paid' ? 'sold' : 'unpaid', fact.countsRest);
  }),
  order_address_changed: ofOrder((state, order, fact) => {
    const buyer = buyerOf(state, order.buyerId);
    const charges = order.status === 'PAID' ? takeFromGroups(state, buyer, order) : [];
    movePhone(state, buyer.buyerId, order, fact.phoneTag);
    order.addressId = fact.addressId;
    order.phoneTag = fact.phoneTag;
    putIntoGroups(state, buyer, order, charges);
  }),
  order_payment_changed: ofOrder((state, order, { payment, isNew, networkTag }, { seq, atMs }) => {
    becomesCash(state, buyerOf(state, order.buyerId), order, isNew);
    order.turned = { from: order.payment, seq, atMs };
    order.payment = payment;
    order.isNew = isNew;
    if (isNewCash(order)) noteCash(state, order, networkTag, atMs);
  }),
  line_unfilled: ofOrder((state, order, fact) => {
    const line = lineAt(order, fact.lineIndex);
    line.unfilled += fact.units;
    line.unfilledGoodsMinor += fact.goodsMinor;
    noteBack(line, fact);
    order.refundedMinor += fact.refundMinor;
    writeOff(state, line.itemNumber, line.flashId, fact.units);
    const buyer = buyerOf(state, order.buyerId);
    countOrdered(state, buyer, order.phoneTag, line, -fact.units);
    if (isNewCash(order)) endNewCash(state, buyer, order, line, fact.units);
    leaveGroup(state, buyer, order, line, fact);
    if (hasEndedUnshipped(order)) returnClaims(state, buyer, order);
  }),
  order_refunded: ofOrder((state, order, fact) => {
    for (const part of fact.lines) {
      const line = lineAt(order, part.lineIndex);
      withdraw(state, order, part);
      line.refundedUnits += part.units;
      line.refundedGoodsMinor += part.goodsMinor;
      noteBack(line, part);
      order.refundedMinor += part.refundMinor;
    }
    if (hasEndedUnshipped(order)) returnClaims(state, buyerOf(state, order.buyerId), order);
  }),
  order_recalled: (state, fact, stamp) => {
    const order = takeBack(state, fact.order, buyerOf(state, fact.order.buyerId));
    placeInMemory(state, order, stamp);
    state.recalledSeq = stamp.seq;
  },
};

/** A fold of a fact about one order, which says afterwards where that one stands in memory. */
function ofOrder<T extends Exclude<keyof OrderFacts, 'order_placed' | 'order_recalled'>>(
  change: (state: StreamState, order: Order, fact: Fact<T>, stamp: Stamp) => void,
): Fold<T> {
  return (state, fact, stamp) => {
    const order = orderOf(state, fact.orderId);
    change(state, order, fact, stamp);
    placeInMemory(state, order, stamp);
  };
}

/** B1: units that are paid back before they are packed do not count against limits, and are not packed. */
function withdraw(
  state: StreamState,
  order: Order,
  { lineIndex, units, goodsMinor }: { lineIndex: number; units: number; goodsMinor: number },
): void {
  const line = lineAt(order, lineIndex);
  const unpacked = Math.min(units, unitsToPack(order, line, lineIndex));
  if (unpacked <= 0) return;
  line.withdrawn = (line.withdrawn ?? 0) + unpacked;
  const buyer = buyerOf(state, order.buyerId);
  countOrdered(state, buyer, order.phoneTag, line, -unpacked);
  if (isNewCash(order)) endNewCash(state, buyer, order, line, unpacked);
  leaveGroup(state, buyer, order, line, { units: unpacked, goodsMinor });
}

function placed(state: StreamState, fact: Fact<'order_placed'>, stamp: Stamp): void {
  const buyer = buyerOf(state, fact.buyerId);
  const order = newOrder(fact, buyer.buyerId, stamp);
  for (let index = 0; index < order.lines.length; index += 1) {
    const line = order.lines[index]!;
    const { byReceipt, fromLapsed } = fact.lines[index]!;
    if (byReceipt) noteReceipt(buyer, line.flashId);
    let direct = line.units;
    for (const part of line.holds) {
      const hold = state.holds.get(part.holdId);
      if (!hold) throw new Error(`Hold ${part.holdId} is not in the log of ${state.streamId}.`);
      advance(state, line.itemNumber, line.flashId, part.units, 'held', 'unpaid');
      spendHold(state, hold, part.units);
      if (order.isNew) keepOrdered(state, line, hold.networkTag, part.units);
      direct -= part.units;
    }
    if (direct > 0) takeDirect(state, order, line, direct, fromLapsed);
    if (order.isNew) keepOrdered(state, line, fact.networkTag, direct);
    noteAsk(state, line, fact.networkTag, stamp.atMs);
    countOrdered(state, buyer, order.phoneTag, line, line.units);
    dropLineIfEmpty(buyer, line.itemNumber);
  }
  waitsForMoney(state, buyer, order);
  countPlaced(state, order);
  if (isNewCash(order)) noteCash(state, order, fact.networkTag, stamp.atMs);
  takeClaims(state, buyer, order);
  state.orders.set(order.orderId, order);
  state.ordersPlaced += 1;
  buyer.orders = (buyer.orders ?? 0) + 1;
  noteNumber(state.orderNumbers, Number(fact.number), fact.afterGap);
  buyer.orderIds.push(order.orderId);
}

/** Field by field: spreading a fact's lines costs more than all the counting of an order. */
function newOrder(fact: Fact<'order_placed'>, buyerId: string, stamp: Stamp): Order {
  return {
    orderId: fact.orderId,
    seq: stamp.seq,
    number: fact.number,
    buyerId,
    status: 'PLACED',
    late: false,
    payment: fact.payment,
    placedAtMs: stamp.atMs,
    payByMs: fact.payByMs,
    wasPending: false,
    paidAtMs: null,
    payments: [],
    paymentId: null,
    cancelledAtMs: null,
    lines: fact.lines.map(newLine),
    goodsMinor: fact.goodsMinor,
    shippingMinor: fact.shippingMinor,
    ...(fact.isOverseas && { isOverseas: true as const }),
    ...(fact.shown && { shown: fact.shown }),
    ...(fact.shipping && { shipping: fact.shipping.map((fee) => ({ ...fee, refundedMinor: 0 })) }),
    totalMinor: fact.totalMinor,
    refundedMinor: 0,
    ...(fact.vouchers && { vouchers: fact.vouchers }),
    addressId: fact.addressId,
    phoneTag: fact.phoneTag,
    isNew: fact.isNew,
    ...(fact.joinedAtMs !== undefined && { joinedAtMs: fact.joinedAtMs }),
    ...(fact.nth !== undefined && { nth: fact.nth }),
    ...notDirect(fact.channel),
    ...arrivalOf(fact),
  };
}

/** When the tap arrived: an earlier try of it, if a receipt of that gave a price. */
function arrivalOf({ receiptAtMs, receivedAtMs }: Arrived): Pick<Order, 'receivedAtMs'> {
  const atMs = receiptAtMs ?? receivedAtMs;
  return atMs === undefined ? {} : { receivedAtMs: atMs };
}

function newLine(line: PlacedLine): OrderLine {
  const made: OrderLine = {
    itemNumber: line.itemNumber,
    productId: line.productId,
    producerId: line.producerId,
    units: line.units,
    unitPriceMinor: line.unitPriceMinor,
    listPriceMinor: line.listPriceMinor,
    flashId: line.flashId,
    holds: line.holds,
    discounts: line.discounts,
    payMinor: line.payMinor,
    goodsMinor: line.goodsMinor,
    shareBps: line.shareBps,
    unfilled: 0,
    unfilledGoodsMinor: 0,
    refundedUnits: 0,
    refundedGoodsMinor: 0,
  };
  if (line.tapAtMs !== undefined) made.tapAtMs = line.tapAtMs;
  if (line.lateOk) made.lateOk = true;
  Object.assign(made, soldTermsIn(line));
  return Object.assign(made, shipDatesIn(line));
}

function takeDirect(
  state: StreamState,
  order: Order,
  line: OrderLine,
  units: number,
  fromLapsed?: number,
): void {
  take(state, line.itemNumber, line.flashId, units, 'unpaid', fromLapsed);
  const wanted = cartLine(buyerOf(state, order.buyerId), line.itemNumber);
  if (!wanted) return;
  const fromDirect = Math.min(wanted.direct, units);
  wanted.direct -= fromDirect;
  wanted.expired -= Math.min(wanted.expired, units - fromDirect);
}

function paid(state: StreamState, order: Order, fact: Fact<'order_paid'>): void {
  const buyer = buyerOf(state, order.buyerId);
  order.lines.forEach((line, index) => {
    if (!fact.late) {
      advance(state, line.itemNumber, line.flashId, line.units, 'unpaid', 'sold');
      return;
    }
    take(state, line.itemNumber, line.flashId, line.units, 'sold', fact.fromLapsed[index] ?? 0);
    countOrdered(state, buyer, order.phoneTag, line, line.units);
  });
  if (fact.late) takeClaims(state, buyer, order);
  else waitsNoMore(state, buyer, order);
  if (fact.late) buyer.orders = (buyer.orders ?? 0) + 1;
  else countUnpaidNoMore(state, order);
  countPaid(state, order, { paidAtMs: fact.paidAtMs, isAtDoor: fact.method === 'cash_on_delivery' });
  order.status = 'PAID';
  order.late = fact.late;
  order.paidAtMs = fact.paidAtMs;
  order.paymentId = fact.paymentId;
  order.payments.push(`paid:${fact.paymentId}`);
  if (fact.method !== 'cash_on_delivery') buyer.hasPaid = true;
  if (order.shipping) joinGroups(state, buyer, order);
}

/** What an order counts under a phone's limits counts under another one's from now on (H7, V3). */
function movePhone(state: StreamState, buyerId: string, order: Order, phoneTag: string): void {
  if (phoneTag === order.phoneTag) return;
  for (const line of order.lines) {
    const units = line.units - line.unfilled - (line.withdrawn ?? 0);
    for (const limit of limitsOf(line.itemNumber, line.flashId)) {
      moveOrdered(state, buyerId, { from: order.phoneTag, to: phoneTag }, limit, units);
    }
  }
  if (order.claimsReturned) return;
  for (const voucherId of order.vouchers ?? []) {
    moveOrdered(state, buyerId, { from: order.phoneTag, to: phoneTag }, voucherLimit(voucherId), 1);
  }
}

/** Every unit of an order goes back to the shelf, and out of what counts against limits (F6, B1); claims too (V3). */
function giveBack(state: StreamState, order: Order, from: Bucket, countsRest = false): void {
  const buyer = buyerOf(state, order.buyerId);
  buyer.orders = (buyer.orders ?? 0) - 1;
  if (from === 'unpaid') waitsNoMore(state, buyer, order);
  for (const line of order.lines) {
    const units = line.units - line.unfilled;
    const counted = units - (countsRest ? (line.withdrawn ?? 0) : 0);
    release(state, line.itemNumber, line.flashId, units, from);
    countOrdered(state, buyer, order.phoneTag, line, -counted);
    if (isNewCash(order)) endNewCash(state, buyer, order, line, counted);
  }
  returnClaims(state, buyer, order);
}
