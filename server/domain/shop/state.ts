import type { By } from '../facts.ts';

/** What is nobody's stream: the catalogue, the warehouse, the names of streams. One log, decided the same way. */
export interface ShopState {
  seq: number;
  atMs: number;
  products: Map<string, ShopProduct>;
  /** Producer name → id. */
  producers: Map<string, string>;
  /** sku → product id. */
  skus: Map<string, string>;
  /** Names of streams that are taken → stream id. */
  slugs: Map<string, string>;
  /** Transfers out of the warehouse that were not undone: id → what moved (S5). */
  transfers: Map<string, { productId: string; units: number }>;
  /** Transfers that came back: each is taken once. */
  returns: Set<string>;
}

export interface ShopProduct {
  productId: string;
  sku: string;
  name: string;
  producerId: string;
  producer: string;
  origin: string;
  category: string;
  grams: number;
  priceMinor: number;
  floorMinor: number;
  currency: string;
  picture: string;
  warehouseUnits: number;
}

export type ShopFact =
  | { type: 'product_created'; product: ShopProduct; by: By }
  | { type: 'stream_named'; streamId: string; slug: string; by: By }
  | { type: 'units_allotted'; transferId: string; productId: string; streamId: string; units: number; by: By }
  | { type: 'units_returned'; transferId: string; productId: string; streamId: string; units: number };

export function emptyShop(): ShopState {
  return {
    seq: 0,
    atMs: 0,
    products: new Map(),
    producers: new Map(),
    skus: new Map(),
    slugs: new Map(),
    transfers: new Map(),
    returns: new Set(),
  };
}
