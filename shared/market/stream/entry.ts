import type { PaymentMethod } from '../../contract/payment.ts';
import type { Single } from '../../live-view/entry.ts';

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
  /** What it will be about, its picture and its host's: there only while it is planned (S8). */
  description?: string;
  descriptionEn?: string;
  /** Paths on this server. */
  cover?: string;
  hostPicture?: string;
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

/** The stream itself; null before anything is known of it. */
export const stream: Single<'stream', StreamEntry | null> = { field: 'stream', none: null };
