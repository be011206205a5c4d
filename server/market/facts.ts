import type { StreamBounds } from '../../shared/contract/bounds.ts';
import type { Funder } from '../../shared/contract/flash-sale.ts';
import type { RecordingProblem } from '../../shared/contract/media.ts';
import type { PaymentMethod } from '../../shared/contract/payment.ts';
import type { Grant, PauseReason } from '../../shared/contract/stream.ts';
import type { StreamPage } from '../../shared/contract/stream-page.ts';
import type { Promotion, VoucherOff, VoucherScope } from '../../shared/contract/voucher.ts';
import type { HoldPolicy } from '../../shared/live-view/view.ts';
import type { Channel } from '../../shared/values/channel.ts';
import type { HoldPart, Order, PlacedLine, PlacedShipping, ShownRate } from './order/order.ts';
import type { ItemShipping, Overseas, ShippingTable } from './shipping/table.ts';

/**
 * All that can happen in a stream. A fact carries results, not recipes: a replay after a change of the rules gives
 * the same numbers. Shapes are for ever: a new shape is a new type or a new version, and old ones stay readable.
 */
export type StreamFact =
  | StreamLifeFact
  | LineupFact
  | FlashFact
  | StockFact
  | TransferVoided
  | VoucherFact
  | CartFact
  | WaitlistFact
  | OrderFact
  | ParcelFact
  | AccountFact;

/** Who did it, for console facts (A2). */
export interface By {
  staffId: string;
  device: string;
}

/** `StreamBounds` may be lacking in the first fact of an older stream: then none of them is on (state.ts). */
export interface StreamSettings extends StreamBounds {
  maxPins: number;
  holdMs: number;
  flashHoldMs: number;
  newBuyerHoldMs: number;
  /** H5: how long units that are offered from a waiting list are held. */
  offerMs: number;
  /** S3: how long after the end of the stream such offers still go out. */
  offersAfterEndMs: number;
  newBuyerUnits: number;
  maxHeldUnits: number;
  strikesToFirstPaid: number;
  payMs: number;
  flashPayMs: number;
  pendingMs: number;
  remorseMs: number;
  closeAfterMs: number;
  parkMs: number;
  graceMs: number;
  /** F5: how long after an arrival its receipt is good; 0: never. */
  receiptMs: number;
  undoMs: number;
  /** O6: how long after its delivery a quality claim may be opened. */
  claimMs: number;
  /** How long after the last delivery an order without a dispute is COMPLETED. */
  completeMs: number;
  shareBps: number;
  /** F1: refuse instead of warn when a flash is above the lowest price of the last 30 days. */
  strictRecentLow: boolean;
  /** Closed orders that stay in memory, so that screens still see what just happened. More than one cut closes. */
  closedOrdersKept: number;
}

export type StreamLifeFact =
  | {
      type: 'stream_created';
      slug: string;
      title: string;
      hostId: string;
      hostName: string;
      currency: string;
      holdPolicy: HoldPolicy;
      payments: PaymentMethod[];
      scheduledAtMs: number;
      rehearsalOf: string | null;
      /** An older stream may lack newer settings: they have their defaults, and bounds are off. */
      settings: StreamSettings;
      by: By;
    }
  | { type: 'rehearsal_started'; by: By }
  | { type: 'stream_went_live'; by: By }
  /** By itself (`by` null) when its media stayed away until `dueAtMs` (S2). */
  | { type: 'stream_interrupted'; by: By | null; dueAtMs?: number }
  | { type: 'stream_resumed'; by: By | null }
  | { type: 'stream_ended'; closesAtMs: number; by: By }
  | { type: 'stream_cancelled'; by: By }
  | { type: 'stream_closed' }
  /** The server does not trust its books of this stream: no adds and no orders until the host has looked (S6). */
  | { type: 'selling_paused'; reason: PauseReason; found: string }
  | { type: 'selling_resumed'; by: By }
  | { type: 'assistant_granted'; staffId: string; grants: Grant[]; by: By }
  /** What its page says from now on, whole (S8); what is absent is not said. */
  | ({ type: 'stream_described'; by: By } & StreamPage)
  /** What newcomers and unpaid orders may keep of the stock from now on (H3, H6); what is kept already stays. */
  | { type: 'bounds_set'; bounds: StreamBounds; by: By }
  /** Media of a host's device flows, for the first time or again (S2). */
  | { type: 'media_started' }
  /** No media comes any more; stays it so until `dueAtMs`, the stream is interrupted (S2). */
  | { type: 'media_stopped'; dueAtMs: number }
  /** Who has the secret of this hash (sha256, hex) may broadcast by a program (WHIP). */
  | { type: 'ingest_key_made'; keyHash: string; by: By }
  | { type: 'ingest_key_revoked'; by: By }
  /** Where the broadcast can be played elsewhere, as an HLS playlist; null: nowhere any more. */
  | { type: 'playback_url_set'; url: string | null; by: By }
  /** The server that has this stream's media, of several: the others send to it whoever broadcasts or watches. */
  | { type: 'media_home_set'; node: string; address: string }
  | { type: 'recording_started'; by: By }
  /** By the host, or by itself (`by` null) for the reason named. */
  | { type: 'recording_stopped'; problem: RecordingProblem | null; by: By | null };

