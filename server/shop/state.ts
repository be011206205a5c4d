import type { PaymentMethod } from '../../shared/contract/payment.ts';
import type { ProducerProfile, ProducerProfileView } from '../../shared/contract/producer-profile.ts';
import type { AboutShopView, ShopAbout } from '../../shared/contract/shop.ts';
import type { MuteReason } from '../../shared/market/chat/contract.ts';
import type { StreamDefaults } from '../../shared/market/stream/defaults.ts';
import type { HoldPolicy } from '../../shared/market/stream/entry.ts';
import type { LimitReason } from '../../shared/values/limit-reasons.ts';
import type { ProductDetails } from '../../shared/values/product-details.ts';
import type { Reserve } from '../../shared/values/reserve.ts';
import type { ReturnTerms } from '../../shared/values/return-terms.ts';
import type { ShipDays } from '../../shared/values/ship-days.ts';
import type { By } from '../market/kernel/by.ts';
import type { Numbering } from '../market/kernel/numbering.ts';
import type { KnownChange } from '../market/stream/state.ts';
import type { SettlementFact, SettlementState } from './payout/facts.ts';

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
  /** Streams in the order of their numbers → the number (O7). A rehearsal has none. */
  streamNumbers: Map<string, number>;
  /** Where those numbers stand. */
  numbering: Numbering;
  /** Transfers out of the warehouse that were not undone: id → what moved (S5). */
  transfers: Map<string, { productId: string; units: number }>;
  /** Transfers that came back: each is taken once. */
  returns: Set<string>;
  /** Who sells, and how often that was said (B6); null: never. */
  about: AboutShopView | null;
  /** What new streams begin with (S11); null: nobody has set any of it. */
  streamDefaults: KnownDefaults | null;
  /** How long each origin takes (P4), and how often that was said; null: it promises nothing any more. */
  shipDays: Map<string, { days: ShipDays | null; version: number }>;
  /** Who said last, when, who sells (`about`), and how long an origin takes (`origin …`). */
  lastSaid: Map<string, { staffId: string; atMs: number }>;
  /** What producers say of themselves (B10), by their ids, and how often it was said; absent: never. */
  profiles: Map<string, ProducerProfileView>;
  /** What producers get of a line (M6), by their ids; absent: nobody set any. */
  shares: Map<string, ProducerShares>;
  /** Whom the shop lets order nothing for a time (B11), by the id that they had then: at most 10,000. */
  limits: Map<string, BuyerLimit>;
  /** Who may write in no chat (N7), by the id that they had then: at most 10,000. */
  chatBans: Map<string, ChatBan>;
  /** Who confirmed that the shop verifies who writes in its chats, as law asks, and when (N2); null: nobody. */
  anyoneInChats: { by: By; atMs: number } | null;
  /** The words that no chat shows unlooked at (N7), and how often they were set. */
  chatWords: { words: readonly string[]; wordsDo: 'hold' | 'drop'; version: number };
  /** Lineups that were saved (S15), by their ids: at most 100. */
  lineups: Map<string, KeptLineup>;
  /** Payouts, adjustments and when producers are paid (M2–M5). */
  settlement: SettlementState;
}

/** A lineup that was saved under a name (S15), with what a stream of it sells by. */
export interface KeptLineup {
  lineupId: string;
  name: string;
  /** The host whose it is; null: the shop's. */
  ownerId: string | null;
  currency: string;
  holdPolicy: HoldPolicy;
  payments: readonly PaymentMethod[];
  /** At most 500, in the order of the bag. */
  items: readonly KeptLineupItem[];
  savedAtMs: number;
}

export interface KeptLineupItem {
  productId: string;
  units: number;
  priceMinor: number;
  buyerLimit: number | null;
}

/** The shop's defaults as they were set last, who set each, and how often any was (S11). */
export interface KnownDefaults {
  version: number;
  defaults: StreamDefaults;
  changed: Partial<Record<keyof StreamDefaults, KnownChange>>;
}

/** Changes of one producer's share and reserve (M6, M7) in the order in which they were decided, at most 50, and how often any was. */
export interface ProducerShares {
  version: number;
  changes: readonly ShareChange[];
}

/** From when on which share holds, what held until then, and who decided it when. */
export interface ShareChange {
  fromMs: number;
  wasBps: number;
  shareBps: number;
  /** What is kept of it from then on, and was until then (M7); absent: nothing. */
  reserve?: Reserve;
  wasReserve?: Reserve;
  atMs: number;
  staffId: string;
}

/** What the shop decided about a buyer, and who decided it when (B11). */
export interface BuyerLimit {
  untilMs: number;
  reason: LimitReason;
  sinceMs: number;
  by: By;
}

/** Why the shop lets a buyer write in no chat, and who decided it when (N7). */
export interface ChatBan {
  reason: MuteReason;
  sinceMs: number;
  by: By;
}

