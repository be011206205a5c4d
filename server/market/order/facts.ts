import type { PaymentMethod } from '../../../shared/contract/payment.ts';
import type { CallOffReason } from '../../../shared/market/order/call-off-reasons.ts';
import type { RefundReason } from '../../../shared/market/order/refund-reasons.ts';
import type { Channel } from '../../../shared/values/channel.ts';
import type { Arrived } from '../kernel/arrival.ts';
import type { By } from '../kernel/by.ts';
import type { Order, PlacedLine, PlacedShipping, RefundedLine, ShownRate } from './order.ts';

/** What happens to an order until it is packed. */
export interface OrderFacts {
  order_placed: {
    orderId: string;
    number: string;
    buyerId: string;
    lines: PlacedLine[];
    goodsMinor: number;
    shippingMinor: number;
    /** It goes abroad; absent: it does not. */
    isOverseas?: true;
    /** The rate of a second currency that its amounts were shown at, frozen; what is charged does not depend on it. */
    shown?: ShownRate;
    /** What `shippingMinor` is made of, a fee per origin (P1, P2); absent where shipping costs nothing. */
    shipping?: PlacedShipping[];
    totalMinor: number;
    /** The vouchers that it takes, each claimed once (V3); absent: none. */
    vouchers?: string[];
    payment: PaymentMethod;
    payByMs: number;
    addressId: string | null;
    phoneTag: string | null;
    isNew: boolean;
    /** Of a newcomer's cash order: since when its buyer had been watching, by a join ticket (H8); absent: nobody knows. */
    joinedAtMs?: number;
    /** It is the first after a time that the log may have lost, so its number need not follow the last (O7); absent: it does. */
    afterGap?: string;
    /** Whose link brought the buyer (C1); absent: nobody's, `direct`. */
    channel?: Channel;
    /** So many orders has its buyer in the shop with it, cancelled and expired ones left out (B12); absent: nobody could say. */
    nth?: number;
    /** From which network the order came, `-`: nobody knows (H8); absent in older facts. */
    networkTag?: string;
  } & Arrived;
  order_paid: {
    orderId: string;
    paymentId: string;
    amountMinor: number;
    paidAtMs: number;
    method: PaymentMethod;
    /** Paid after the window: every line was taken again (order table). */
    late: boolean;
    /** Of a late payment's flash units, how many came from `lapsed` instead of `free` (F6), by line. */
    fromLapsed: number[];
  };
  payment_pending: { orderId: string; paymentId: string; payByMs: number };
  /** A newcomer's order whose payment page the provider has opened: the window is longer, once. */
  payment_opened: { orderId: string; paymentId: string; payByMs: number };
  payment_declined: {
    orderId: string;
    paymentId: string;
    /** It failed on the provider's side; absent: the buyer, or who pays for them, did not pay. */
    byProvider?: true;
  };
  payment_refunded: {
    orderId: string;
    paymentId: string;
    amountMinor: number;
    reason: 'cancelled' | 'second' | 'amount' | 'expired';
    /** How it was paid, where its order is paid another way by now (O13); absent: as the order is. */
    method?: PaymentMethod;
  };
  order_expired: {
    orderId: string;
    dueAtMs: number;
    /** Counts toward `first_paid` (H3), as that of a hold; absent: it does not. */
    strike?: true;
  };
  order_expired_refunded: { orderId: string };
  order_cancelled: {
    orderId: string;
    stage: 'unpaid' | 'paid';
    refundMinor: number;
    /** The shop released it (H8); absent: its buyer cancelled, or the shop for one of its reasons. */
    releasedBy?: By;
    /** Who of the shop cancelled it, and why (O11); absent: its buyer did, or it was released. */
    calledOffBy?: By;
    reason?: CallOffReason;
    /** Units that were refunded unpacked before count back no second time; absent: there are none, or an older fact. */
    countsRest?: true;
    /** Of the refund, what was charged for sending and is not needed any more (P3), by origin; absent: all of it. */
    shippingRefunds?: { origin: string; amountMinor: number }[];
  };
  line_unfilled: RefundedLine & { by: By };
  /** It goes elsewhere, until it is packed (O10). */
  order_address_changed: {
    orderId: string;
    addressId: string;
    phoneTag: string;
    /** Staff who gave it; absent: its buyer. */
    by?: By;
  };
  /** It is paid another way than it was placed with, before anything was paid (O13); how it was paid follows. */
  order_payment_changed: {
    orderId: string;
    payment: PaymentMethod;
    /** Its buyer had paid for nothing in the shop by then (H6), so that it counts as newcomers' cash does (H8). */
    isNew: boolean;
    networkTag: string;
  };
  /** Money back without a cancellation, of units or by amount (O8): the stock does not change (K1). */
  order_refunded: {
    orderId: string;
    lines: Omit<RefundedLine, 'orderId'>[];
    /** Who gave it, and why; absent in older facts, and where nobody said why. */
    by?: By;
    reason?: RefundReason;
  };
  /** A forgotten order is taken back into memory, as it was: facts about it follow. */
  order_recalled: {
    orderId: string;
    order: Order;
  };
}
