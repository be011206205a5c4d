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
  const places = JSON.parse(text) as ReturnType<typeof placesOf>;
  return {
    orderId,
    seq: places[0],
    number: places[1],
    buyerId: places[2],
    status: places[3],
    late: places[4],
    payment: places[5],
    placedAtMs: places[6],
    payByMs: places[7],
    wasPending: places[8],
    paidAtMs: places[9],
    payments: places[10],
    paymentId: places[11],
    cancelledAtMs: places[12],
    lines: places[13].map(lineOf),
    goodsMinor: places[14],
    shippingMinor: places[15],
    totalMinor: places[16],
    refundedMinor: places[17],
    addressId: places[18],
    phoneTag: places[19],
    isNew: places[20],
    ...places[21],
  };
}

/** By their numbers, in one list: taken apart by names, and put together out of several lists, an order cost three times as much. */
function placesOf(order: Readonly<Order>) {
  return [
    order.seq,
    order.number,
    order.buyerId,
    order.status,
    order.late,
    order.payment,
    order.placedAtMs,
    order.payByMs,
    order.wasPending,
    order.paidAtMs,
    order.payments,
    order.paymentId,
    order.cancelledAtMs,
    order.lines.map(placesOfLine),
    order.goodsMinor,
    order.shippingMinor,
    order.totalMinor,
    order.refundedMinor,
    order.addressId,
    order.phoneTag,
    order.isNew,
    othersOf(order, IN_PLACES),
  ] as const;
}

/** In the order in which an order is made. */
const IN_PLACES: readonly (keyof Order)[] = [
  'orderId',
  'seq',
  'number',
  'buyerId',
  'status',
  'late',
  'payment',
  'placedAtMs',
  'payByMs',
  'wasPending',
  'paidAtMs',
  'payments',
  'paymentId',
  'cancelledAtMs',
  'lines',
  'goodsMinor',
  'shippingMinor',
  'totalMinor',
  'refundedMinor',
  'addressId',
  'phoneTag',
  'isNew',
];

function placesOfLine(line: Readonly<OrderLine>) {
  return [
    line.itemNumber,
    line.productId,
    line.producerId,
    line.units,
    line.unitPriceMinor,
    line.listPriceMinor,
    line.flashId,
    sorted(line.holds),
    sorted(line.discounts),
    line.payMinor,
    line.goodsMinor,
    line.shareBps,
    line.unfilled,
    line.unfilledGoodsMinor,
    line.refundedUnits,
    line.refundedGoodsMinor,
    othersOf(line, IN_PLACES_OF_LINE),
  ] as const;
}

/** In the order in which a line is made. */
const IN_PLACES_OF_LINE: readonly (keyof OrderLine)[] = [
  'itemNumber',
  'productId',
  'producerId',
  'units',
  'unitPriceMinor',
  'listPriceMinor',
  'flashId',
  'holds',
  'discounts',
  'payMinor',
  'goodsMinor',
  'shareBps',
  'unfilled',
  'unfilledGoodsMinor',
  'refundedUnits',
  'refundedGoodsMinor',
];

function lineOf(places: ReturnType<typeof placesOfLine>): OrderLine {
  return {
    itemNumber: places[0],
    productId: places[1],
    producerId: places[2],
    units: places[3],
    unitPriceMinor: places[4],
    listPriceMinor: places[5],
    flashId: places[6],
    holds: places[7],
    discounts: places[8],
    payMinor: places[9],
    goodsMinor: places[10],
    shareBps: places[11],
    unfilled: places[12],
    unfilledGoodsMinor: places[13],
    refundedUnits: places[14],
    refundedGoodsMinor: places[15],
    ...places[16],
  };
}

/**
 * What has no place of its own, with its keys in order. As it was made, each member stands where the next place is looked
 * for, and none is searched for.
 */
function othersOf<Whole extends object>(
  whole: Readonly<Whole>,
  inPlaces: readonly (keyof Whole)[],
): Partial<Whole> {
  const keys: (keyof Whole & string)[] = [];
  let next = 0;
  for (const key in whole) {
    if (key === inPlaces[next]) next += 1;
    else if (!inPlaces.includes(key)) keys.push(key);
  }
  return keys.length === 0 ? {} : recordOf(whole, inOrder(keys));
}

/** The same plain value with the keys of its records in order. */
function sorted<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value.length === 0 ? value : value.map(sorted)) as Value;
  return recordOf<object>(value, inOrder(Object.keys(value)) as never[]) as Value;
}

function recordOf<Whole extends object>(
  whole: Readonly<Whole>,
  keys: readonly (keyof Whole)[],
): Partial<Whole> {
  const record: Partial<Whole> = {};
  for (const key of keys) record[key] = sorted(whole[key]);
  return record;
}

/** By insertion: records have few keys, and the engine's own sort makes lists of each. */
function inOrder<Key extends string>(keys: Key[]): Key[] {
  for (let from = 1; from < keys.length; from += 1) {
    const key = keys[from]!;
    let at = from;
    for (; at > 0 && keys[at - 1]! > key; at -= 1) keys[at] = keys[at - 1]!;
    keys[at] = key;
  }
  return keys;
}
