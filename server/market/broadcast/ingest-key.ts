import type { ConsoleAt } from '../kernel/console-at.ts';
import type { ConsoleReply } from '../kernel/console-reply.ts';
import { consoleReply, ofStream } from '../kernel/console-reply.ts';
import type { Decision } from '../kernel/decision.ts';
import { accept, refused } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';

/**
 * A new secret for programs that broadcast into this stream; the log knows its hash alone. It takes the place of an
 * older one. What is over takes no broadcast, so no key either.
 */
export function makeIngestKey(
  state: StreamState,
  request: { keyHash: string },
  by: ConsoleAt,
): Decision<ConsoleReply & { ingestKey: string | null }> {
  if (isOver(state)) return refused({ code: 'STREAM_CLOSED' });
  const reply = consoleReply(null, ofStream);
  // The answer is kept with the command's key, so the secret is no part of it: who made it adds it once.
  return accept([{ type: 'ingest_key_made', keyHash: request.keyHash, by: by.by }], (after, seq) => ({
    ...reply(after, seq),
    ingestKey: null,
  }));
}

/** Takes the secret away. None there → nothing happens. */
export function revokeIngestKey(state: StreamState, _request: object, by: ConsoleAt): Decision<ConsoleReply> {
  if (!state.ingestKey) return accept([], consoleReply(null, ofStream));
  return accept([{ type: 'ingest_key_revoked', by: by.by }], consoleReply(null, ofStream));
}

/** True when nothing more is broadcast: the stream has ended, or was called off. */
export function isOver({ status }: Pick<StreamState, 'status'>): boolean {
  return status === 'ENDED' || status === 'CLOSED' || status === 'CANCELLED';
}
