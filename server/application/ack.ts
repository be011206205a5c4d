import type { Ack } from '../../shared/contract/answer.ts';
import {
  isRetryable,
  type LineFault,
  type Refusal,
  type RefusalCode,
} from '../../shared/contract/refusals.ts';
import { NotUpToDate } from '../event-log/log-engine.ts';
import { StoreAway } from '../lib/store-away.ts';
import type { Outcome } from '../market/kernel/decision.ts';

/** What a person reads in a log or an API answer; screens have sentences of their own per code. */
const messages: Partial<Record<RefusalCode, string>> = {
  BAD_REQUEST: 'The request is not in the agreed form.',
  UNAUTHENTICATED: 'Please sign in again.',
  FORBIDDEN: 'This is not yours to do.',
  NOT_FOUND: 'There is no such thing here.',
  RATE_LIMITED: 'Too many requests; please wait a moment.',
  UPGRADE_REQUIRED: 'Please reload: this page is of another version than the server.',
  BUSY: 'The server is busy; please try again in a moment.',
  UNAVAILABLE: 'The store cannot be reached; please try again in a moment.',
  MERGE_LIMIT: 'No more devices can be joined to this buyer.',
  PAGE_INVALID: 'A page of a stream cannot say that.',
  PICTURE_QUOTA: 'There is no more room for pictures.',
  INTERNAL: 'Something went wrong on our side.',
  TOO_MANY_LINES: 'There are too many lines in one order.',
};

/** A refusal as it goes over the wire; an order's also names each line at fault (O1). */
export function refusalAck(
  refusal: Refusal,
  lines?: readonly LineFault[],
): Extract<Ack<object>, { ok: false }> {
  const ack = {
    ok: false,
    message: messages[refusal.code] ?? refusal.code,
    retryable: isRetryable(refusal.code),
    ...refusal,
  } as const;
  return lines ? { ...ack, lines: [...lines] } : ack;
}

/** What an outcome says to its sender; `replay` marks the first answer of a repeated key (I2). */
export function ackOf<Reply extends object>(outcome: Outcome<Reply>): Ack<Reply> {
  if (outcome.kind === 'refused') return refusalAck(outcome.refusal, outcome.lines);
  return { ok: true, ...outcome.reply, ...(outcome.replay ? { replay: true } : {}) };
}

export function notFound(): Extract<Ack<object>, { ok: false }> {
  return refusalAck({ code: 'NOT_FOUND' });
}

/** The refusal that a fault amounts to, if it passes by itself: the store is away, or what is known here too old. */
export function refusalOfFault(fault: unknown): Refusal | null {
  const passes = fault instanceof NotUpToDate || fault instanceof StoreAway;
  return passes ? { code: 'UNAVAILABLE', retryAfterMs: 1_000 } : null;
}
