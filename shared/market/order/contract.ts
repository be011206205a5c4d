import * as z from 'zod/mini';
import { announcement } from '../../contract/announcement.ts';
import type { CapabilityContract } from '../../contract/capability.ts';
import { soldTerms } from '../../contract/catalogue.ts';
import { channel } from '../../contract/channel.ts';
import { accepted, contract, contractOf, keyed } from '../../contract/command.ts';
import { told } from '../../contract/entry.ts';
import { ofStream } from '../../contract/of-stream.ts';
import { paymentMethod } from '../../contract/payment.ts';
import { receipt } from '../../contract/receipt.ts';
import { lasting, onItem } from '../../contract/refusal.ts';
import { promisedDates } from '../../contract/ship-days.ts';
import { countryCode } from '../../values/country.ts';
import { rateMicros } from '../../values/exchange.ts';
import { commandKey, history, id, itemNumber, slug, unitCount, units } from '../../values/ids.ts';
import { currencyCode, moneyMinor, priceMinor } from '../../values/money.ts';
import { orderReference } from '../../values/reference.ts';
import { epochMs } from '../../values/time.ts';
import { addressView } from '../account/contract.ts';
import { funder } from '../flash-sale/contract.ts';
import { newcomers, wayToPay } from '../newcomers/contract.ts';
import { namedVouchers, voucherCode, voucherOff } from '../voucher/contract.ts';
import { MAX_ORDER_LINES, MAX_RECENT, MIN_BUYERS } from './bounds.ts';
import { CALL_OFF_REASONS } from './call-off-reasons.ts';

/** The order table up to payment (rules, Orders). */
export const orderStatus = z.enum([
  'PLACED',
  'PAID',
  'EXPIRED',
  'EXPIRED_REFUNDED',
  'CANCELLED',
  'COMPLETED',
]);
export type OrderStatus = z.infer<typeof orderStatus>;

/** Why the shop cancelled an order (O11). */
export const callOffReason = z.enum(CALL_OFF_REASONS);

/** What somebody else pays of an amount (V2). */
export const discountView = z.strictObject({
  kind: z.enum(['flash', 'voucher', 'promotion']),
  funder,
  minor: moneyMinor,
});
export type DiscountView = z.infer<typeof discountView>;

/** What somebody else pays of an amount of an order, as far as it is remembered: by who pays (V2). */
export const givenView = z.strictObject({
  /** Absent where only the tables are asked and a bundle and a voucher of one funder may both have been at work. */
  kind: z.optional(discountView.shape.kind),
  funder,
  minor: moneyMinor,
});
export type GivenView = z.infer<typeof givenView>;

export const orderLineView = z.strictObject({
  itemNumber,
  name: z.string(),
  /** For who reads English; absent: there is the one name. */
  nameEn: z.optional(z.string()),
  units: unitCount,
  unitPriceMinor: moneyMinor,
  /** Units that the producer could not fill. */
  unfilledUnits: unitCount,
  /**
   * What others pay of the whole line; absent where nobody does. Its price less these, those of a flash left out, is what
   * the buyer pays: a flash price has taken its own off already, and is told here only by who decides the order.
   */
  discounts: z.optional(z.array(givenView)),
  /** Of a flash price: when the tap arrived that bound it, the last of several (F5); absent if it was not noted yet. */
  tapAtMs: z.optional(epochMs),
  /** The flash price was bound within the 2 s after the flash's end (F5); absent: before it, or there is none. */
  lateOk: z.optional(z.literal(true)),
  ...promisedDates,
  returns: soldTerms,
});

