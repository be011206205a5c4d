import type { Product } from '../../shared/contract/catalogue.ts';
import type { PRODUCT_SORTS } from '../../shared/contract/office-lists.ts';
import type { SalesReport } from '../../shared/contract/sales.ts';
import type { RecentBuyers } from '../../shared/market/order/contract.ts';
import type { ClaimedLine } from '../../shared/market/parcel/claim-back.ts';
import type { ClaimStatus, ShipmentStatus } from '../../shared/market/parcel/status.ts';
import type { StoredFact } from '../event-log/ports/store.ts';
import type { ExposedMinute, ExposedPart } from '../insights/floor/funnel.ts';
import type { Refused } from '../insights/floor/refused.ts';
import type { Step } from '../insights/watching.ts';
import type { BuyerQuestion, BuyerTotals, RankedBuyers } from './buyer-question.ts';
import type { OrderFilter, OrderPlace, OrderQuestion } from './order-question.ts';
import type { ClaimRow, OrderLineRow, OrderRow, ShipmentLineRow, ShipmentRow, StreamRow } from './rows.ts';
import type { ShopReaders } from './shop-question.ts';

/** Which products, in which order; what is not named does not narrow, but that archived ones are left out (L8). */
export interface ProductFilter {
  search?: string | undefined;
  /** This producer's alone. */
  producerId?: string | undefined;
  currency?: string | undefined;
  /** Empty: those of none. */
  category?: string | undefined;
  archived?: 'only' | 'any' | undefined;
  stock?: 'low' | 'out' | undefined;
  /** Absent: as they were made. */
  sort?: (typeof PRODUCT_SORTS)[number] | undefined;
  order?: 'asc' | 'desc' | undefined;
  after?: string | undefined;
  /** At most 500. */
  limit: number;
}

