import type { OverseasEntry } from '../../../shared/market/stream/entry.ts';

/** Up to so many grams a parcel costs so much. */
export interface WeightTier {
  upToGrams: number;
  feeMinor: number;
}

/** What sending from one origin costs in a stream (P2, P3). */
export interface ShippingTable {
  /** By weight, the lightest first; null: by the bases and increments of the products. */
  tiers: WeightTier[] | null;
  /** No parcel group pays more; null: no ceiling. */
  capMinor: number | null;
  /** From this goods value on the group travels free; null: never. */
  freeFromMinor: number | null;
}

/** What a product adds to the fee of its parcel group, frozen when it enters the lineup (P2). */
export interface ItemShipping {
  baseMinor: number;
  incrementMinor: number;
}

/** Where else a stream sends to, and what it shows there beside its own currency. */
export type Overseas = OverseasEntry;

/** What a stream charges for sending. */
export interface StreamShipping {
  /** The last console fact about it (L4). */
  version: number;
  /** By origin; from any other, products name their fees, or there is none. */
  tables: Map<string, ShippingTable>;
  /** Null: nothing is sent abroad. */
  overseas: Overseas | null;
  /** What sending abroad costs, by origin; from an origin without a table nothing is sent there. */
  overseasTables: Map<string, ShippingTable>;
  /** False while nothing costs anything: then no order looks any further. */
  isCharged: boolean;
}

export function noShipping(): StreamShipping {
  return { version: 0, tables: new Map(), overseas: null, overseasTables: new Map(), isCharged: false };
}