export const orderView = z.strictObject({
  orderId: id,
  /** In its stream alone; `reference` is what people call it. */
  number: z.string(),
  reference: orderReference,
  streamId: id,
  status: orderStatus,
  late: z.boolean(),
  placedAtMs: epochMs,
  /** When its tap arrived, which judged its prices (T3); absent: at `placedAtMs`, or it was not noted yet. */
  receivedAtMs: z.optional(epochMs),
  payByMs: epochMs,
  paidAtMs: z.nullable(epochMs),
  /** Free cancellation ends here (half-open). */
  freeCancelUntilMs: z.nullable(epochMs),
  payment: paymentMethod,
  /** Where to pay, while that is still to do. */
  payUrl: z.nullable(z.string()),
  lines: z.array(orderLineView),
  /** What others pay of the shipping; absent where nobody does. `shippingMinor` is what is left. */
  shippingDiscounts: z.optional(z.array(givenView)),
  goodsMinor: moneyMinor,
  shippingMinor: moneyMinor,
  totalMinor: moneyMinor,
  refundedMinor: moneyMinor,
  /** The shop released it, nobody cancelled (H8); absent: not. */
  isReleased: z.optional(z.literal(true)),
  /** Why the shop cancelled it (O11); absent: it did not. */
  calledOff: z.optional(callOffReason),
  /** Of what was given back, shipping (P3). */
  shippingRefundedMinor: moneyMinor,
  /** The second currency that its amounts were shown in, at the rate of then. */
  shown: z.optional(z.strictObject({ currency: currencyCode, rateMicros })),
});
export type OrderView = z.infer<typeof orderView>;

/** One order in the ticker: no name, no phone, no address. */
export const tickerOrder = z.strictObject({
  orderId: id,
  number: z.string(),
  reference: orderReference,
  atMs: epochMs,
  status: orderStatus,
  units: unitCount,
  totalMinor: moneyMinor,
  /** The how many-th order of its buyer in the shop it is (B12); absent: not noted. */
  nth: z.optional(unitCount),
  lines: z.array(z.strictObject({ itemNumber, units: unitCount, unitPriceMinor: moneyMinor })),
});
export type TickerOrder = z.infer<typeof tickerOrder>;

/**
 * How far the money is that comes back of an order. `started`: the market has asked its payment provider, or is about to;
 * `done`: the provider has taken it on; `by_hand`: the shop owes it to who paid the courier; `given`: the shop has given
 * it back.
 */
export const refundState = z.enum(['started', 'done', 'by_hand', 'given']);

/** An order with what its buyer wants to see beside it, wherever it was placed. */
export const myOrder = z.strictObject({
  /** Of its stream. */
  slug,
  ...ofStream,
  /** Nothing is sold on its stream any more: packing comes next. */
  hasStreamEnded: z.optional(z.literal(true)),
  currency: z.string(),
  order: orderView,
  /** Units that are sent, or were: all but what nobody could fill, or was paid back before it was packed. */
  unitsToSend: unitCount,
  /** Something of it was not handed over by the day that was promised, and still is not (P4). */
  isLate: z.optional(z.literal(true)),
  /** Of the product of each line as it is now, in the order of the lines; '' where there is none. */
  pictures: z.array(z.string()),
  /** What becomes of `order.refundedMinor`; absent: nothing comes back. */
  refund: z.optional(
    z.strictObject({
      state: refundState,
      /** When it was decided, with `given` when it was given; absent: not known to the day. */
      atMs: z.optional(epochMs),
      /** By when it is with its buyer (O14); absent: nobody promises a day, or it is given. */
      byMs: z.optional(epochMs),
    }),
  ),
  /**
   * Whether it may be paid to the courier instead (O13), and why not, by what holds now; absent: it waits for no payment, or
   * is one of many that are read together.
   */
  atDoor: z.optional(
    z.strictObject({
      refusal: z.nullable(
        z.discriminatedUnion('code', [
          z.strictObject({ code: z.literal('PAYMENT_FAILED'), possible: z.array(paymentMethod) }),
          z.strictObject({
            code: z.literal('NEWCOMER_CASH'),
            ...newcomers.refusals.NEWCOMER_CASH.fields,
          }),
          z.strictObject({ code: z.literal('CASH_BARRED'), ...newcomers.refusals.CASH_BARRED.fields }),
        ]),
      ),
    }),
  ),
  /** What comes back if it is cancelled now, while that is free (P3); absent: nothing was paid, or it is not free. */
  cancelBackMinor: z.optional(moneyMinor),
  /** Where its receipt is; absent: nothing was paid online, or it was called off since. */
  receiptUrl: z.optional(z.string()),
  /** Where it goes, as `/me` shows it; null where nothing was asked for, or it cannot be read any more. */
  sendTo: z.nullable(addressView),
});
export type MyOrder = z.infer<typeof myOrder>;

