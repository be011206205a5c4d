import type { PaymentMethod } from '../contract/payment.ts';
import type { VoucherOff } from '../contract/voucher.ts';

/** Where a stream stands in its life (rules, Streams). */
export type StreamStatus =
  | 'SCHEDULED'
  | 'REHEARSAL'
  | 'LIVE'
  | 'INTERRUPTED'
  | 'ENDED'
  | 'CLOSED'
  | 'CANCELLED';

/** How units become a buyer's (H1): kept at the add, or taken by the first who orders. */
export type HoldPolicy = 'hold' | 'first_paid';

/** What a shelf says (K2). */
export type StockState =
  | 'COMING'
  | 'STOPPED'
  | 'SOLD_OUT'
  | 'ALL_HELD'
  | 'AWAITING_PAYMENT'
  | 'LOW'
  | 'IN_STOCK';

/** Where else a stream sells to: amounts are also shown in this currency to who reads this language. */
export interface OverseasEntry {
  currency: string;
  language: 'en' | 'zh-CN';
  /** Millionths of that currency for one unit of the stream's. */
  rateMicros: number;
  /** ISO 3166, two letters, those that are sent to. */
  countries: string[];
}

/** What viewers may know of the stream itself. Times are epoch ms on the server's clock. */
export interface StreamEntry {
  title: string;
  slug: string;
  hostName: string;
  /** For who reads English; absent: there is the one title, and the one name. */
  titleEn?: string;
  hostNameEn?: string;
  /** What it will be about, and its picture: there only while it is planned (S8). */
  description?: string;
  descriptionEn?: string;
  /** A path on this server. */
  cover?: string;
  status: StreamStatus;
  currency: string;
  holdPolicy: HoldPolicy;
  payments: PaymentMethod[];
  scheduledAtMs: number;
  liveStartMs: number | null;
  endedAtMs: number | null;
  closesAtMs: number | null;
  /** There only while an order may cost something else than its prices: its total is asked for (`order:quote`). */
  isQuoted?: true;
  /** There only while there is a voucher that counts for who types its code. */
  takesCodes?: true;
  /** There only while sending costs something. */
  hasShipping?: true;
  /** There only in a stream that also sells abroad. */
  overseas?: OverseasEntry;
  /** There only while selling is paused (S6). */
  isPaused?: true;
}

/** What is said of an item that rarely changes. */
export interface CardEntry {
  name: string;
  producer: string;
  /** For who reads English; absent: there is the one name. */
  nameEn?: string;
  producerEn?: string;
  origin: string;
  /** For who reads English; absent: there is the one. */
  originEn?: string;
  grams: number;
  /** A path on this server, or an https address from an import; '' if there is none. */
  picture: string;
  listPriceMinor: number;
  /** At most so many units per buyer in this stream (B1), or null. */
  buyerLimit: number | null;
}

/** The shelf of an item, from the ledger alone (K3). */
export interface StockEntry {
  state: StockState;
  /** min(actual, 21): exact up to 20, "more than 20" at 21 (K2). */
  available: number;
  /** With ALL_HELD: when the next held unit may free, else null. */
  nextFreeAtMs: number | null;
  /** With a flash: units of its quota that can still be bought at its price, min(actual, 21), else null. */
  flashLeft: number | null;
  /** Units that newcomers may still keep (H6), where that is fewer than there are; absent: any of them. */
  newcomersLeft?: number;
}

/** A flash price that is announced, running or just over. */
export interface FlashEntry {
  flashId: string;
  priceMinor: number;
  startsAtMs: number;
  /** The actual end once it is over, else the planned one. */
  endsAtMs: number;
  cap: number;
  perBuyerCap: number;
  /** The countdown before the start begins here. */
  announcedAtMs: number;
}

/** A voucher that is not over and has no code (V1). */
export interface VoucherEntry {
  off: VoucherOff;
  /** The goods it is for have to cost this much at least. */
  fromMinor: number;
  /** Whose goods it is for; null: everybody's. */
  producer: string | null;
  /** The items it is for; null: all of them. */
  itemNumbers: readonly number[] | null;
  startsAtMs: number;
  endsAtMs: number;
  /** How many can still be claimed, min(actual, 21). */
  left: number;
}

/** "3 for ¥50": so many units of one line for so much (V1). */
export interface PromotionEntry {
  units: number;
  totalMinor: number;
  startsAtMs: number;
  endsAtMs: number;
}

export interface PinEntry {
  itemNumber: number;
  sinceMs: number;
}

/** All that a viewer may see of one stream; the same value on the server and on every screen at the same seq. */
export interface LiveView {
  stream: StreamEntry | null;
  /** Item numbers in the order of the bag. */
  order: readonly number[];
  pins: readonly PinEntry[];
  cards: Readonly<Record<number, CardEntry>>;
  stock: Readonly<Record<number, StockEntry>>;
  flash: Readonly<Record<number, FlashEntry>>;
  /** By id, in the order they were made. */
  vouchers: Readonly<Record<string, VoucherEntry>>;
  promotions: Readonly<Record<number, PromotionEntry>>;
}

export const emptyView: LiveView = {
  stream: null,
  order: [],
  pins: [],
  cards: {},
  stock: {},
  flash: {},
  vouchers: {},
  promotions: {},
};
