import { type Channel, channels } from '../../shared/values/channel.ts';

/** What the numbers need of an order and of a line; the rows of the store have it. */
export interface SoldOrder {
  orderId: string;
  buyerId: string;
  status: string;
  placedAtMs: number;
  /** Set when the order reached PAID, also late; never for a payment that was given back at once. */
  paidAtMs: number | null;
  /** Goods value (M1). */
  goodsMinor: number;
  totalMinor: number;
  refundedMinor: number;
  channel: Channel;
  /** What host and shop gave of its shipping (V2), and the vouchers it named; null: none. */
  shippingHostOffMinor: number;
  shippingShopOffMinor: number;
  vouchers: string | null;
  /** What its buyer paid for sending it (P2), and got back of that (P3). */
  shippingMinor: number;
  shippingRefundedMinor: number;
}

export interface SoldLine {
  orderId: string;
  itemNumber: number;
  flashId: string | null;
  units: number;
  goodsMinor: number;
  cancelledGoodsMinor: number;
  refundedGoodsMinor: number;
  /** What promotions and vouchers took off the line, by who pays for it (V2). */
  producerOffMinor: number;
  hostOffMinor: number;
  shopOffMinor: number;
}

/** What was taken off paid orders by promotions and vouchers, by who pays for it (V2). */
export interface GivenTally {
  /** Paid orders that named a voucher. */
  voucherOrders: number;
  producerMinor: number;
  hostMinor: number;
  shopMinor: number;
  /** Of shipping. */
  shippingHostMinor: number;
  shippingShopMinor: number;
}

/** What buyers of paid orders paid for sending (P2), and got back of it (P3): no part of any GMV. */
export interface ShippingTally {
  chargedMinor: number;
  refundedMinor: number;
}

/** Where a placed order stands at the cut; each order is in exactly one, so that the bridge sums. */
export type OrderOutcome = 'paid' | 'expired' | 'cancelledUnpaid' | 'open';

export interface OrderTally {
  placedOrders: number;
  placedMinor: number;
  goodsMinor: Record<OrderOutcome, number>;
  paidOrders: number;
  /** Distinct buyers who placed an order, paid one, and kept one: paid, not cancelled, not wholly given back. */
  orderingBuyers: number;
  payingBuyers: number;
  keptBuyers: number;
  paidUnits: number;
  /** Of paid orders: goods value cancelled before shipping, and refunded afterwards. */
  cancelledMinor: number;
  refundedMinor: number;
  given: GivenTally;
  shipping: ShippingTally;
  /** Paid orders with 1, 2, 3, 4 or more units. */
  histogram: [number, number, number, number];
  items: Map<number, ItemTally>;
  /** By whose link brought the buyer (C1); one without orders has zeros. */
  channels: Record<Channel, ChannelTally>;
}

/** Buyers are counted once a channel: who came by two is in both. */
export interface ChannelTally {
  placedOrders: number;
  paidOrders: number;
  paidUnits: number;
  paidMinor: number;
  orderingBuyers: number;
  payingBuyers: number;
  keptBuyers: number;
}

/** Paid orders only. */
export interface ItemTally {
  units: number;
  orders: number;
  goodsMinor: number;
  /** At a flash price. */
  flashUnits: number;
  flashGoodsMinor: number;
}

/** Orders placed from `startMs` and before `endMs` count, and as paid if they were by `endMs`. */
export interface SalesCut {
  startMs: number;
  endMs: number;
}

/** Paid goods that the buyer has not sent back in full. */
export function isKept({ status, totalMinor, refundedMinor }: SoldOrder): boolean {
  return status !== 'CANCELLED' && refundedMinor < totalMinor;
}

export function outcomeAt(order: SoldOrder, cut: SalesCut): OrderOutcome {
  if (order.paidAtMs !== null) return order.paidAtMs <= cut.endMs ? 'paid' : 'open';
  if (order.status === 'EXPIRED' || order.status === 'EXPIRED_REFUNDED') return 'expired';
  return order.status === 'CANCELLED' ? 'cancelledUnpaid' : 'open';
}