/** A sum of many orders: above the largest of one. */
const sumMinor = z.int().check(z.gte(0));

/** What a stream has sold so far, in goods value (M1), as the insights count it, exact and of now. */
export const gmvView = z.strictObject({
  /** GMV paid, and of how many orders. */
  paidMinor: sumMinor,
  paidOrders: unitCount,
  /** Of that: paid to the courier. */
  atDoorMinor: sumMinor,
  /** Of orders that wait for their payment; no part of the above. */
  unpaidMinor: sumMinor,
  unpaidOrders: unitCount,
});
export type GmvView = z.infer<typeof gmvView>;

/** What is asked for: units of items, at the prices that were seen. */
const askedLines = z
  .array(z.strictObject({ itemNumber, units, unitPriceMinor: priceMinor }))
  .check(z.maxLength(MAX_ORDER_LINES));

/** What sending from one origin costs an order, and what would make it less (P2, P3). */
export const shippingQuote = z.strictObject({
  origin: z.string(),
  feeMinor: moneyMinor,
  discounts: z.array(discountView),
  /** Goods value that is missing until the parcel travels free; 0: it does; null: it never will. */
  missingToFreeMinor: z.nullable(moneyMinor),
  /** What still fits into the parcel at the same fee; null where weight does not matter. */
  gramsLeft: z.nullable(unitCount),
  /** A paid order of this buyer travels in the same parcel, and its fee counts (P2); absent: none does. */
  isWithPaid: z.optional(z.literal(true)),
});
export type ShippingQuote = z.infer<typeof shippingQuote>;

/** A voucher that this buyer could use on these goods, or soon (V1). */
export const voucherOffer = z.strictObject({
  voucherId: id,
  isUsed: z.boolean(),
  /** What it takes off, or would if it were used in its step instead. */
  minor: moneyMinor,
  /** Goods that are missing until it counts; 0: it does. */
  missingMinor: moneyMinor,
});
export type VoucherOffer = z.infer<typeof voucherOffer>;

/** A voucher that has a code, as others are shown to everybody: told to who typed it. */
export const codedVoucher = z.strictObject({
  voucherId: id,
  off: voucherOff,
  fromMinor: moneyMinor,
  producer: z.nullable(z.string()),
  itemNumbers: z.nullable(z.array(itemNumber)),
  startsAtMs: epochMs,
  endsAtMs: epochMs,
  /** How many can still be claimed, min(actual, 21). */
  left: z.int(),
});
export type CodedVoucher = z.infer<typeof codedVoucher>;

/** What became of a code that was typed (V1). It never stands in the way of the quote. */
export const typedCode = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('used'), minor: moneyMinor, voucher: codedVoucher }),
  z.strictObject({
    outcome: z.literal('not_used'),
    reason: z.enum([
      'unknown',
      'too_many_tries',
      'not_started',
      'ended',
      'used_up',
      'buyer_limit',
      /** Nothing in the cart is what it is for, or nothing of it can be taken off any more. */
      'nothing',
      /** Its goods cost too little, by `missingMinor`. */
      'not_met',
      /** Others of its step take at least as much off, or others were chosen. */
      'not_better',
    ]),
    /** With `not_started`. */
    startsAtMs: z.optional(epochMs),
    /** With `not_met`. */
    missingMinor: z.optional(moneyMinor),
    /** With `not_met` and `not_better`: it stands among the vouchers that can be chosen. */
    voucher: z.optional(codedVoucher),
  }),
]);
export type TypedCode = z.infer<typeof typedCode>;

/** Units that are held at list price and could have the price of a flash that is on (F7). */
export const takingOffer = z.strictObject({
  itemNumber,
  flashId: id,
  /** The most that quota and limit allow. */
  units,
  /** Apiece: the dearest of them as they are held, and at the flash price. */
  wasMinor: moneyMinor,
  nowMinor: moneyMinor,
  /** Of the whole order, with the same vouchers: the second is less. */
  totalBeforeMinor: moneyMinor,
  totalAfterMinor: moneyMinor,
});
export type TakingOffer = z.infer<typeof takingOffer>;

