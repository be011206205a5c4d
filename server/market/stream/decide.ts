import type { PaymentMethod } from '../../../shared/contract/payment.ts';
import type { Grant } from '../../../shared/market/stream/contract.ts';
import type { HoldPolicy } from '../../../shared/market/stream/entry.ts';
import type { StreamFact } from '../facts.ts';
import type { By } from '../kernel/by.ts';
import type { ConsoleAt } from '../kernel/console-at.ts';
import type { ConsoleReply } from '../kernel/console-reply.ts';
import { consoleReply, ofStream } from '../kernel/console-reply.ts';
import type { Decision } from '../kernel/decision.ts';
import { accept, refused } from '../kernel/decision.ts';
import type { AllMoments } from '../kernel/moments.ts';
import { isSelling } from '../kernel/selling.ts';
import type { StreamState } from '../state.ts';
import { returnAll } from '../stock/after-close.ts';
import { type Rehearsed, takeOver } from './rehearsal.ts';
import type { StreamSettings } from './settings.ts';

export interface NewStream {
  slug: string;
  title: string;
  hostId: string;
  hostName: string;
  /** For who reads English; absent: there is the one name. */
  hostNameEn?: string;
  currency: string;
  holdPolicy: HoldPolicy;
  payments: PaymentMethod[];
  scheduledAtMs: number;
  settings: StreamSettings;
}

/** The first fact of a stream's log. Made already → nothing happens: the making is keyed by the stream's id. */
export function createStream(
  state: StreamState,
  request: NewStream,
  by: ConsoleAt,
): Decision<{ seq: number }> {
  if (state.seq > 0) return accept([], (_after, seq) => ({ seq }));
  return accept([{ type: 'stream_created', ...request, rehearsalOf: null, by: by.by }], (_after, seq) => ({
    seq,
  }));
}

/** SCHEDULED → LIVE. On air already, interrupted or not → nothing happens. */
export function goLive(
  state: StreamState,
  request: { rehearsed: Rehearsed | null },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  if (state.rehearsalOf !== null) return refused({ code: 'REHEARSAL' });
  if (isSelling(state)) return accept([], consoleReply(null, ofStream));
  if (state.status !== 'SCHEDULED') return refused({ code: 'STREAM_CLOSED' });
  const { rehearsed } = request;
  const facts = rehearsed?.currency === state.currency ? takeOver(state, rehearsed, by) : [];
  facts.push({ type: 'stream_went_live', by: by.by });
  return accept(facts, consoleReply(null, ofStream));
}

/** LIVE → ENDED (S3): running flashes end with it; CLOSED follows an hour later (S4). */
export function endStreamWith({ beforeEnd }: AllMoments) {
  return (state: StreamState, _request: object, by: ConsoleAt): Decision<ConsoleReply> => {
    if (state.status === 'ENDED' || state.status === 'CLOSED')
      return accept([], consoleReply(null, ofStream));
    if (state.status !== 'LIVE' && state.status !== 'INTERRUPTED' && state.status !== 'REHEARSAL') {
      return refused({ code: 'STREAM_NOT_LIVE' });
    }
    const facts = beforeEnd(state, by.atMs);
    facts.push({ type: 'stream_ended', closesAtMs: by.atMs + state.settings.closeAfterMs, by: by.by });
    return accept(facts, consoleReply(null, ofStream));
  };
}

/** SCHEDULED → CANCELLED: what was begun before it ends, and what was allotted goes back to the warehouse. */
export function cancelStreamWith({ beforeEnd }: AllMoments) {
  return (state: StreamState, _request: object, by: ConsoleAt): Decision<ConsoleReply> => {
    if (state.status === 'CANCELLED') return accept([], consoleReply(null, ofStream));
    if (state.status !== 'SCHEDULED') return refused({ code: 'STREAM_CLOSED' });
    const facts = beforeEnd(state, by.atMs);
    facts.push({ type: 'stream_cancelled', by: by.by }, ...returnAll(state, by.ids));
    return accept(facts, consoleReply(null, ofStream));
  };
}

/** LIVE → INTERRUPTED (S2): commerce goes on. */
export function interruptStream(state: StreamState, _request: object, by: ConsoleAt): Decision<ConsoleReply> {
  if (state.status === 'INTERRUPTED') return accept([], consoleReply(null, ofStream));
  if (state.status !== 'LIVE') return refused({ code: 'STREAM_NOT_LIVE' });
  return accept([interruption(by.by)], consoleReply(null, ofStream));
}

/** The fact of an interruption, by somebody or by itself (null) when media stayed away until `dueAtMs` (S2). */
export function interruption(by: By | null, dueAtMs?: number): StreamFact {
  return { type: 'stream_interrupted', by, ...(dueAtMs !== undefined && { dueAtMs }) };
}

/** The fact of its end, by somebody or by itself (null), when media is back (S2). */
export function resumption(by: By | null): StreamFact {
  return { type: 'stream_resumed', by };
}

/** INTERRUPTED → LIVE (S2). */
export function resumeStream(state: StreamState, _request: object, by: ConsoleAt): Decision<ConsoleReply> {
  if (state.status === 'LIVE') return accept([], consoleReply(null, ofStream));
  if (state.status !== 'INTERRUPTED') return refused({ code: 'STREAM_NOT_LIVE' });
  return accept([resumption(by.by)], consoleReply(null, ofStream));
}

/** Says what an assistant may do on this stream (A1); an empty list takes everything away. */
export function grantAssistant(
  _state: StreamState,
  request: { staffId: string; grants: Grant[] },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  const { staffId, grants } = request;
  return accept([{ type: 'assistant_granted', staffId, grants, by: by.by }], consoleReply(null, ofStream));
}