/** Questions about what the tables show. They run apart from the writer and never block it. */
export interface Readers extends ShopReaders {
  streamBySlug(slug: string): Promise<StreamRow | null>;
  streamById(streamId: string): Promise<StreamRow | null>;
  /** Newest first by schedule, at most `limit` (≤ 500). Rehearsals only when asked for. */
  streams(filter: { hostId?: string; rehearsals: boolean; limit: number }): Promise<StreamRow[]>;
  /**
   * Streams in the order in which they were made, without rehearsals, after one of them or from the first on; at most
   * `limit` (≤ 10,000).
   */
  streamsMade(after: StreamMade | null, limit: number): Promise<StreamMade[]>;
  products(filter: ProductFilter): Promise<Product[]>;
  /** How many products a filter means. */
  productCount(filter: Omit<ProductFilter, 'limit'>): Promise<number>;
  /** How many products a search finds in each currency, the most first; at most 50 currencies. */
  productCurrencies(
    filter: Pick<ProductFilter, 'search' | 'producerId'>,
  ): Promise<{ currency: string; products: number }[]>;
  productById(productId: string): Promise<Product | null>;
  productBySku(sku: string): Promise<Product | null>;
  /** Orders of a buyer under any of the ids, newest first, at most `limit` (≤ 200). */
  ordersOf(buyerIds: readonly string[], limit: number): Promise<OrderWithLines[]>;
  /** The streams in which a buyer has ordered under any of the ids, in no order. */
  streamsOrderedIn(buyerIds: readonly string[]): Promise<string[]>;
  orderById(orderId: string): Promise<OrderWithLines | null>;
  /** Orders of all streams, newest first or sorted; what is in the way of no order and of no other question for long. */
  ordersListed(question: OrderQuestion): Promise<ListedOrders>;
  /** Buyers of all streams but rehearsals, the most first. It reads all orders, so it stands behind what screens wait for. */
  buyersRanked(question: BuyerQuestion): Promise<RankedBuyers>;
  /** What a buyer ordered, by the id that they are now; null: nothing but in rehearsals. */
  buyerTotals(buyerId: string): Promise<BuyerTotals | null>;
  /** How many orders fit, counted up to `most` (≤ 10,000): as many as the list has. */
  countOrders(filter: OrderFilter, most: number): Promise<number>;
  /** How many of the newest 10,000 orders fit, of how many buyers (B2), and their GMV paid, in each currency. */
  orderSums(filter: OrderFilter): Promise<OrderSums>;
  /** When the claim was opened that has waited longest for a yes or a no; null: none waits. @param streamIds null: of all */
  longestOpenClaim(streamIds: readonly string[] | null): Promise<number | null>;
  /**
   * Streams that are on or yet to come and have products of which little is left (K2), those that are on first, then by
   * their time; at most `limit` (≤ 100), without rehearsals. @param streamIds null: of all
   */
  lowStock(streamIds: readonly string[] | null, limit: number): Promise<LowStock[]>;
  /** Facts of a part of a log (≤ 10,000) that name one of these ids (≤ 100), of these types, in order; at most `limit`. */
  factsNaming(question: FactsNaming): Promise<StoredFact[]>;
  /** The order of a stream that has this number (O7). */
  orderByNumber(streamId: string, number: string): Promise<OrderWithLines | null>;
  /** The JSON of an order that its stream has forgotten, as it last was, or null. */
  closedOrder(streamId: string, orderId: string): Promise<string | null>;
  /** Parcels, those that were packed last first, at most `limit` (≤ 500); every filter that is given has to fit. */
  parcels(filter: ParcelFilter): Promise<Parcel[]>;
  /** Claims, those that were opened last first, at most `limit` (≤ 500). */
  claims(filter: ClaimFilter): Promise<ClaimOfOrder[]>;
  /** Open claims and lost parcels of streams; one that has neither is left out. */
  afterSaleCounts(streamIds: readonly string[]): Promise<AfterSaleCount[]>;
  /**
   * How many orders of each stream have something that no carrier has although its day is over (P4); streams without one
   * are left out, and rehearsals. At most 500 streams.
   * @param today `2026-12-03`: earlier days are over
   */
  lateOrders(today: string): Promise<{ streamId: string; orders: number }[]>;
  /** Lines of a stream's paid orders with units that no parcel has, by order; at most `limit` lines (≤ 5,000). */
  toPack(streamId: string, limit: number): Promise<LineToPack[]>;
  /** Orders whose last parcel was delivered before a time, that are not COMPLETED and have no open claim. */
  completionsDue(deliveredBeforeMs: number, limit: number): Promise<{ streamId: string; orderId: string }[]>;
  /** Those of the ids that have an order paid online, or delivered on cash terms, in the shop (H6). */
  haveBought(buyerIds: readonly string[]): Promise<string[]>;
  /**
   * How many orders each of the ids has in each stream, less cancelled and expired ones, rehearsals left out; of an id
   * without any nothing.
   */
  ordersByStream(buyerIds: readonly string[]): Promise<OrdersInStream[]>;
  /** The number of the first order of each of the ids (≤ 500) in a stream; of who has none there nothing. */
  firstOrders(streamId: string, buyerIds: readonly string[]): Promise<FirstOrder[]>;
  /** The first products of a stream's lineup by number, without those taken out, at most `limit` (≤ 500). */
  shown(streamId: string, limit: number): Promise<ShownProduct[]>;
  /**
   * How many were sold of each product of a stream's lineup, in all streams but rehearsals: paid for, less what was called
   * off, not filled and refunded (B8). By the item's number in this stream; items taken out are left out.
   */
  soldOf(streamId: string): Promise<{ itemNumber: number; units: number }[]>;
  /**
   * Buyers of each product of a stream whose orders were paid for, or placed to be paid for at the door, since a time; what
   * was cancelled, not filled or refunded left out (B9). Products with at least `least`, most buyers first, at most `limit`.
   */
  buyersSince(streamId: string, sinceMs: number, least: number, limit: number): Promise<RecentBuyers[]>;
  /** The lowest unit price charged for a product since a time, or null (F1). */
  recentLow(productId: string, sinceMs: number): Promise<number | null>;
  /**
   * The lowest unit price charged for each product of a stream's lineup since three times, the latest first (S14); products of
   * which nothing was charged since the third are left out.
   */
  recentLows(streamId: string, sinceMs: readonly [number, number, number]): Promise<RecentLows[]>;
  /** What a stream sold, every number of rules.md that the tables hold. @returns null if there is no such stream */
  sales(streamId: string, asOfMs: number): Promise<SalesReport | null>;
  /** What screens showed of an item of a stream, who added it and what was refused (K4), counted as `sales` counts. */
  itemFunnel(streamId: string, itemNumber: number): Promise<ItemFunnelCounts>;
  /** When viewers first saw and tapped the items of a stream; null: no screen of it said when. */
  exposedMinutes(streamId: string): Promise<ExposedMinute[] | null>;
  /** The same by producer, or by each viewer's one channel (C1): that of their last order, else the last that a screen came by. */
  exposedParts(streamId: string, by: 'producer' | 'channel'): Promise<ExposedPart[] | null>;
  /** The orders of a stream in the order of their ids, after one of them or from the first on, at most `limit` (≤ 1,000). */
  ordersOfStream(streamId: string, after: string | null, limit: number): Promise<OrderWithLines[]>;
  /** How many distinct viewers watched a stream's live window, from each instant on (see `attendance`). */
  watched(streamId: string, asOfMs: number): Promise<Step[]>;
  /** The side table of refusals of a stream (K4), each row's buyer after all merges; it is bounded. */
  refusals(streamId: string): Promise<Refused[]>;
}