export type LineupFact =
  | {
      type: 'item_added';
      itemNumber: number;
      productId: string;
      producerId: string;
      producer: string;
      name: string;
      /** For who reads English; absent: there is the one name. */
      nameEn?: string;
      producerEn?: string;
      origin: string;
      grams: number;
      picture: string;
      listPriceMinor: number;
      floorMinor: number;
      buyerLimit: number | null;
      /** O6: no return without a reason; absent: it may be returned. */
      perishable?: boolean;
      /** P2: what it adds to the fee of its parcel; absent: nothing. */
      shipping?: ItemShipping;
      by: By;
    }
  | { type: 'item_removed'; itemNumber: number; by: By }
  | { type: 'lineup_reordered'; order: number[]; undoes: number | null; by: By }
  | { type: 'item_pinned'; itemNumber: number; released: number[]; by: By }
  | { type: 'item_unpinned'; itemNumber: number; by: By }
  | {
      type: 'pins_restored';
      pins: { itemNumber: number; sinceMs: number; seq: number }[];
      undoes: number;
      by: By;
    }
  | { type: 'price_changed'; itemNumber: number; wasMinor: number; nowMinor: number; by: By }
  /** What one buyer may have of an item (B1); null: no limit. */
  | {
      type: 'buyer_limit_changed';
      itemNumber: number;
      wasLimit: number | null;
      buyerLimit: number | null;
      undoes: number | null;
      by: By;
    }
  | { type: 'sale_stopped'; itemNumber: number; by: By }
  | { type: 'sale_resumed'; itemNumber: number; undoes: number | null; by: By }
  /** What sending from an origin costs from now on (P2, P3); null: what its products say. */
  | { type: 'shipping_set'; origin: string; table: ShippingTable | null; isOverseas?: true; by: By }
  /** The stream also sells abroad, and shows its amounts in a second currency there; null: not any more. */
  | { type: 'overseas_set'; overseas: Overseas | null; by: By };

export type FlashFact =
  | {
      type: 'flash_sale_announced';
      flashId: string;
      itemNumber: number;
      priceMinor: number;
      listPriceMinor: number;
      startsAtMs: number;
      endsAtMs: number;
      cap: number;
      perBuyerCap: number;
      prelaunchSeconds: number;
      afterEnd: 'list' | 'off';
      fundedBy: Funder;
      floorConsent: boolean;
      by: By;
    }
  | {
      type: 'flash_sale_edited';
      flashId: string;
      priceMinor: number;
      startsAtMs: number;
      endsAtMs: number;
      cap: number;
      perBuyerCap: number;
      by: By;
    }
  | { type: 'flash_sale_started'; flashId: string; dueAtMs: number }
  | {
      type: 'flash_sale_ended';
      flashId: string;
      endedAtMs: number;
      reason: 'due' | 'host' | 'stream';
      by: By | null;
    }
  | { type: 'flash_sale_undone'; flashId: string; undoes: number; by: By };

export type StockFact =
  | { type: 'stock_transferred_in'; transferId: string; itemNumber: number; units: number }
  | {
      type: 'stock_transferred_out';
      transferId: string;
      itemNumber: number;
      productId: string;
      units: number;
    }
  | { type: 'stock_adjusted'; itemNumber: number; delta: number; by: By };

/** A transfer that left the warehouse and did not arrive in time: it may not arrive any more (S5). */
export type TransferVoided = { type: 'transfer_voided'; transferId: string };

