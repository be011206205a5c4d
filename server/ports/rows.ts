import type { PaymentMethod } from '../../shared/contract/payment.ts';
import type { Funder } from '../../shared/market/flash-sale/contract.ts';
import type { CallOffReason } from '../../shared/market/order/call-off-reasons.ts';
import type { OrderStatus } from '../../shared/market/order/contract.ts';
import type { StreamStatus } from '../../shared/market/stream/entry.ts';
import type { VoucherOff } from '../../shared/market/voucher/contract.ts';
import type { Channel } from '../../shared/values/channel.ts';
import type { ProductDetails } from '../../shared/values/product-details.ts';
import type { Batch, StagedPart, Store } from '../event-log/ports/store.ts';
import type { OrderClaim, OrderShipment, ShippedLine } from '../market/parcel/shipment.ts';
import type { Payable } from '../shop/ledger/book.ts';
import type { LedgerEntry } from '../shop/ledger/entry.ts';
import type { ShopProduct } from '../shop/state.ts';

/**
 * What the tables show of the facts: the last value per row and batch, written in the facts' own transaction.
 * They are projections: the log alone can make them again.
 */
export interface Rows {
  streams: StreamRow[];
  items: ItemRow[];
  stock: StockRow[];
  flashes: FlashRow[];
  vouchers: VoucherRow[];
  orders: OrderRow[];
  lines: OrderLineRow[];
  closedOrders: ClosedOrderRow[];
  shipments: ShipmentRow[];
  shipmentLines: ShipmentLineRow[];
  claims: ClaimRow[];
  /** What facts say of people's words, which lie beside the log (A4). */
  textUses: TextUseRow[];
  /** Lines of chat, which come with their facts (A4), and the key of each. */
  chatTexts: ChatTextRow[];
  chatTextKeys: ChatTextKeyRow[];
  /** What happened per minute, as increments. */
  minutes: MinuteRow[];
  /** Buyers whose adds were accepted, per item and channel; repeated rows are ignored. */
  adders: AdderRow[];
  marks: MarkRow[];
  products: ProductRow[];
  /** The shop's own bookings are written with its facts; those of streams follow their logs (M5). */
  ledgerEntries: LedgerEntryRow[];
  payables: PayableRow[];
  settlementStates: SettlementStateRow[];
  payouts: PayoutRow[];
  payoutLines: PayoutLineRow[];
}

/** K4: refusals are counted beside the log. One row per (buyer, item, code); the counts are of this batch alone. */
export interface RefusalTally {
  buyerId: string;
  itemNumber: number;
  code: string;
  atMs: number;
  count: number;
  largestAsk: number;
}

/** What a log of the market writes with its facts. */
export interface Effects {
  rows: Rows;
  refusals: RefusalTally[];
}

/** Rows that may be written before the batch that brings them is decided to its end. */
export interface StagedRows {
  orders: OrderRow[];
  lines: OrderLineRow[];
}

/** The store, as its adapters know it. */
export type MarketStore = Store<Effects, StagedRows>;
export type MarketBatch = Batch<Effects>;
export type MarketPart = StagedPart<StagedRows>;

export interface StreamRow {
  streamId: string;
  slug: string;
  title: string;
  hostId: string;
  hostName: string;
  status: StreamStatus;
  currency: string;
  scheduledAtMs: number;
  liveStartMs: number | null;
  endedAtMs: number | null;
  closedAtMs: number | null;
  rehearsalOf: string | null;
  /** What its page says (S8), each empty where it says nothing. */
  titleEn: string;
  hostNameEn: string;
  description: string;
  descriptionEn: string;
  /** The path of a picture that this market keeps. */
  cover: string;
  /** The fact that said so last; 0: none. */
  pageSeq: number;
}

export interface ItemRow {
  streamId: string;
  itemNumber: number;
  productId: string;
  producerId: string;
  name: string;
  producer: string;
  /** For who reads English; empty: there is the one name. */
  nameEn: string;
  isRemoved: boolean;
  /** How often viewers asked to be shown it (L9). */
  showRequests: number;
  /** Null: it was last changed before the tables had prices. */
  listPriceMinor: number | null;
}

