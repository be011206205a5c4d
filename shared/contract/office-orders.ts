import * as z from 'zod/mini';
import { staffRole } from '../market/account/contract.ts';
import { funder } from '../market/flash-sale/contract.ts';
import { givenView, orderStatus, refundState } from '../market/order/contract.ts';
import { origin } from '../market/parcel/contract.ts';
import { claimStatus, shipmentStatus } from '../market/parcel/status.ts';
import { streamStatus } from '../market/stream/contract.ts';
import { id, itemNumber, seq, slug, unitCount } from '../values/ids.ts';
import { currencyCode, moneyMinor } from '../values/money.ts';
import { orderReference, shopReference, typedReference } from '../values/reference.ts';
import { epochMs } from '../values/time.ts';
import { channel } from './channel.ts';
import { factNames } from './fact-name.ts';
import { MOST_UNITS_ASKED, orderSorts } from './office-lists.ts';
import { claimView } from './packing.ts';
import { paymentMethod, paymentOutcome } from './payment.ts';
import { day, promisedDates } from './ship-days.ts';

/** Orders of a page that asks for no number of them, and the most that one may ask for. */
export const ORDERS_PAGE = 50;
export const MAX_ORDERS_PAGE = 200;
/** Products of an order that its row names; an order of more says how many others there are. */
export const MAX_GOODS_SHOWN = 6;

/** Facts of one order that are told: an order with more is a conversation, and its stream's log has all of them. */
export const MAX_ORDER_FACTS = 300;

/** At a list price, or at that of a flash. */
const priceType = z.enum(['list', 'flash']);

/**
 * How far an order came, as the insights of its stream count it; with `item`, `producer`, `origin`, `category` and `price`: those
 * lines of it. `paid`: by the close of its stream. `unpaid`: never paid, and no more to be: it has `expired`, or was cancelled
 * (`cancelled_unpaid`). `open`: it may still be paid, or was only after the close. Of paid ones: `kept`, some unit is neither
 * cancelled nor given back; `undone`, none is; `filled`, some unit is not cancelled; `cancelled` and `refunded`, something was;
 * `retained`, it is not cancelled, and not all of its money went back. `lost`: never paid, or something of it cancelled or
 * given back. `reversed`: paid, and something was.
 */
export const orderOutcome = z.enum([
  'paid',
  'unpaid',
  'expired',
  'cancelled_unpaid',
  'open',
  'filled',
  'retained',
  'kept',
  'undone',
  'cancelled',
  'refunded',
  'lost',
  'reversed',
]);
export type OrderOutcome = z.infer<typeof orderOutcome>;

