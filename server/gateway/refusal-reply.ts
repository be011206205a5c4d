import {
  isRetryable,
  type Refusal,
  type RefusalCode,
  type RefusalReply,
} from '../../shared/contract/refusals.ts';

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
  INTERNAL: 'Something went wrong on our side.',
  TOO_MANY_LINES: 'There are too many lines in one order.',
};

/** A refusal as it goes over the wire. */
export function refusalReply(refusal: Refusal): RefusalReply {
  const message = messages[refusal.code] ?? refusal.code;
  return { ok: false, message, retryable: isRetryable(refusal.code), ...refusal };
}
