import type { PaymentMethod } from '../../../shared/contract/payment.ts';
import type { Funder } from '../../../shared/market/flash-sale/contract.ts';
import type { CallOffReason } from '../../../shared/market/order/call-off-reasons.ts';
import type { OrderStatus } from '../../../shared/market/order/contract.ts';
import type { Channel } from '../../../shared/values/channel.ts';
import type { Reserve } from '../../../shared/values/reserve.ts';
import type { SoldTerms } from '../../../shared/values/return-terms.ts';
import type { HoldPart } from '../cart/state.ts';
import type { TaggedUnits } from '../newcomers/state.ts';
import type { AfterSale } from '../parcel/shipment.ts';

/** Who pays for what a buyer does not (V2); recorded per line for the settlement. */
export interface Discount {
  kind: 'flash' | 'voucher' | 'promotion';
  funder: Funder;
  minor: number;
  /** Of `voucher`: which one. */
  voucherId?: string;
}

export interface PlacedLine {
  itemNumber: number;
  productId: string;
  producerId: string;
  units: number;
  unitPriceMinor: number;
  listPriceMinor: number;
  flashId: string | null;
  /** Of the units, those that came from holds; the rest was taken directly. */
  holds: HoldPart[];
  discounts: Discount[];
  /** What the buyer pays for this line, all discounts taken. */
  payMinor: number;
  /** Base of the line (M1). */
  goodsMinor: number;
  shareBps: number;
  /** What of the share is kept beyond its day (M7); absent: nothing. */
  reserve?: Reserve;
  /** Of a flash price: when the tap arrived that bound it, the last of several (F5); absent in older facts. */
  tapAtMs?: number;
  /** The days that were promised when it was ordered (P4), as `2026-12-03`; absent: none was. Nothing changes them. */
  shipBy?: string;
  arriveBy?: string;
  /** On what terms it may be returned (O6), as its product had them then; absent: in older facts, or nobody could say. */
  returns?: SoldTerms;
  /** Some were bound within the 2 s after the flash's end, by a quote; absent: none. */
  lateOk?: true;
  /** A receipt gave the price of the units from the shelf (F5); absent: the order's own arrival did. */
  byReceipt?: true;
  /** Of those units, the ones that had lapsed when their flash ended (F6); absent: none. */
  fromLapsed?: number;
}

/** What an order is charged for the parcel of one origin (P2), its discounts taken. */
export interface PlacedShipping {
  origin: string;
  feeMinor: number;
  /** What somebody else pays of the fee (V1: a shipping voucher); absent where nobody does. */
  discounts?: Discount[];
}

export interface OrderShipping extends PlacedShipping {
  /** Of the fee, what was given back (P3). */
  refundedMinor: number;
}

export interface OrderLine extends PlacedLine {
  /** Units that the producer could not fill. */
  unfilled: number;
  unfilledGoodsMinor: number;
  refundedUnits: number;
  refundedGoodsMinor: number;
  /** Of the refunded units, those that were never packed; absent: none. */
  withdrawn?: number;
  /** Amounts that were given back and that no unit covers, the oldest first (O8); absent: none. */
  given?: GivenAmount[];
  /** Of units of which a share was given back, what the buyer paid for the rest; absent: nothing, or not noted. */
  keptMinor?: number;
  /** Of a newcomer's units, those that a network still keeps from others (H8); absent: none. */
  networks?: TaggedUnits[];
}

/** A second currency, and what one unit of the stream's was worth in it: millionths. */
export interface ShownRate {
  currency: string;
  rateMicros: number;
}

export interface Order {
  orderId: string;
  seq: number;
  number: string;
  buyerId: string;
  status: OrderStatus;
  late: boolean;
  payment: PaymentMethod;
  /** How it was to be paid at first, and when that was changed (O13); absent: it was not. */
  turned?: { from: PaymentMethod; seq: number; atMs: number };
  placedAtMs: number;
  /** When its tap arrived, where that was before it was dated; absent: then, or not known. */
  receivedAtMs?: number;
  payByMs: number;
  wasPending: boolean;
  /** The provider has opened its page for it, and the window is longer for that (H6); absent: not. */
  wasOpened?: true;
  /** The provider failed at one of its payments; absent: it did not. */
  hasProviderFailed?: true;
  paidAtMs: number | null;
  /** Payments that were heard of, so that a repeated notice does nothing. */
  payments: string[];
  paymentId: string | null;
  cancelledAtMs: number | null;
  /** The shop released it (H8); absent: not. */
  isReleased?: true;
  /** Why the shop cancelled it (O11); absent: it did not. */
  calledOff?: CallOffReason;
  lines: OrderLine[];
  goodsMinor: number;
  shippingMinor: number;
  /** Absent where shipping costs nothing. */
  shipping?: OrderShipping[];
  /** It goes abroad; absent: it does not. */
  isOverseas?: true;
  /** Absent in a stream of one currency. */
  shown?: ShownRate;
  totalMinor: number;
  refundedMinor: number;
  /** The vouchers that it took; absent: none. */
  vouchers?: string[];
  /** Its claims went back, because all of it ended unshipped (V3); absent: it has them. */
  claimsReturned?: true;
  addressId: string | null;
  phoneTag: string | null;
  isNew: boolean;
  /** Of a newcomer's cash order: since when its buyer had been watching (H8); absent: nobody knows. */
  joinedAtMs?: number;
  /** The how many-th order of its buyer it was (B12); absent: not noted. */
  nth?: number;
  /** Whose link brought the buyer (C1); absent: nobody's. */
  channel?: Channel;
  /** Absent until a parcel is packed. */
  afterSale?: AfterSale;
}

/** Money that was given back of a line by amount, and who bears it (O8). */
export interface GivenAmount {
  bearer: Funder;
  minor: number;
}

/**
 * Units of a line that are paid back: their goods value (base, M1), and what the buyer gets. With `bearer` it is an amount,
 * of no units: its goods value is what the producer bears of it.
 */
export interface RefundedLine {
  orderId: string;
  lineIndex: number;
  units: number;
  goodsMinor: number;
  refundMinor: number;
  bearer?: Funder;
  /** Of what the units are worth, what the buyer has already by amounts: taken back from who bore them (O8); absent: nothing. */
  covered?: GivenAmount[];
  /** Of units of which only a share is given back: what the buyer paid for the rest; absent: nothing. */
  keptMinor?: number;
}