/** What of a voucher can be changed, whole. */
export interface VoucherEdit {
  /** '': none. */
  name: string;
  off: VoucherOff;
  fromMinor: number;
  startsAtMs: number;
  endsAtMs: number;
  cap: number;
}

export type VoucherFact =
  | {
      type: 'voucher_created';
      voucherId: string;
      /** What staff call it; absent: nothing. */
      name?: string;
      /** Buyers type it (V1); absent: it counts by itself. Whoever made the voucher sees it, and nobody else. */
      code?: string;
      off: VoucherOff;
      fromMinor: number;
      scope: VoucherScope;
      /** The producer whose voucher it is (V1); null: the shop's. */
      producerId: string | null;
      fundedBy: Funder;
      startsAtMs: number;
      endsAtMs: number;
      cap: number;
      perBuyerCap: number;
      /** The producer agreed that it brings their goods below their floor (V2). */
      floorConsent?: true;
      by: By;
    }
  | ({
      type: 'voucher_edited';
      voucherId: string;
      /** Of the change that is taken back (L5), else null. */
      undoes: number | null;
      floorConsent?: true;
      by: By;
    } & VoucherEdit)
  | { type: 'voucher_ended'; voucherId: string; endedAtMs: number; by: By }
  | {
      type: 'promotion_set';
      itemNumber: number;
      was: Promotion | null;
      now: Promotion | null;
      floorConsent?: true;
      by: By;
    };

/**
 * When the command was received, which judges its price (T3); absent: at the time that dates the fact. Facts that were
 * written as version 1 do not say.
 */
export interface Arrived {
  receivedAtMs?: number;
  /** When an earlier try was received, if a receipt of it gave a price (F5); absent: none did. */
  receiptAtMs?: number;
}

/** Units that go back to the shelf, and to the flash they were bound under. */
export interface ReleasedPart extends HoldPart {
  flashId: string | null;
}

export type CartFact =
  | ({
      type: 'cart_added';
      buyerId: string;
      itemNumber: number;
      units: number;
      unitPriceMinor: number;
      flashId: string | null;
      /** null under `first_paid`: wanted, not held. */
      hold: { holdId: string; untilMs: number } | null;
      isNew: boolean;
      lateOk: boolean;
      /** Of its units, those that had lapsed when their flash ended (F6): only a receipt has them; absent: none. */
      fromLapsed?: number;
      /** Whose link brought the buyer (C1); absent: nobody's, `direct`. */
      channel?: Channel;
    } & Arrived)
  | {
      type: 'cart_removed';
      buyerId: string;
      itemNumber: number;
      expired: number;
      direct: number;
      released: ReleasedPart[];
    }
  | {
      type: 'hold_expired';
      buyerId: string;
      holdId: string;
      itemNumber: number;
      units: number;
      flashId: string | null;
      dueAtMs: number;
      /** Counts toward `first_paid` (H3): the buyer's first expiry in its cut. */
      strike: boolean;
    };

/** The lines of those who wait for items (H5). */
export type WaitlistFact =
  | { type: 'waitlist_joined'; buyerId: string; itemNumber: number; units: number; isNew: boolean }
  /** The place is given up: by a word, or because units of the item were given back or ran out. */
  | {
      type: 'waitlist_left';
      buyerId: string;
      itemNumber: number;
      reason: 'asked' | 'given_back' | 'ran_out';
    }
  /** Units are held at list price for the first in the line who could have them. */
  | {
      type: 'waitlist_offered';
      buyerId: string;
      itemNumber: number;
      units: number;
      unitPriceMinor: number;
      holdId: string;
      untilMs: number;
      isNew: boolean;
    }
  | { type: 'offer_declined'; buyerId: string; itemNumber: number; released: HoldPart[] }
  /** Nothing was said in time; no strike (H3). */
  | {
      type: 'offer_expired';
      buyerId: string;
      holdId: string;
      itemNumber: number;
      units: number;
      dueAtMs: number;
    }
  /** Nobody waits for the item any more: it was taken out of the bag, or offers stopped after the end (`dueAtMs`). */
  | { type: 'waitlist_ended'; itemNumber: number; buyerIds: string[]; dueAtMs: number | null };