/** How far viewers and buyers came with an item before they ordered, all of them after all merges. */
export interface ItemFunnelCounts {
  /** Viewers who had its card in sight for a second or more, and those of them who tapped it; null: no screen of the stream told. */
  seen: number | null;
  tapped: number | null;
  /** The most viewers that one screen stands for: above 1 only some told, and count for as many. */
  oneIn: number;
  /** Distinct buyers with an accepted add; null: the stream's log has no add. */
  added: number | null;
  /** Whom it was refused to and why, most buyers first, at most MAX_FUNNEL_REFUSALS. */
  refused: { code: string; buyers: number; lastAtMs: number }[];
}

/** Reasons of which is told: there are about forty. */
export const MAX_FUNNEL_REFUSALS = 20;

/** Which facts of a log are meant: those after `afterSeq`, up to `untilSeq`, in which one of `ids` stands. */
export interface FactsNaming {
  logId: string;
  afterSeq: number;
  untilSeq: number;
  ids: readonly string[];
  types: readonly string[];
  limit: number;
}

/** What was charged for a product at the least since three times; null: nothing was. */
export interface RecentLows {
  itemNumber: number;
  low7Minor: number | null;
  low14Minor: number | null;
  low30Minor: number | null;
}

/** How many products of a stream are low. */
export interface LowStock {
  streamId: string;
  products: number;
}

/** When a stream was made: by its first fact, epoch ms. */
export interface StreamMade {
  streamId: string;
  madeAtMs: number;
}

/** Orders that a buyer has in a stream. */
export interface OrdersInStream {
  buyerId: string;
  streamId: string;
  orders: number;
}

/** What a buyer is called in a stream: the number of the first order there. */
export interface FirstOrder {
  buyerId: string;
  order: string;
}

/** What others show of a stream’s product. */
export interface ShownProduct {
  itemNumber: number;
  productId: string;
  name: string;
  /** For who reads English; empty: there is the one name. */
  nameEn: string;
  /** A path on this server or an address elsewhere. */
  picture: string | null;
  /** Without a flash, in the stream's currency; null: not known (`ItemRow`). */
  listPriceMinor: number | null;
}

export interface ParcelFilter {
  streamId?: string;
  statuses?: readonly ShipmentStatus[];
  shipmentIds?: readonly string[];
  orderIds?: readonly string[];
  trackingCodes?: readonly string[];
  limit: number;
}

export interface ClaimFilter {
  streamId?: string;
  statuses?: readonly ClaimStatus[];
  claimIds?: readonly string[];
  orderIds?: readonly string[];
  limit: number;
}

/** What stands on a slip about a line of an order. */
export interface NamedLine {
  /** The order's number. */
  number: string;
  itemNumber: number;
  name: string;
  /** Empty: there is the one name. */
  nameEn: string;
  unitPriceMinor: number;
}

export interface Parcel {
  shipment: ShipmentRow;
  lines: (ShipmentLineRow & NamedLine & ClaimedLine & Pick<LineToPack, 'shipBy'>)[];
}

export type ClaimOfOrder = ClaimRow & NamedLine & ClaimedLine;

export interface AfterSaleCount {
  streamId: string;
  openClaims: number;
  lostParcels: number;
}

export interface LineToPack extends NamedLine {
  orderId: string;
  lineIndex: number;
  buyerId: string;
  addressId: string | null;
  paidAtMs: number;
  /** By when it was promised to be handed over (P4); null: it was not. */
  shipBy: string | null;
  /** Units that no parcel has yet. */
  units: number;
}

export interface OrderWithLines {
  order: OrderRow;
  /** Each with what its item is called; `nameEn` is empty where there is the one name. */
  lines: (OrderLineRow & { name: string; nameEn: string })[];
}

export interface ListedOrder extends OrderWithLines {
  /** Where each of its parcels is, in the order of their packing. */
  parcels: ShipmentStatus[];
  /** Paid, and some of its units are in no parcel. */
  isToPack: boolean;
  /**
   * Of a paid order that is not delivered, the first promised day of units that are with no carrier, `2026-12-03`: it is late
   * once that is over (P4). null: nothing is promised, or all is on its way.
   */
  dueBy: string | null;
  /** The newest first. */
  claims: ClaimStatus[];
}

export interface OrderSums {
  /** No older order could fit. */
  isAll: boolean;
  /** The currency with the most orders first. */
  sums: {
    currency: string;
    orders: number;
    buyers: number;
    gmvPaidMinor: number;
    /** Of orders that were paid, where such an outcome was asked for. */
    cancelledMinor?: number;
    refundedMinor?: number;
  }[];
}

export interface ListedOrders {
  orders: ListedOrder[];
  /**
   * Where to go on: one question looks through a bounded number of orders, so a page may be short, or empty; null: these
   * were all.
   */
  next: OrderPlace | null;
}
