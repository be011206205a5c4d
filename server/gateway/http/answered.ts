import type { Refusal } from '../../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../../shared/values/result.ts';
import type { StaffAck } from '../../application/application.ts';

/** The answer of a command as a route's result. */
export function answered<Reply>(ack: StaffAck<Reply>): Result<Reply, Refusal> {
  return only(ack, (accepted) => {
    const { ok: _ok, ...reply } = accepted as { ok: true } & Reply;
    return reply as Reply;
  });
}

/** A part of a command's answer as a route's result. */
export function only<Reply, Part>(
  ack: StaffAck<Reply>,
  pick: (accepted: Reply) => Part,
): Result<Part, Refusal> {
  if (ack.ok) return ok(pick(ack));
  const { ok: _ok, message: _message, retryable: _retryable, lacksRight: _lacksRight, ...refusal } = ack;
  return refuse(refusal as Refusal);
}