export type OrderFact =
  | ({
      type: 'order_placed';
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
      /** Whose link brought the buyer (C1); absent: nobody's, `direct`. */
      channel?: Channel;
    } & Arrived)
  | {
      type: 'order_paid';
      orderId: string;
      paymentId: string;
      amountMinor: number;
      paidAtMs: number;
      method: PaymentMethod;
      /** Paid after the window: every line was taken again (order table). */
      late: boolean;
      /** Of a late payment's flash units, how many came from `lapsed` instead of `free` (F6), by line. */
      fromLapsed: number[];
    }
  | { type: 'payment_pending'; orderId: string; paymentId: string; payByMs: number }
  /** A newcomer's order whose payment page the provider has opened: the window is longer, once. */
  | { type: 'payment_opened'; orderId: string; paymentId: string; payByMs: number }
  | {
      type: 'payment_declined';
      orderId: string;
      paymentId: string;
      /** It failed on the provider's side; absent: the buyer, or who pays for them, did not pay. */
      byProvider?: true;
    }
  | {
      type: 'payment_refunded';
      orderId: string;
      paymentId: string;
      amountMinor: number;
      reason: 'cancelled' | 'second' | 'amount' | 'expired';
    }
  | {
      type: 'order_expired';
      orderId: string;
      dueAtMs: number;
      /** Counts toward `first_paid` (H3), as that of a hold; absent: it does not. */
      strike?: true;
    }
  | { type: 'order_expired_refunded'; orderId: string }
  | {
      type: 'order_cancelled';
      orderId: string;
      stage: 'unpaid' | 'paid';
      refundMinor: number;
      /** Of the refund, what was charged for sending and is not needed any more (P3), by origin; absent: all of it. */
      shippingRefunds?: { origin: string; amountMinor: number }[];
    }
  | {
      type: 'line_unfilled';
      orderId: string;
      lineIndex: number;
      units: number;
      goodsMinor: number;
      refundMinor: number;
      by: By;
    }
  | {
      /** Money back without a cancellation: the stock does not change (K1). */
      type: 'order_refunded';
      orderId: string;
      lines: { lineIndex: number; units: number; goodsMinor: number; refundMinor: number }[];
    }
  | {
      /** A forgotten order is taken back into memory, as it was: facts about it follow. */
      type: 'order_recalled';
      orderId: string;
      order: Order;
    };

/** Units of a line that are paid back: their goods value (base, M1), and what the buyer gets. */
export interface RefundedLine {
  orderId: string;
  lineIndex: number;
  units: number;
  goodsMinor: number;
  refundMinor: number;
}

/** Parcels and what comes after them (O4–O6, P3). A parcel may hold lines of several orders of one buyer (P1). */
export type ParcelFact =
  | {
      type: 'shipment_packed';
      shipmentId: string;
      buyerId: string;
      origin: string;
      addressId: string | null;
      lines: { orderId: string; lineIndex: number; units: number }[];
      by: By;
    }
  | { type: 'shipment_shipped'; shipmentId: string; carrier: string; trackingCode: string; by: By }
  | { type: 'shipment_delivered'; shipmentId: string; deliveredAtMs: number; by: By }
  | { type: 'shipment_lost'; shipmentId: string; refunds: RefundedLine[]; by: By }
  | {
      type: 'shipment_returned';
      shipmentId: string;
      /** Sellable units go back to the warehouse, once per shipment and line (O5). */
      units: ReturnedUnits[];
      refunds: RefundedLine[];
      by: By;
    }
  | {
      type: 'claim_opened';
      claimId: string;
      orderId: string;
      lineIndex: number;
      units: number;
      /** How much of these units was missing or bad. */
      shareBps: number;
      reason: string;
    }
  | { type: 'claim_decided'; claimId: string; accepted: boolean; refund: RefundedLine | null; by: By }
  | { type: 'order_completed'; orderId: string; dueAtMs: number }
  | {
      /** Shipping that a parcel group paid and that its later orders made free, back in one go at CLOSED (P3). */
      type: 'shipping_credited';
      buyerId: string;
      origin: string;
      addressId: string | null;
      lines: { orderId: string; amountMinor: number }[];
    };

export interface ReturnedUnits {
  orderId: string;
  lineIndex: number;
  units: number;
  condition: 'sellable' | 'damaged';
}

export type AccountFact = {
  type: 'buyers_merged';
  fromId: string;
  intoId: string;
  /** Holds over a limit after the merge, latest first (B2). */
  released: (ReleasedPart & { itemNumber: number })[];
};

/** Where a fact stands in its log and time. */
export interface Stamp {
  seq: number;
  atMs: number;
}
