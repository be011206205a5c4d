import type { Ack } from '../../shared/contract/answer.ts';
import { isRetryable, type LineFault, type Refusal } from '../../shared/contract/refusals.ts';
import { NotUpToDate } from '../event-log/log-engine.ts';
import { StoreAway } from '../lib/store-away.ts';
import type { Outcome } from '../market/kernel/decision.ts';
import { refusalMessages } from './refusal-messages.ts';

/** A refusal as it goes over the wire; an order's also names each line at fault (O1). */
export function refusalAck(
  refusal: Refusal,
  lines?: readonly LineFault[],
): Extract<Ack<object>, { ok: false }> {
  const ack = {
    ok: false,
    message: refusalMessages[refusal.code],
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