/** The definition of the sales numbers, over plain rows. What a database groups must equal it. */
export function tallyOrders(
  orders: Iterable<SoldOrder>,
  lines: Iterable<SoldLine>,
  cut: SalesCut,
  rootOf: (buyerId: string) => string,
): OrderTally {
  const tally = emptyTally();
  const ordering = new Set<string>();
  const buyers = new Set<string>();
  const keeping = new Set<string>();
  const unitsOf = new Map<string, number>();
  const channelOfOrder = new Map<string, ChannelTally>();
  const seen = { ordering: new Set<string>(), buyers: new Set<string>(), keeping: new Set<string>() };
  for (const order of orders) {
    if (order.placedAtMs < cut.startMs || order.placedAtMs >= cut.endMs) continue;
    const outcome = outcomeAt(order, cut);
    tally.placedOrders += 1;
    tally.placedMinor += order.goodsMinor;
    tally.goodsMinor[outcome] += order.goodsMinor;
    const buyer = rootOf(order.buyerId);
    const channel = tally.channels[order.channel];
    const buyerHere = `${order.channel} ${buyer}`;
    channel.placedOrders += 1;
    if (isFirst(seen.ordering, buyerHere)) channel.orderingBuyers += 1;
    ordering.add(buyer);
    if (outcome !== 'paid') continue;
    tally.paidOrders += 1;
    channel.paidOrders += 1;
    channel.paidMinor += order.goodsMinor;
    buyers.add(buyer);
    if (isFirst(seen.buyers, buyerHere)) channel.payingBuyers += 1;
    if (isKept(order)) {
      keeping.add(buyer);
      if (isFirst(seen.keeping, buyerHere)) channel.keptBuyers += 1;
    }
    tally.shipping.chargedMinor += order.shippingMinor;
    tally.shipping.refundedMinor += order.shippingRefundedMinor;
    if (order.vouchers !== null) tally.given.voucherOrders += 1;
    tally.given.shippingHostMinor += order.shippingHostOffMinor;
    tally.given.shippingShopMinor += order.shippingShopOffMinor;
    unitsOf.set(order.orderId, 0);
    channelOfOrder.set(order.orderId, channel);
  }
  const ordersOfItem = new Map<number, Set<string>>();
  for (const line of lines) {
    const unitsBefore = unitsOf.get(line.orderId);
    if (unitsBefore === undefined) continue;
    unitsOf.set(line.orderId, unitsBefore + line.units);
    tally.paidUnits += line.units;
    channelOfOrder.get(line.orderId)!.paidUnits += line.units;
    tally.cancelledMinor += line.cancelledGoodsMinor;
    tally.refundedMinor += line.refundedGoodsMinor;
    tally.given.producerMinor += line.producerOffMinor;
    tally.given.hostMinor += line.hostOffMinor;
    tally.given.shopMinor += line.shopOffMinor;
    const item = entry(tally.items, line.itemNumber, () => ({
      units: 0,
      orders: 0,
      goodsMinor: 0,
      flashUnits: 0,
      flashGoodsMinor: 0,
    }));
    item.units += line.units;
    item.goodsMinor += line.goodsMinor;
    if (line.flashId !== null) {
      item.flashUnits += line.units;
      item.flashGoodsMinor += line.goodsMinor;
    }
    item.orders = entry(ordersOfItem, line.itemNumber, () => new Set()).add(line.orderId).size;
  }
  for (const units of unitsOf.values()) if (units > 0) tally.histogram[Math.min(units, 4) - 1]! += 1;
  tally.orderingBuyers = ordering.size;
  tally.payingBuyers = buyers.size;
  tally.keptBuyers = keeping.size;
  return tally;
}

export function emptyTally(): OrderTally {
  return {
    placedOrders: 0,
    placedMinor: 0,
    goodsMinor: { paid: 0, expired: 0, cancelledUnpaid: 0, open: 0 },
    paidOrders: 0,
    orderingBuyers: 0,
    payingBuyers: 0,
    keptBuyers: 0,
    paidUnits: 0,
    cancelledMinor: 0,
    refundedMinor: 0,
    given: {
      ...{ voucherOrders: 0, producerMinor: 0, hostMinor: 0, shopMinor: 0 },
      ...{ shippingHostMinor: 0, shippingShopMinor: 0 },
    },
    shipping: { chargedMinor: 0, refundedMinor: 0 },
    histogram: [0, 0, 0, 0],
    items: new Map(),
    channels: emptyChannels(),
  };
}

function emptyChannels(): Record<Channel, ChannelTally> {
  const empty = channels.map((channel): [Channel, ChannelTally] => [
    channel,
    {
      placedOrders: 0,
      paidOrders: 0,
      paidUnits: 0,
      paidMinor: 0,
      orderingBuyers: 0,
      payingBuyers: 0,
      keptBuyers: 0,
    },
  ]);
  return Object.fromEntries(empty) as Record<Channel, ChannelTally>;
}

function isFirst(seen: Set<string>, name: string): boolean {
  const before = seen.size;
  return seen.add(name).size > before;
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