export interface ShopProduct extends ProductDetails {
  productId: string;
  sku: string;
  name: string;
  producerId: string;
  producer: string;
  /** For who reads English; absent or empty: there is the one name. */
  nameEn?: string;
  producerEn?: string;
  origin: string;
  originEn?: string;
  category: string;
  /** For who reads English; absent: there is the one. */
  categoryEn?: string;
  grams: number;
  priceMinor: number;
  floorMinor: number;
  currency: string;
  picture: string;
  warehouseUnits: number;
  isPerishable: boolean;
  /** `2026-11-25`, or empty. */
  harvestedOn: string;
  batch: string;
  /** What it adds to the fee of its parcel, as it enters a lineup (P2). */
  shipBaseMinor: number;
  shipIncrementMinor: number;
  /** What a search finds it by besides its names; absent: nothing. */
  tags?: string[];
  /** It is in no picker and goes into no lineup (L8); absent: it is not. */
  isArchived?: boolean;
}

type LaterFields = 'isPerishable' | 'harvestedOn' | 'batch' | 'shipBaseMinor' | 'shipIncrementMinor';

/** A good as its fact has it: the first ones did not say how long they keep, nor what sending them costs. */
export type CreatedProduct = Omit<ShopProduct, LaterFields | 'isArchived'> &
  Partial<Pick<ShopProduct, LaterFields>>;

/** What may be changed of a good; its producer and its currency stay what they are. */
export type ProductChanges = Partial<
  Pick<
    ShopProduct,
    | 'sku'
    | 'isArchived'
    | 'name'
    | 'nameEn'
    | 'producerEn'
    | 'origin'
    | 'originEn'
    | 'category'
    | 'categoryEn'
    | 'grams'
    | 'priceMinor'
    | 'floorMinor'
    | 'picture'
    | 'isPerishable'
    | 'harvestedOn'
    | 'batch'
    | 'shipBaseMinor'
    | 'shipIncrementMinor'
    | 'description'
    | 'descriptionEn'
    | 'morePictures'
    | 'tags'
  >
> & {
  /** Null: there are none any more. */
  returns?: ReturnTerms | null;
};

export type ShopFact =
  | { type: 'product_created'; product: CreatedProduct; by: By }
  | {
      /** What is different from now on: streams that have the good in their lineup keep what they took. */
      type: 'product_changed';
      productId: string;
      changes: ProductChanges;
      by: By;
    }
  | {
      /** Units that came into the warehouse, or were counted out of it. */
      type: 'warehouse_adjusted';
      productId: string;
      delta: number;
      by: By;
    }
  | { type: 'producer_added'; producerId: string; producer: string; by: By }
  | {
      type: 'stream_named';
      streamId: string;
      slug: string;
      /** Its number in the shop (O7); absent in older facts: `stream_numbered` gives it. */
      shopNumber?: number;
      /** It is the first number after a time that the log may have lost; absent: it follows the last. */
      afterGap?: string;
      by: By;
    }
  | {
      /** The number of a stream that was named before streams had numbers: once, by the server itself. */
      type: 'stream_numbered';
      streamId: string;
      shopNumber: number;
      afterGap?: string;
    }
  | { type: 'shop_described'; about: ShopAbout; by: By }
  | { type: 'stream_defaults_set'; was: StreamDefaults; now: StreamDefaults; by: By }
  | { type: 'producer_described'; producerId: string; profile: ProducerProfile; by: By }
  | ({ type: 'lineup_saved'; by: By } & Omit<KeptLineup, 'savedAtMs'>)
  | { type: 'lineup_deleted'; lineupId: string; by: By }
  | { type: 'ship_days_set'; origin: string; days: ShipDays | null; by: By }
  | {
      type: 'producer_share_set';
      producerId: string;
      fromMs: number;
      /** What held at `fromMs` until this was decided. */
      wasBps: number;
      shareBps: number;
      /** What is kept of it from then on, and was until then (M7); absent: nothing. */
      reserve?: Reserve;
      wasReserve?: Reserve;
      by: By;
    }
  | { type: 'buyer_limited'; buyerId: string; untilMs: number; reason: LimitReason; by: By }
  | { type: 'buyer_limit_lifted'; buyerId: string; by: By }
  | { type: 'chat_banned'; buyerId: string; reason: MuteReason; by: By }
  | { type: 'chat_ban_lifted'; buyerId: string; by: By }
  | { type: 'chat_identities_confirmed'; by: By }
  | { type: 'chat_words_set'; words: string[]; wordsDo: 'hold' | 'drop'; by: By }
  | { type: 'units_allotted'; transferId: string; productId: string; streamId: string; units: number; by: By }
  | { type: 'units_returned'; transferId: string; productId: string; streamId: string; units: number }
  | SettlementFact;

export function emptyShop(): ShopState {
  return {
    seq: 0,
    atMs: 0,
    products: new Map(),
    producers: new Map(),
    skus: new Map(),
    slugs: new Map(),
    streamNumbers: new Map(),
    numbering: { last: 0, afterGap: null },
    transfers: new Map(),
    returns: new Set(),
    about: null,
    streamDefaults: null,
    shipDays: new Map(),
    lastSaid: new Map(),
    profiles: new Map(),
    shares: new Map(),
    limits: new Map(),
    chatBans: new Map(),
    anyoneInChats: null,
    chatWords: { words: [], wordsDo: 'hold', version: 0 },
    lineups: new Map(),
    settlement: { terms: [], versions: new Map() },
  };
}
