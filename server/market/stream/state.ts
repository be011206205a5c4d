import type { PaymentMethod } from '../../../shared/contract/payment.ts';
import type { Grant, PauseReason } from '../../../shared/market/stream/contract.ts';
import type { HoldPolicy, StreamStatus } from '../../../shared/market/stream/entry.ts';
import type { StreamPage } from '../../../shared/market/stream/page.ts';
import type { StreamTerms } from '../../../shared/market/stream/terms.ts';
import type { StreamSettings } from './settings.ts';

/** Who changed a setting last, when, and what it was until then; null: nothing was said. */
export interface KnownChange {
  staffId: string;
  atMs: number;
  was: number | boolean | null;
}

/** The stream itself: what it is called, where it stands in its life, and what it allows. */
export interface StreamLifeState {
  streamId: string;
  seq: number;
  atMs: number;
  slug: string;
  title: string;
  hostId: string;
  hostName: string;
  currency: string;
  status: StreamStatus;
  holdPolicy: HoldPolicy;
  payments: PaymentMethod[];
  settings: StreamSettings;
  /** What its page says besides its title and time, and the fact that said so last (S8); absent: it was never edited. */
  page?: { version: number } & Omit<StreamPage, 'title' | 'scheduledAtMs'>;
  /** The fact that set the bounds among them last; 0: the stream's first (L4). */
  boundsVersion: number;
  /** The fact that set the terms among them last, and who changed each (S10); absent: they are those of the first. */
  terms?: {
    version: number;
    changed: Partial<Record<keyof StreamTerms, KnownChange>>;
  };
  rehearsalOf: string | null;
  scheduledAtMs: number;
  liveStartMs: number | null;
  endedAtMs: number | null;
  closesAtMs: number | null;
  closedAtMs: number | null;
  interruption: { seq: number; atMs: number } | null;
  /** While the server does not trust its books of this stream (S6): adds and orders are refused. */
  pause: Pause | null;
  assistants: Map<string, Grant[]>;
}

/** Why selling is paused, in a sentence for the host, and since which fact. */
export interface Pause {
  reason: PauseReason;
  found: string;
  sinceMs: number;
  seq: number;
}
