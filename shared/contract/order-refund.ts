import * as z from 'zod/mini';
import { phone, saveAddressRequest } from '../market/account/contract.ts';
import { funder } from '../market/flash-sale/contract.ts';
import { MAX_ORDER_LINES } from '../market/order/bounds.ts';
import { orderStatus } from '../market/order/contract.ts';
import { MAX_NAMED_LINE, namedLines } from '../market/order/refund-lines.ts';
import { id, itemNumber, unitCount, units } from '../values/ids.ts';
import { currencyCode, moneyMinor, priceMinor } from '../values/money.ts';
import { orderReference } from '../values/reference.ts';
import { paymentMethod } from './payment.ts';

const { country: _, phoneOf: _own, ...contact } = saveAddressRequest.shape;
/** Where an order goes instead, as it was told somebody of the shop: at home alone. */
export const giveAddressRequest = z.strictObject({ ...contact, phone, orderId: id });

export const orderParams = z.strictObject({ orderId: id });

const named = { name: z.string(), nameEn: z.optional(z.string()) };

/** Units of one item at one price, and what can be given back of them. */
const refundableLine = z.strictObject({
  itemNumber,
  ...named,
  unitPriceMinor: priceMinor,
  units: unitCount,
  /** Of these, the ones that no parcel has taken and nothing was given back for: they can be refunded, or not be filled. */
  openUnits: unitCount,
  paidMinor: moneyMinor,
  producer: z.strictObject(named),
  /** The most that an amount can be, by who bears it (O8). */
  mostMinor: z.strictObject({ producer: moneyMinor, host: moneyMinor, shop: moneyMinor }),
});

/** What can be given back of an order now. */
export const refundView = z.strictObject({
  orderId: id,
  reference: orderReference,
  status: orderStatus,
  payment: paymentMethod,
  currency: currencyCode,
  totalMinor: moneyMinor,
  backMinor: moneyMinor,
  /** Cash that nobody has handed over: nothing can be given back. */
  isUnpaidCash: z.boolean(),
  lines: z.array(refundableLine),
});
export type RefundView = z.infer<typeof refundView>;

/** One refund as it is thought of: of units, or an amount with who bears it, of one line or several. */
export const refundQuery = z.strictObject({
  item: itemNumber,
  priceMinor,
  units: z.optional(units),
  amountMinor: z.optional(priceMinor),
  bearer: z.optional(funder),
  /** Further lines of it, `3-1990-2,4-4200-1`: item, price and units; without units where it is an amount. */
  more: z.optional(
    z.string().check(z.maxLength((MAX_ORDER_LINES - 1) * MAX_NAMED_LINE), z.regex(namedLines)),
  ),
});
export type RefundQuery = z.infer<typeof refundQuery>;

/** What each producer is paid of lines without something and with it, if all that is still to come is delivered (M1). */
const producerShares = z
  .array(z.strictObject({ ...named, beforeMinor: moneyMinor, afterMinor: moneyMinor }))
  .check(z.maxLength(MAX_ORDER_LINES));
export type ProducerShares = z.infer<typeof producerShares>;

/** What that refund would do. */
export const refundPreview = z.strictObject({
  /** What the buyer gets, amounts that they have already taken off. */
  refundMinor: moneyMinor,
  /** Of cash that nobody has handed over: what the buyer pays at the door without it and with it. */
  due: z.optional(z.strictObject({ beforeMinor: moneyMinor, afterMinor: moneyMinor })),
  /** All producers' shares of the lines together; null while the settlement has not read the newest facts of the order. */
  share: z.nullable(z.strictObject({ beforeMinor: moneyMinor, afterMinor: moneyMinor })),
  /** The same by producer. */
  shares: z.nullable(producerShares),
});
export type RefundPreview = z.infer<typeof refundPreview>;

/** What it would do if the shop cancelled an order now (O11). */
export const callOffPreview = z.strictObject({
  /** False: nobody has paid it, and it is only released. Cash that is due at the door counts as paid. */
  isPaid: z.boolean(),
  payment: paymentMethod,
  currency: currencyCode,
  /** What its buyer gets back, and of that what is for sending. */
  refundMinor: moneyMinor,
  shippingMinor: moneyMinor,
  /** What was paid for sending and stays paid: other orders of the buyer travel in the same parcels, and need it (P3). */
  shippingKeptMinor: moneyMinor,
  /** Units that go back on sale, or to the warehouse once the stream is closed. */
  units: unitCount,
  /** Each producer's share without it and with it (M1); null while the settlement has not read the order's newest facts. */
  shares: z.nullable(producerShares),
});
export type CallOffPreview = z.infer<typeof callOffPreview>;