/** What an order would cost now. Nothing is kept for it: the order itself is judged when it comes (O2). */
export const quoteView = z.strictObject({
  lines: z.array(
    z.strictObject({
      itemNumber,
      units,
      unitPriceMinor: moneyMinor,
      payMinor: moneyMinor,
      discounts: z.array(discountView),
    }),
  ),
  /** One per origin that charges, in the order of the lines. */
  shipping: z.array(shippingQuote),
  goodsMinor: moneyMinor,
  shippingMinor: moneyMinor,
  totalMinor: moneyMinor,
  /** Of each step at most one is used; those that are used up or over are left out. */
  vouchers: z.array(voucherOffer),
  /** Absent: nothing of it can be had for less. */
  takings: z.optional(z.array(takingOffer)),
  /** There only if a code was typed. */
  code: z.optional(typedCode),
  /** The ways to pay in the order of the stream, each as an order would be judged by it now; absent: it could not be looked up. */
  ways: z.optional(z.array(wayToPay)),
});
export type QuoteView = z.infer<typeof quoteView>;

const quote = contractOf(
  'nobody',
  'Says what an order of these lines would cost now, with its shipping; nothing is changed or kept.',
  z.strictObject({
    lines: askedLines,
    addressId: z.nullable(id),
    vouchers: namedVouchers,
    code: z.optional(voucherCode),
    /** Of an address that is not kept yet, if it is abroad. */
    country: z.optional(countryCode),
  }),
  quoteView,
);
const take = contract(
  'Gives units that are held at list price the price of a flash that is on: exactly those, and only where what is to be ordered gets cheaper with the same vouchers (F7).',
  z.strictObject({
    ...keyed,
    itemNumber,
    units,
    flashId: id,
    /** The items that are to be ordered, where that is not all of the cart: what the totals are of. */
    orderedItems: z.optional(z.array(itemNumber).check(z.maxLength(MAX_ORDER_LINES))),
    /** As `order:quote` told them: the second is the most that it may cost then. */
    totalBeforeMinor: moneyMinor,
    totalAfterMinor: moneyMinor,
    addressId: z.nullable(id),
    vouchers: namedVouchers,
    code: z.optional(voucherCode),
    channel: z.optional(channel),
  }),
  z.strictObject({ ...accepted, unitPriceMinor: moneyMinor, heldUntilMs: epochMs }),
);
const place = contract(
  'Places one order over many lines: every line or none (O1). Acknowledged only when durable (O3).',
  z.strictObject({
    ...keyed,
    lines: askedLines,
    expectTotalMinor: moneyMinor,
    addressId: z.nullable(id),
    payment: paymentMethod,
    vouchers: namedVouchers,
    /** A voucher that has a code counts only if it comes along. */
    code: z.optional(voucherCode),
    receipt: z.optional(receipt),
    /** Proves since when this buyer has been watching (H8). */
    ticket: z.optional(z.string().check(z.maxLength(400))),
    channel: z.optional(channel),
    /** Flashes of which the buyer was asked whether to take their price, and said no (F7). */
    askedFlashIds: z.optional(z.array(id).check(z.maxLength(MAX_ORDER_LINES))),
  }),
  z.strictObject({ ...accepted, order: orderView }),
);
const cancel = contract(
  'Cancels an unpaid order, or a paid one within its free window.',
  z.strictObject({ ...keyed, orderId: id }),
  z.strictObject({ ...accepted, order: orderView }),
);
const changeAddress = contract(
  'Sends an order to another address of this buyer in the same country, until it is packed (O10).',
  z.strictObject({ ...keyed, orderId: id, addressId: id }),
  z.strictObject({ ...accepted, order: orderView }),
);
const payOnDelivery = contract(
  'Turns an order that waits for its payment online into one that is paid to the courier, at its prices, vouchers and units (O13). It cannot be turned back.',
  z.strictObject({ ...keyed, orderId: id }),
  z.strictObject({ ...accepted, order: orderView }),
);
/** What became of a key (I3). */
const status = contractOf(
  'nobody',
  'Asks what became of the order sent under a key. With `letGo` the key will not be sent again: an order that nobody has seen is refused if it comes late (I3).',
  z.strictObject({
    key: commandKey,
    letGo: z.optional(z.literal(true)),
    /** Under which the key was made, if the asker knows (I5). */
    history: z.optional(history),
  }),
  z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('accepted'), order: orderView }),
    z.strictObject({ outcome: z.literal('refused'), code: z.string() }),
    z.strictObject({ outcome: z.literal('in_progress') }),
    z.strictObject({ outcome: z.literal('never_seen') }),
    /** Nobody knows: the order may be one of those that a restore lost (I5). */
    z.strictObject({
      outcome: z.literal('lost_in_restore'),
      sinceMs: epochMs,
      restoredAtMs: epochMs,
      ask: z.nullable(z.string()),
    }),
  ]),
);