/** Which orders are meant; what is absent leaves nothing out. */
export const ordersFilter = z.strictObject({
  /** An order as people type it: `12-1085`, or `1085`, of which each stream may have one (O7). */
  q: z.optional(typedReference),
  /** Of one buyer, under any id that is theirs by now (B2). */
  buyer: z.optional(id),
  state: z.optional(orderStatus),
  stream: z.optional(slug),
  /** Of the stream that is named beside it. */
  item: z.optional(itemNumber),
  /** Any instant of the minute in which they were placed, epoch ms. */
  minuteMs: z.optional(epochMs),
  /** Any instant of a later minute: all from `minuteMs` to the end of this one are meant. */
  toMinuteMs: z.optional(epochMs),
  outcome: z.optional(orderOutcome),
  /** By whose link its buyer had come (C1). */
  channel: z.optional(channel),
  /** With this product, whatever its number in a stream. */
  product: z.optional(id),
  /** With a product of this producer. */
  producer: z.optional(id),
  /** Of a product, as the catalogue says it now. */
  origin: z.optional(origin),
  /** Of a product, as the catalogue says it now. */
  category: z.optional(z.string().check(z.minLength(1), z.maxLength(40))),
  /** With `item`, `product`, `producer`, `origin` and `category`: of the same line. */
  price: z.optional(priceType),
  payment: z.optional(paymentMethod),
  /** With a claim that nobody has decided, or with any. */
  claim: z.optional(z.enum(['open', 'any'])),
  /** Its money came and it stands: paid online, or delivered on cash terms. */
  bought: z.optional(z.enum(['any'])),
  /** `waiting`: of a stream that is over, with units in no parcel. `late`: not with a carrier by the promised day (P4). */
  pack: z.optional(z.enum(['waiting', 'late'])),
  /** Something of it was given back. */
  refunded: z.optional(z.enum(['any'])),
  /** Of streams that sell in it. */
  currency: z.optional(currencyCode),
  /** Units in all of its lines; 4: four or more. */
  units: z.optional(z.int().check(z.gte(1), z.lte(MOST_UNITS_ASKED))),
  /** It named a voucher (V2). */
  voucher: z.optional(z.enum(['any'])),
  /** Placed on these days of the shop's zone, both included. */
  from: z.optional(day),
  to: z.optional(day),
  /** On these days of the week alone, from 1, Monday, to 7. With `from` and `to`, as the next two. */
  weekday: z.optional(z.int().check(z.gte(1), z.lte(7))),
  /** Of buyers who had no standing order before their first paid one on these days, of the streams that are meant; or of the others. */
  buyers: z.optional(z.enum(['new', 'returning'])),
  /** A line of it was promised a day to ship, and something of that was with no carrier when the day was over (P4). */
  shipDay: z.optional(z.enum(['missed'])),
});
export type OrdersFilter = z.infer<typeof ordersFilter>;

/** A place in the list, as an answer names it: of one that is not sorted by time, with the value that it stands by. */
const place = z.string().check(z.regex(/^\d{1,15}\.[0-9a-f-]{36}(?:\.[\w-]{1,36})?$/));
/** Which orders are meant, and how they stand. */
export const sortedOrders = z.strictObject({
  ...ordersFilter.shape,
  /** Absent: by time. Equal ones stand by time. */
  sort: z.optional(z.enum(orderSorts)),
  /** Absent: `desc`, the newest, largest or last first. */
  order: z.optional(z.enum(['asc', 'desc'])),
});
export type SortedOrders = z.infer<typeof sortedOrders>;

export const officeOrdersQuery = z.strictObject({
  ...sortedOrders.shape,
  /** `next` of the page before, by the same `sort` and `order`. */
  after: z.optional(place),
  limit: z.optional(z.int().check(z.gte(1), z.lte(MAX_ORDERS_PAGE))),
  /** Count and sum all that fit as well, beside the page. */
  sums: z.optional(z.enum(['all'])),
});
export type OfficeOrdersQuery = z.infer<typeof officeOrdersQuery>;

const ofStream = {
  slug,
  title: z.string(),
  /** For who reads English; absent: there is the one title. */
  titleEn: z.optional(z.string()),
};

const good = { itemNumber, name: z.string(), nameEn: z.optional(z.string()) };

const named = z.strictObject({ name: z.string(), nameEn: z.optional(z.string()) });

/** An order in a list. Of who ordered it nothing is told. */
export const officeOrderRow = z.strictObject({
  orderId: id,
  /** What people call it: 12-1085 (O7). */
  reference: orderReference,
  /** In its stream alone. */
  number: z.string(),
  stream: z.strictObject(ofStream),
  placedAtMs: epochMs,
  status: orderStatus,
  payment: paymentMethod,
  /** Its first products, each once, with all of its units. */
  goods: z.array(z.strictObject({ ...good, units: unitCount })).check(z.maxLength(MAX_GOODS_SHOWN)),
  /** Products beside those. */
  otherGoods: unitCount,
  currency: currencyCode,
  totalMinor: moneyMinor,
  refundedMinor: moneyMinor,
  /** Where each of its parcels is, the first first. */
  parcels: z.array(shipmentStatus),
  /** Paid, and units of it are in no parcel; absent: none are. */
  isToPack: z.optional(z.literal(true)),
  /** Of its claims one that is open, else the newest; null: there is none. */
  claim: z.nullable(claimStatus),
});
export type OfficeOrderRow = z.infer<typeof officeOrderRow>;

