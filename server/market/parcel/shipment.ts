import type { ClaimStatus, ShipmentStatus } from '../../../shared/market/parcel/status.ts';

/** What became of an order after it was paid and packed. It goes with the order when the stream forgets it. */
export interface AfterSale {
  shipments: OrderShipment[];
  claims: OrderClaim[];
}

/** A parcel as one of its orders knows it: a parcel of several orders is told in each, with that order's own lines. */
export interface OrderShipment {
  shipmentId: string;
  /** The fact that packed it. */
  seq: number;
  status: ShipmentStatus;
  /** Who the buyer was when it was packed. */
  buyerId: string;
  origin: string;
  addressId: string | null;
  /** Every order with lines in it. */
  orderIds: string[];
  lines: ShippedLine[];
  carrier: string | null;
  trackingCode: string | null;
  packedAtMs: number;
  shippedAtMs: number | null;
  deliveredAtMs: number | null;
  /** When its delivery was recorded, or that it was lost or came back whole. */
  endedAtMs: number | null;
}

export interface ShippedLine {
  lineIndex: number;
  units: number;
  /** Of the units, those that came back, as the packer saw them. */
  sellable: number;
  damaged: number;
}

/** A quality claim (O6). */
export interface OrderClaim {
  claimId: string;
  lineIndex: number;
  units: number;
  shareBps: number;
  reason: string;
  status: ClaimStatus;
  openedAtMs: number;
  decidedAtMs: number | null;
  goodsMinor: number;
  refundMinor: number;
  /** Its sentence and its photos, which lie beside the log (A4); absent: it has none. */
  textId?: string;
  photoIds?: string[];
}
