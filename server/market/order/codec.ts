import type { Order, OrderLine } from './order.ts';

/**
 * An order as one text, without its id. What every order has stands in a fixed place; all else stands under its name, so
 * that a new member is never lost. Equal orders have equal texts.
 */
export function encodeOrder(order: Readonly<Order>): string {
  return JSON.stringify(placesOf(order));
}

/** The order that `encodeOrder` wrote. */
export function decodeOrder(orderId: string, text: string): Order {
  const [seq, number, buyerId, status, late, payment, placedAtMs, payByMs, wasPending, paidAtMs, ...more] =
    JSON.parse(text) as ReturnType<typeof placesOf>;
  const [payments, paymentId, cancelledAtMs, lines, goodsMinor, shippingMinor, ...others] = more;
  const [totalMinor, refundedMinor, addressId, phoneTag, isNew, rest] = others;
  return {
    orderId,
    seq,
    number,
    buyerId,
    status,
    late,
    payment,
    placedAtMs,
    payByMs,
    wasPending,
    paidAtMs,
    payments,
    paymentId,
    cancelledAtMs,
    lines: lines.map(lineOf),
    goodsMinor,
    shippingMinor,
    totalMinor,
    refundedMinor,
    addressId,
    phoneTag,
    isNew,
    ...rest,
  };
}

function placesOf(order: Readonly<Order>) {
  const {
    orderId: _orderId,
    seq,
    number,
    buyerId,
    status,
    late,
    payment,
    placedAtMs,
    payByMs,
    wasPending,
    paidAtMs,
    payments,
    paymentId,
    cancelledAtMs,
    lines,
    goodsMinor,
    shippingMinor,
    totalMinor,
    refundedMinor,
    addressId,
    phoneTag,
    isNew,
    ...rest
  } = order;
  const placed = [seq, number, buyerId, status, late, payment, placedAtMs, payByMs] as const;
  const paid = [wasPending, paidAtMs, payments, paymentId, cancelledAtMs] as const;
  const charged = [lines.map(placesOfLine), goodsMinor, shippingMinor, totalMinor, refundedMinor] as const;
  return [...placed, ...paid, ...charged, addressId, phoneTag, isNew, sorted(rest)] as const;
}

function placesOfLine(line: Readonly<OrderLine>) {
  const {
    itemNumber,
    productId,
    producerId,
    units,
    unitPriceMinor,
    listPriceMinor,
    flashId,
    holds,
    discounts,
    payMinor,
    goodsMinor,
    shareBps,
    unfilled,
    unfilledGoodsMinor,
    refundedUnits,
    refundedGoodsMinor,
    ...rest
  } = line;
  const asked = [itemNumber, productId, producerId, units, unitPriceMinor, listPriceMinor, flashId] as const;
  const charged = [sorted(holds), sorted(discounts), payMinor, goodsMinor, shareBps] as const;
  const given = [unfilled, unfilledGoodsMinor, refundedUnits, refundedGoodsMinor] as const;
  return [...asked, ...charged, ...given, sorted(rest)] as const;
}

function lineOf(places: ReturnType<typeof placesOfLine>): OrderLine {
  const [itemNumber, productId, producerId, units, unitPriceMinor, listPriceMinor, flashId, ...more] = places;
  const [holds, discounts, payMinor, goodsMinor, shareBps, unfilled, unfilledGoodsMinor, ...others] = more;
  const [refundedUnits, refundedGoodsMinor, rest] = others;
  return {
    itemNumber,
    productId,
    producerId,
    units,
    unitPriceMinor,
    listPriceMinor,
    flashId,
    holds,
    discounts,
    payMinor,
    goodsMinor,
    shareBps,
    unfilled,
    unfilledGoodsMinor,
    refundedUnits,
    refundedGoodsMinor,
    ...rest,
  };
}

/** The same plain value with the keys of its records in order. */
function sorted<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value.length === 0 ? value : value.map(sorted)) as Value;
  const keys = Object.keys(value) as (keyof Value)[];
  if (keys.length === 0) return value;
  const record = {} as Value;
  for (const key of keys.sort()) record[key] = sorted(value[key]);
  return record;
}
