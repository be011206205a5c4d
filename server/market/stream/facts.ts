import type { PaymentMethod } from '../../../shared/contract/payment.ts';
import type { Grant, PauseReason } from '../../../shared/market/stream/contract.ts';
import type { HoldPolicy } from '../../../shared/market/stream/entry.ts';
import type { StreamPage } from '../../../shared/market/stream/page.ts';
import type { StreamTerms } from '../../../shared/market/stream/terms.ts';
import type { By } from '../kernel/by.ts';
import type { GivenSettings } from './settings.ts';

/** What happens to a stream as a whole: its life, its page, its bounds, who may help. */
export interface StreamLifeFacts {
  stream_created: {
    slug: string;
    title: string;
    hostId: string;
    hostName: string;
    /** For who reads English, until its page says another (S8); absent: there is the one name. */
    hostNameEn?: string;
    /** Of a rehearsal alone: what its stream is called in English. */
    titleEn?: string;
    currency: string;
    holdPolicy: HoldPolicy;
    payments: PaymentMethod[];
    scheduledAtMs: number;
    rehearsalOf: string | null;
    /** An older stream may lack newer settings: they have their defaults, and bounds are off. */
    settings: GivenSettings;
    by: By;
  };
  rehearsal_started: { by: By };
  stream_went_live: { by: By };
  /** By itself (`by` null) when its media stayed away until `dueAtMs` (S2). */
  stream_interrupted: { by: By | null; dueAtMs?: number };
  stream_resumed: { by: By | null };
  stream_ended: { closesAtMs: number; by: By };
  stream_cancelled: { by: By };
  stream_closed: object;
  /** The server does not trust its books of this stream: no adds and no orders until the host has looked (S6). */
  selling_paused: { reason: PauseReason; found: string };
  selling_resumed: { by: By };
  assistant_granted: { staffId: string; grants: Grant[]; by: By };
  /** It sells in another currency: nothing in it had an amount yet (S9). */
  currency_changed: { was: string; now: string; by: By };
  /** Its times, pins and price guard are others from now on (S10); what is reserved or ordered keeps its own. */
  terms_set: { was: StreamTerms; now: StreamTerms; by: By };
  /** What its page says from now on, whole (S8); what is absent is not said. */
  stream_described: { by: By } & StreamPage;
}