/** All orders that fit, of the newest 10,000 that the filter may mean. */
export const orderSums = z.strictObject({
  /** No older order could fit. */
  isAll: z.boolean(),
  /** In each currency, the one with the most orders first. */
  sums: z.array(
    z.strictObject({
      currency: currencyCode,
      orders: unitCount,
      /** After all merges (B2). */
      buyers: unitCount,
      /** Product value of those that were paid by the close of their stream: of the whole orders. */
      gmvPaidMinor: z.int(),
      /** Of the same value, what was cancelled and what was refunded later; absent: no outcome of paid orders was asked for. */
      cancelledMinor: z.optional(z.int()),
      refundedMinor: z.optional(z.int()),
    }),
  ),
});

export const officeOrders = z.strictObject({
  /** As `sort` and `order` say; newest first without them. */
  orders: z.array(officeOrderRow),
  /** Where the next page begins, also after a page that is not full; null: these were all. */
  next: z.nullable(place),
  /** Whose days `from` and `to` are. */
  timeZone: z.string(),
  /** The product and the producer that were asked for, by name; absent: none was, or the catalogue has it no more. */
  named: z.optional(z.strictObject({ product: z.optional(named), producer: z.optional(named) })),
  /** Absent: `sums` was not asked for. */
  sums: z.optional(orderSums),
});
export type OfficeOrders = z.infer<typeof officeOrders>;

export const officeOrderParams = z.strictObject({ reference: shopReference });

const orderLine = z.strictObject({
  lineIndex: z.int(),
  ...good,
  productId: id,
  units: unitCount,
  unitPriceMinor: moneyMinor,
  price: priceType,
  /** What others pay of the whole line, by who pays it. */
  discounts: z.array(givenView),
  /** What the buyer was to pay for all of its units. */
  payMinor: moneyMinor,
  /** What its producer's share is of (base, M1), and that share. */
  goodsMinor: moneyMinor,
  shareBps: z.int(),
  /** Units that nobody could fill, or all of a cancelled order, and their part of the base. */
  cancelledUnits: unitCount,
  cancelledGoodsMinor: moneyMinor,
  /** Units that were paid back otherwise, and their part of the base. */
  refundedUnits: unitCount,
  refundedGoodsMinor: moneyMinor,
  /** What the buyer got back of it, of units and by amount; absent: more happened than `timeline` has. */
  refundedMinor: z.optional(moneyMinor),
  /** Units that no parcel has and that are still to send. */
  unitsToPack: unitCount,
  /** Units of it are with no carrier although its day is over (P4). */
  isLate: z.optional(z.literal(true)),
  ...promisedDates,
});

const orderParcel = z.strictObject({
  shipmentId: id,
  origin: z.string(),
  /** For who reads English; absent: there is the one name. */
  originEn: z.optional(z.string()),
  status: shipmentStatus,
  carrier: z.nullable(z.string()),
  trackingCode: z.nullable(z.string()),
  /** Where its carrier says where it is; absent: of this carrier no page is known. */
  trackingUrl: z.optional(z.string()),
  packedAtMs: epochMs,
  shippedAtMs: z.nullable(epochMs),
  deliveredAtMs: z.nullable(epochMs),
  /** When it was lost, or came back. */
  endedAtMs: z.nullable(epochMs),
  /** What of this order is in it; it may have other orders of the buyer too. */
  lines: z.array(
    z.strictObject({ lineIndex: z.int(), units: unitCount, sellable: unitCount, damaged: unitCount }),
  ),
});

