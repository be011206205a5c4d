import type { Refusal } from '../../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../../shared/values/result.ts';
import type { StaffAck } from '../../application/application.ts';

/** The answer of a command as a route gives it. */
export function answered<Reply>(ack: StaffAck<Reply>): Result<Reply, Refusal> {
  if (!ack.ok) {
    const { ok: _ok, message: _message, retryable: _retryable, lacksRight: _lacksRight, ...refusal } = ack;
    return refuse(refusal as Refusal);
  }
  const { ok: _ok, ...reply } = ack;
  return ok(reply as Reply);
}
