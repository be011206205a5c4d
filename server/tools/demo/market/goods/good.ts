import type { Tint } from '../../drawings/kind.ts';
import type { KindName } from '../../drawings/kinds.ts';

/** How a good is drawn. */
export interface Look {
  kind: KindName;
  tint: Tint;
  /** The drawing that stands first, if it is not the whole one. */
  first?: 'cut' | 'parcel';
}

/** A good of the county market. Prices are in fen. */
export interface MarketGood {
  sku: string;
  name: string;
  nameEn: string;
  producer: string;
  producerEn: string;
  origin: string;
  originEn: string;
  category: string;
  grams: number;
  priceMinor: number;
  /** What the producer agreed to as the lowest. */
  floorMinor: number;
  /** So many days before it came into the warehouse it was harvested; null: nothing that grows. */
  harvestedDaysBefore: number | null;
  /** What its page tells: how it grows, how it tastes, how to keep it. */
  description: string;
  descriptionEn: string;
  look: Look;
}