/** How many have just bought a product (B9). */
export const recentBuyers = z.strictObject({
  itemNumber,
  buyers: z.int().check(z.minimum(MIN_BUYERS)),
});
export type RecentBuyers = z.infer<typeof recentBuyers>;

const floorPair = z.strictObject({
  itemNumbers: z.array(itemNumber),
  orders: z.int(),
  support: z.number(),
  lift: z.number(),
});

export const order = {
  live: {
    'cart:take': take,
    'order:quote': quote,
    'order:place': place,
    'order:cancel': cancel,
    'order:change-address': changeAddress,
    'order:pay-on-delivery': payOnDelivery,
    'order:status': status,
  },
  sheddable: {
    'cart:take': { isRetried: true, isTap: true },
    'order:quote': { isRetried: true },
    'order:place': { isRetried: true, isTap: true },
    'order:cancel': null,
    'order:change-address': null,
    'order:pay-on-delivery': null,
    'order:status': null,
  },
  liveEvents: {
    recent: announcement(
      'Who has bought what in the last five minutes, by product, most first; every ten seconds, as long as there is anything, ' +
        'and once empty (B9).',
      z.tuple([told('recent', z.array(recentBuyers).check(z.maxLength(MAX_RECENT)))]),
    ),
  },
  refusals: {
    /** What is held at list price can be had for less: the buyer is asked first (F7). */
    CHEAPER_NOW: lasting('order', takingOffer.shape),
    /** Of `cart:take`: with the same vouchers what is to be ordered would not cost less. */
    NOT_CHEAPER: lasting('order', onItem),
    ADDRESS_REQUIRED: lasting('order'),
    ADDRESS_NOT_SERVED: lasting('order'),
    PAYMENT_FAILED: lasting('order', { possible: z.array(paymentMethod) }),
    NOT_CANCELLABLE: lasting('order'),
    /** It is packed, over, or goes abroad; or a voucher of it is used up under the other phone. */
    ADDRESS_FIXED: lasting('order', { reason: z.enum(['packed', 'over', 'abroad', 'voucher']) }),
    /** It is paid already, or there is nothing to pay any more. */
    PAYMENT_FIXED: lasting('order', { reason: z.enum(['paid', 'over']) }),
  },
  facts: [
    'order_placed',
    'order_paid',
    'payment_opened',
    'payment_pending',
    'payment_declined',
    'payment_refunded',
    'order_expired',
    'order_expired_refunded',
    'order_cancelled',
    'order_address_changed',
    'order_payment_changed',
    'line_unfilled',
    'order_refunded',
    'order_recalled',
  ],
  own: { orders: z.array(orderView) },
  frame: {
    /** Told to who sees orders (A1); absent: not for this console. */
    gmv: z.optional(gmvView),
  },
  frameLists: { orders: z.array(tickerOrder) },
  named: {
    codedVoucher,
    discountView,
    givenView,
    gmvView,
    myOrder,
    orderLineView,
    orderView,
    quoteView,
    recentBuyers,
    shippingQuote,
    takingOffer,
    tickerOrder,
    voucherOffer,
  },
  report: { pairs: z.array(floorPair) },
} as const satisfies CapabilityContract;
