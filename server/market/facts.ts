import type { AccountFacts } from './account/facts.ts';
import type { BroadcastFacts } from './broadcast/facts.ts';
import type { CartFacts } from './cart/facts.ts';
import type { FlashSaleFacts } from './flash-sale/facts.ts';
import type { LineupFacts } from './lineup/facts.ts';
import type { NewcomersFacts } from './newcomers/facts.ts';
import type { OrderFacts } from './order/facts.ts';
import type { ParcelFacts } from './parcel/facts.ts';
import type { ShippingFacts } from './shipping/facts.ts';
import type { StockFacts } from './stock/facts.ts';
import type { StreamLifeFacts } from './stream/facts.ts';
import type { VoucherFacts } from './voucher/facts.ts';
import type { WaitlistFacts } from './waitlist/facts.ts';

/**
 * All that can happen in a stream, by its name. A fact carries results, not recipes: a replay after a change of the
 * rules gives the same numbers. Shapes are for ever: a new shape is a new type or a new version, and old ones stay
 * readable.
 */
export interface FactMap
  extends StreamLifeFacts,
    BroadcastFacts,
    LineupFacts,
    ShippingFacts,
    FlashSaleFacts,
    StockFacts,
    VoucherFacts,
    CartFacts,
    NewcomersFacts,
    WaitlistFacts,
    OrderFacts,
    ParcelFacts,
    AccountFacts {}

export type FactType = keyof FactMap;

/** A fact of one of these types, as a log holds it; without a type, any. */
export type Fact<T extends FactType = FactType> = { [K in T]: { type: K } & FactMap[K] }[T];

export type StreamFact = Fact;

export type StreamLifeFact = Fact<keyof StreamLifeFacts>;
export type BroadcastFact = Fact<keyof BroadcastFacts>;
export type LineupFact = Fact<keyof LineupFacts>;
export type FlashSaleFact = Fact<keyof FlashSaleFacts>;
export type StockFact = Fact<keyof StockFacts>;
export type VoucherFact = Fact<keyof VoucherFacts>;
export type CartFact = Fact<keyof CartFacts>;
export type WaitlistFact = Fact<keyof WaitlistFacts>;
export type OrderFact = Fact<keyof OrderFacts>;
export type AccountFact = Fact<keyof AccountFacts>;
