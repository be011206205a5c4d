import type { By } from '../kernel/by.ts';
import type { RefundedLine } from '../order/order.ts';

/** Parcels and what comes after them (O4–O6, P3). A parcel may hold lines of several orders of one buyer (P1). */
export interface ParcelFacts {
  shipment_packed: {
    shipmentId: string;
    buyerId: string;
    origin: string;
    addressId: string | null;
    lines: { orderId: string; lineIndex: number; units: number }[];
    by: By;
  };
  shipment_shipped: { shipmentId: string; carrier: string; trackingCode: string; by: By };
  shipment_delivered: { shipmentId: string; deliveredAtMs: number; by: By };
  shipment_lost: { shipmentId: string; refunds: RefundedLine[]; by: By };
  shipment_returned: {
    shipmentId: string;
    /** Sellable units go back to the warehouse, once per shipment and line (O5). */
    units: ReturnedUnits[];
    refunds: RefundedLine[];
    by: By;
  };
  claim_opened: {
    claimId: string;
    orderId: string;
    lineIndex: number;
    units: number;
    /** How much of these units was missing or bad. */
    shareBps: number;
    reason: string;
    /** Its sentence and its photos, which lie beside the log (A4); absent: it has none. */
    textId?: string;
    photoIds?: string[];
  };
  claim_decided: {
    claimId: string;
    accepted: boolean;
    refund: RefundedLine | null;
    /** Who decided it; absent: its buyer took it back. */
    by?: By;
    isWithdrawn?: true;
  };
  order_completed: { orderId: string; dueAtMs: number };
  /** Shipping that a parcel group paid and that its later orders made free, back in one go at CLOSED (P3). */
  shipping_credited: {
    buyerId: string;
    origin: string;
    addressId: string | null;
    lines: { orderId: string; amountMinor: number }[];
  };
}

export interface ReturnedUnits {
  orderId: string;
  lineIndex: number;
  units: number;
  condition: 'sellable' | 'damaged';
}
