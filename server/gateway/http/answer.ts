import type { Response } from 'express';
import type { Refusal, RefusalCode } from '../../../shared/contract/refusals.ts';
import { refusalAck } from '../../application/ack.ts';

/** The HTTP status of a refusal. One about the market's state is a conflict. */
export function statusOf(code: RefusalCode): number {
  switch (code) {
    case 'BAD_REQUEST':
    case 'TOO_MANY_LINES':
      return 400;
    case 'UNAUTHENTICATED':
      return 401;
    case 'FORBIDDEN':
      return 403;
    case 'NOT_FOUND':
      return 404;
    case 'UPGRADE_REQUIRED':
      return 426;
    case 'RATE_LIMITED':
      return 429;
    case 'INTERNAL':
      return 500;
    case 'BUSY':
    case 'UNAVAILABLE':
      return 503;
    default:
      return 409;
  }
}

/** Answers with a refusal. `ref` finds the log line; `message` is for developers. */
export function answerRefusal(
  response: Response,
  refusal: Refusal,
  more: { status?: number; message?: string; ref?: string } = {},
): void {
  const { status = statusOf(refusal.code), message, ref } = more;
  const reply = refusalAck(refusal);
  if ('retryAfterMs' in refusal) {
    response.set('Retry-After', String(Math.max(1, Math.ceil(refusal.retryAfterMs / 1_000))));
  }
  response.status(status).json({ ...reply, ...(message && { message }), ...(ref && { ref }) });
}
