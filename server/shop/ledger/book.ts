import type { Reserve } from '../../../shared/values/reserve.ts';
import type { GivenAmount } from '../../market/order/order.ts';
import type { PayableRef } from './entry.ts';
import { reservedOf } from './reserve.ts';
import type { TermsHistory } from './terms.ts';

/**
 * What the settlement has to remember of a stream to book its next fact: its orders, parcels and claims, as plain data.
 * Kept in rows of their own, so that only what a page of facts speaks of is in memory.
 */
export interface SettlementBook {
  streamId: string;
  hostId: string;
  currency: string;
  /** By order id: those that were paid. */
  orders: Map<string, SettledOrder>;
  /** By shipment id. */
  shipments: Map<string, SettledShipment>;
  /** By claim id: which line it is about. */
  claims: Map<string, SettledClaim>;
  terms: TermsHistory;
  /** What the facts since the last look have changed. */
  touched: { orders: Set<string>; shipments: Set<string>; claims: Set<string> };
}

export interface SettledOrder {
  orderId: string;
  number: string;
  /** Cash is nobody's until it is collected at the door (M5). */
  isCash: boolean;
  /** What is in escrow for this order. */
  heldMinor: number;
  shipping: SettledShipping[];
  lines: SettledLine[];
}

export interface SettledShipping {
  origin: string;
  /** What the buyer pays for it. */
  feeMinor: number;
  /** What shop and host pay of it besides. */
  shopMinor: number;
  hostMinor: number;
  /** It went to the carriers' account. */
  isReleased: boolean;
}

export interface SettledLine {
  producerId: string;
  productId: string;
  itemNumber: number;
  units: number;
  payMinor: number;
  /** Base of the line (M1) = what the buyer pays + what shop and host gave. */
  baseMinor: number;
  hostMinor: number;
  shareBps: number;
  /** What of the share is kept beyond its day (M7); absent: nothing. */
  reserve?: Reserve;
  /** Units that will not be delivered any more, or never were. */
  goneUnits: number;
  deliveredUnits: number;
  /** Base of everything cancelled or refunded, before delivery or after; of amounts, what does not wait. */
  goneBaseMinor: number;
  /** Claims that wait for a decision: the line is PAUSED (M2). */
  openClaims: string[];
  deliveries: Delivery[];
  /** Amounts that were given back of it and that no unit covers, the oldest first (O8); absent: none. */
  given?: SettledAmount[];
}

/** An amount that was given back of a line. */
export interface SettledAmount extends GivenAmount {
  /** Of what the producer bears, what no delivery could be made smaller by yet. */
  waitingMinor: number;
}

/** What one delivery made payable of a line. */
export interface Delivery {
  seq: number;
  /** Which of the fact's entries credits the producer. */
  entryIndex: number;
  units: number;
  baseMinor: number;
  shareMinor: number;
  reversedBaseMinor: number;
  reversedShareMinor: number;
  deliveredAtMs: number;
  dueUntilMs: number;
  /** Of a line with a reserve: until when that is kept (M7). */
  reservedUntilMs?: number;
}

export interface SettledShipment {
  shipmentId: string;
  origin: string;
  lines: { orderId: string; lineIndex: number; units: number }[];
  shippedAtMs: number | null;
  isDelivered: boolean;
}

export interface SettledClaim {
  claimId: string;
  orderId: string;
  lineIndex: number;
}

/** A payable as the tables show it: one line as far as one delivery brought it. */
export interface Payable extends PayableRef {
  entryIndex: number;
  producerId: string;
  productId: string;
  currency: string;
  /** The order's number, as buyer and producer know it. */
  number: string;
  itemNumber: number;
  units: number;
  baseMinor: number;
  shareMinor: number;
  reversedBaseMinor: number;
  reversedShareMinor: number;
  deliveredAtMs: number;
  dueUntilMs: number;
  /** What of the share is due later, and when (M7); 0 and 0: nothing. */
  reservedMinor: number;
  reservedUntilMs: number;
  isPaused: boolean;
}

export function emptyBook(
  stream: { streamId: string; hostId: string; currency: string },
  terms: TermsHistory = [],
): SettlementBook {
  return {
    ...stream,
    orders: new Map(),
    shipments: new Map(),
    claims: new Map(),
    terms,
    touched: { orders: new Set(), shipments: new Set(), claims: new Set() },
  };
}

/** The payables of an order, in the order of its lines and their deliveries. */
export function payablesOf(book: SettlementBook, order: SettledOrder): Payable[] {
  return order.lines.flatMap((line, lineIndex) =>
    line.deliveries.map(({ seq, ...delivery }) => ({
      streamId: book.streamId,
      orderId: order.orderId,
      lineIndex,
      deliverySeq: seq,
      producerId: line.producerId,
      productId: line.productId,
      currency: book.currency,
      number: order.number,
      itemNumber: line.itemNumber,
      isPaused: line.openClaims.length > 0,
      ...delivery,
      reservedMinor: reservedOf(line.reserve, delivery),
      reservedUntilMs: delivery.reservedUntilMs ?? 0,
    })),
  );
}