/** The counters of K1; the database repeats the sum and the ranges as CHECKs. */
export interface StockRow {
  streamId: string;
  itemNumber: number;
  allotted: number;
  adjusted: number;
  available: number;
  held: number;
  unpaid: number;
  sold: number;
}

/** The flash counters of K1: cap = free + lapsed + held + unpaid + sold. */
export interface FlashRow {
  streamId: string;
  flashId: string;
  itemNumber: number;
  priceMinor: number;
  startsAtMs: number;
  endsAtMs: number;
  cap: number;
  free: number;
  lapsed: number;
  held: number;
  unpaid: number;
  sold: number;
}

/** How often a voucher was claimed (V3); the database repeats `0 ≤ claimed ≤ cap` as a CHECK. */
export interface VoucherRow {
  streamId: string;
  voucherId: string;
  kind: VoucherOff['kind'];
  /** Whose voucher it is; null: the shop's. */
  producerId: string | null;
  fundedBy: Funder;
  startsAtMs: number;
  endsAtMs: number;
  cap: number;
  claimed: number;
}

export interface OrderRow {
  orderId: string;
  streamId: string;
  seq: number;
  number: string;
  buyerId: string;
  status: OrderStatus;
  late: boolean;
  payment: PaymentMethod;
  placedAtMs: number;
  /** When its tap arrived (T3), where that was before; null: then, or it was not noted yet. */
  receivedAtMs: number | null;
  payByMs: number;
  paidAtMs: number | null;
  cancelledAtMs: number | null;
  /** When the last of its parcels was delivered; null while one is to be packed, or under way. */
  deliveredAtMs: number | null;
  /** Goods value (base, M1), shipping and total at PLACED. */
  goodsMinor: number;
  shippingMinor: number;
  totalMinor: number;
  refundedMinor: number;
  /** Of what was given back, shipping (P3). */
  shippingRefundedMinor: number;
  /** The second currency that it was shown in, and the rate of then in millionths; null in a stream of one. */
  shownCurrency: string | null;
  shownRateMicros: number | null;
  addressId: string | null;
  phoneTag: string | null;
  /** What host and shop gave of its shipping (V2). */
  shippingHostOffMinor: number;
  shippingShopOffMinor: number;
  /** The ids of the vouchers it took, a space between them; null: none. */
  vouchers: string | null;
  channel: Channel;
  /** Its lines in short (see `contentsOf`), so that a report need not visit them. */
  contents: string;
  /** Why the shop cancelled it (O11); null: it did not. */
  calledOff: CallOffReason | null;
}

/** An order that its stream has forgotten, with what the other tables do not say of it: the JSON of the whole order. */
export interface ClosedOrderRow {
  streamId: string;
  orderId: string;
  body: string;
}

/** A parcel (O4); of several orders of one buyer, origin and address (P1). */
export interface ShipmentRow extends Omit<OrderShipment, 'orderIds' | 'lines'> {
  streamId: string;
}

export interface ShipmentLineRow extends ShippedLine {
  streamId: string;
  shipmentId: string;
  orderId: string;
}

export interface ClaimRow extends Omit<OrderClaim, 'textId' | 'photoIds'> {
  streamId: string;
  orderId: string;
  /** Its sentence; null: it has none. */
  textId: string | null;
  /** Its photos, a space between their ids; empty: it has none. */
  photoIds: string;
}

/** Until when a text is kept, by the fact that names it (A4). */
export interface TextUseRow {
  textId: string;
  untilMs: number;
}

/** A line of a chat as it is kept (A4); the buyer is empty where the house wrote it, or where it is kept without a name. */
export interface ChatTextRow {
  textId: string;
  kind: 'chat_line' | 'chat_kept';
  streamId: string;
  buyerId: string;
  atMs: number;
  untilMs: number;
  /** It is destroyed so long after the close of its stream, if that is sooner. */
  keptMs: number;
  sealed: string;
}

