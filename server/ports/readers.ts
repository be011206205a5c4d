import type { Product } from '../../shared/contract/catalogue.ts';
import type { SalesReport } from '../../shared/contract/sales.ts';
import type { ClaimStatus, ShipmentStatus } from '../../shared/market/parcel/status.ts';
import type { Refused } from '../insights/floor/refused.ts';
import type { Step } from '../insights/watching.ts';
import type { ClaimRow, OrderLineRow, OrderRow, ShipmentLineRow, ShipmentRow, StreamRow } from './rows.ts';

/** Questions about what the tables show. They run apart from the writer and never block it. */
export interface Readers {
  streamBySlug(slug: string): Promise<StreamRow | null>;
  streamById(streamId: string): Promise<StreamRow | null>;
  /** Newest first by schedule, at most `limit` (≤ 500). Rehearsals only when asked for. */
  streams(filter: { hostId?: string; rehearsals: boolean; limit: number }): Promise<StreamRow[]>;
  /**
   * Streams in the order in which they were made, without rehearsals, after one of them or from the first on; at most
   * `limit` (≤ 10,000).
   */
  streamsMade(after: StreamMade | null, limit: number): Promise<StreamMade[]>;
  /** @param filter.producerId this producer's alone */
  products(filter: {
    search?: string;
    after?: string;
    producerId?: string;
    currency?: string;
    limit: number;
  }): Promise<Product[]>;
  /** How many products a search finds in each currency, the most first; at most 50 currencies. */
  productCurrencies(filter: {
    search?: string;
    producerId?: string;
  }): Promise<{ currency: string; products: number }[]>;
  productById(productId: string): Promise<Product | null>;
  productBySku(sku: string): Promise<Product | null>;
  /** Orders of a buyer under any of the ids, newest first, at most `limit` (≤ 200). */
  ordersOf(buyerIds: readonly string[], limit: number): Promise<OrderWithLines[]>;
  /** The streams in which a buyer has ordered under any of the ids, in no order. */
  streamsOrderedIn(buyerIds: readonly string[]): Promise<string[]>;
  orderById(orderId: string): Promise<OrderWithLines | null>;
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
  /** Lines of a stream's paid orders with units that no parcel has, by order; at most `limit` lines (≤ 5,000). */
  toPack(streamId: string, limit: number): Promise<LineToPack[]>;
  /** Orders whose last parcel was delivered before a time, that are not COMPLETED and have no open claim. */
  completionsDue(deliveredBeforeMs: number, limit: number): Promise<{ streamId: string; orderId: string }[]>;
  /** Those of the ids that have an order paid online, or delivered on cash terms, in the shop (H6). */
  haveBought(buyerIds: readonly string[]): Promise<string[]>;
  /** The first products of a stream's lineup by number, without those taken out, at most `limit` (≤ 500). */
  shown(streamId: string, limit: number): Promise<ShownProduct[]>;
  /** The lowest unit price charged for a product since a time, or null (F1). */
  recentLow(productId: string, sinceMs: number): Promise<number | null>;
  /** What a stream sold, every number of rules.md that the tables hold. @returns null if there is no such stream */
  sales(streamId: string, asOfMs: number): Promise<SalesReport | null>;
  /** The orders of a stream in the order of their ids, after one of them or from the first on, at most `limit` (≤ 1,000). */
  ordersOfStream(streamId: string, after: string | null, limit: number): Promise<OrderWithLines[]>;
  /** How many distinct viewers watched a stream's live window, from each instant on (see `attendance`). */
  watched(streamId: string, asOfMs: number): Promise<Step[]>;
  /** The side table of refusals of a stream (K4), each row's buyer after all merges; it is bounded. */
  refusals(streamId: string): Promise<Refused[]>;
}

/** When a stream was made: by its first fact, epoch ms. */
export interface StreamMade {
  streamId: string;
  madeAtMs: number;
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
  lines: (ShipmentLineRow & NamedLine)[];
}

export type ClaimOfOrder = ClaimRow & NamedLine;

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
  /** Units that no parcel has yet. */
  units: number;
}

export interface OrderWithLines {
  order: OrderRow;
  /** Each with what its item is called; `nameEn` is empty where there is the one name. */
  lines: (OrderLineRow & { name: string; nameEn: string })[];
}