/** Who caused a fact. */
const orderActor = z.strictObject({
  /** `system`: the market itself, when a time was over or another fact asked for it. */
  who: z.enum(['buyer', 'staff', 'system']),
  /** Of staff, where the fact says who (A2). */
  staffId: z.optional(z.string()),
  /** What they are called and do now; absent: nobody of that id works here. */
  name: z.optional(z.string()),
  nameEn: z.optional(z.string()),
  role: z.optional(staffRole),
  device: z.optional(z.string()),
});

/** One fact of the log about an order. What a field does not fit is null, or empty. */
export const orderEvent = z.strictObject({
  seq,
  atMs: epochMs,
  type: z.enum(factNames),
  by: orderActor,
  /** What has another state since, the order, a parcel or a claim of it: the old one (null: it was not there) and the new. */
  change: z.nullable(
    z.strictObject({
      of: z.enum(['order', 'parcel', 'claim']),
      from: z.nullable(z.string()),
      to: z.string(),
    }),
  ),
  shipmentId: z.nullable(id),
  claimId: z.nullable(id),
  /** What of this order it is about, and where it is paid back, what its buyer gets for it. */
  lines: z.array(
    z.strictObject({ lineIndex: z.int(), units: unitCount, refundMinor: z.optional(moneyMinor) }),
  ),
  /** What was to be paid, was paid, or comes back. */
  amountMinor: z.nullable(moneyMinor),
  /** Until when it is to be paid from now on. */
  payByMs: z.nullable(epochMs),
  reason: z.nullable(z.string()),
  /** Of what staff gave back: who bears it (O8); of units that leave the order it is their producer. */
  bearer: z.optional(funder),
  /** Of what was paid back: how much less the producers of its lines are paid by it (M1), once all is delivered. */
  payoutLessMinor: z.optional(z.int()),
});
export type OrderEvent = z.infer<typeof orderEvent>;

/** An order with all that the office shows of it, without a name, a phone or an address (A3). */
export const officeOrder = z.strictObject({
  orderId: id,
  reference: orderReference,
  number: z.string(),
  stream: z.strictObject({ ...ofStream, status: streamStatus }),
  /** Who ordered, as an id that says nothing of the person. */
  buyerId: id,
  status: orderStatus,
  placedAtMs: epochMs,
  cancelledAtMs: z.nullable(epochMs),
  /** When the last of its parcels arrived. */
  deliveredAtMs: z.nullable(epochMs),
  channel,
  currency: currencyCode,
  lines: z.array(orderLine),
  sums: z.strictObject({
    /** All goods at the prices that they were sold for. */
    goodsMinor: moneyMinor,
    /** What others pay of the goods, and of sending, by who pays it. */
    discounts: z.array(givenView),
    shippingDiscounts: z.array(givenView),
    shippingMinor: moneyMinor,
    totalMinor: moneyMinor,
    refundedMinor: moneyMinor,
    /** Of that, for sending. */
    shippingRefundedMinor: moneyMinor,
  }),
  parcels: z.array(orderParcel),
  payment: z.strictObject({
    method: paymentMethod,
    payByMs: epochMs,
    paidAtMs: z.nullable(epochMs),
    /** It was paid after its time, and taken again. */
    isLate: z.boolean(),
    /** Until when its buyer may cancel it for nothing; null: it is not paid, or over. */
    freeCancelUntilMs: z.nullable(epochMs),
    /** Each payment that was begun, the first first, and what was heard of it last. */
    attempts: z.array(z.strictObject({ paymentId: z.string(), atMs: epochMs, outcome: paymentOutcome })),
    /** How far the money is that comes back, and by when it is promised (O14); null: nothing does. */
    refund: z.nullable(
      z.strictObject({ state: refundState, atMs: z.optional(epochMs), byMs: z.optional(epochMs) }),
    ),
  }),
  /** The newest first. */
  claims: z.array(claimView),
  /** What happened to it, the first first. */
  timeline: z.array(orderEvent).check(z.maxLength(MAX_ORDER_FACTS)),
  /** There are more facts than are told. */
  hasMore: z.boolean(),
});
export type OfficeOrder = z.infer<typeof officeOrder>;
