import type { Ack } from '../../shared/contract/command.ts';
import { isRetryable, type LineFault, type Refusal } from '../../shared/contract/refusals.ts';
import type { Outcome } from '../engine/answers.ts';

/** A refusal as it goes over the wire; an order's also names each line at fault (O1). */
export function refusalAck(
  refusal: Refusal,
  lines?: readonly LineFault[],
): Extract<Ack<object>, { ok: false }> {
  const ack = { ok: false, message: refusal.code, retryable: isRetryable(refusal.code), ...refusal } as const;
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