export interface ChatTextKeyRow {
  textId: string;
  key: string;
}

export interface OrderLineRow {
  orderId: string;
  lineIndex: number;
  streamId: string;
  itemNumber: number;
  productId: string;
  producerId: string;
  flashId: string | null;
  units: number;
  unitPriceMinor: number;
  /** Base of the line (M1). */
  goodsMinor: number;
  /** Units and goods value cancelled before shipping (buyer cancelled, producer could not fill). */
  cancelledUnits: number;
  cancelledGoodsMinor: number;
  /** Units and goods value refunded afterwards. */
  refundedUnits: number;
  refundedGoodsMinor: number;
  /** Of the refunded units, those that were never packed. */
  withdrawnUnits: number;
  /** What was given back of it by amount, and no unit covers (O8). */
  givenMinor: number;
  shareBps: number;
  /** What promotions and vouchers took off the whole line, by who pays for it (V2). */
  producerOffMinor: number;
  hostOffMinor: number;
  shopOffMinor: number;
  /** When the last tap arrived that bound its flash price; null: it has none, or that was not noted yet. */
  tapAtMs: number | null;
  /** A tap bound it within the 2 s after the flash's end (F5). */
  lateOk: boolean;
  /** The days that were promised (P4), as `2026-12-03`; null: none was. */
  shipBy: string | null;
  arriveBy: string | null;
  /** On what terms it was sold (O6), as `textOfTerms` writes them; null: they were not kept. */
  returnTerms: string | null;
}

export interface MinuteRow {
  streamId: string;
  /** Epoch minutes. */
  minute: number;
  adds: number;
  placed: number;
  paid: number;
}

export interface AdderRow {
  streamId: string;
  itemNumber: number;
  buyerId: string;
  /** Whose link had brought the buyer (C1). */
  channel: Channel;
}

/** A pin, flash, stop, restock or outage for the timeline; `toMs` null while it lasts. */
export interface MarkRow {
  streamId: string;
  seq: number;
  kind: 'pin' | 'flash' | 'stop' | 'restock' | 'interrupted';
  itemNumber: number | null;
  fromMs: number;
  toMs: number | null;
}

/**
 * A good as its table keeps it. Its details are left to the log: a list would carry them for nothing. What it is found by
 * stands in `searchText`, its tags too.
 */
export type ProductRow = Omit<ShopProduct, keyof ProductDetails | 'tags'> & { searchText: string };

/** The same as it is read: what a search looks through is nobody's to see. */
export type FoundProduct = Omit<ProductRow, 'searchText'>;

/** One side of a booking; never changed once it is written (M3). */
export type LedgerEntryRow = LedgerEntry;

/** What is owed for a line, as far as one delivery brought it; adjustments are rows of the shop's log. */
export type PayableRow = Payable;

/** What the settlement remembers of an order, a parcel or a claim, as JSON. */
export interface SettlementStateRow {
  streamId: string;
  kind: 'order' | 'shipment' | 'claim';
  id: string;
  body: string;
}

export interface PayoutRow {
  payoutId: string;
  seq: number;
  atMs: number;
  producerId: string;
  currency: string;
  amountMinor: number;
  staffId: string;
}

/** What a payout paid of one payable, which it names. */
export interface PayoutLineRow {
  payoutId: string;
  lineStreamId: string;
  orderId: string;
  lineIndex: number;
  deliverySeq: number;
  amountMinor: number;
  atMs: number;
}

export function noRows(): Rows {
  return {
    streams: [],
    items: [],
    stock: [],
    flashes: [],
    vouchers: [],
    orders: [],
    lines: [],
    closedOrders: [],
    shipments: [],
    shipmentLines: [],
    claims: [],
    textUses: [],
    chatTexts: [],
    chatTextKeys: [],
    minutes: [],
    adders: [],
    marks: [],
    products: [],
    ledgerEntries: [],
    payables: [],
    settlementStates: [],
    payouts: [],
    payoutLines: [],
  };
}
