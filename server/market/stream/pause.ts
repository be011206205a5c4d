import type { PauseReason } from '../../../shared/market/stream/contract.ts';
import type { ConsoleAt } from '../kernel/console-at.ts';
import type { ConsoleReply } from '../kernel/console-reply.ts';
import { consoleReply, ofStream } from '../kernel/console-reply.ts';
import type { Decision } from '../kernel/decision.ts';
import { accept } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';

/** The most that is kept of what was found: a sentence for the host, never a name or a number of a person (A3). */
const MAX_FOUND = 300;

/**
 * Stops the sale of a whole stream because its books can't be trusted (S6): the server's own decision, never a
 * buyer's or a host's. Paused already → nothing happens, the first reason stands. What is over needs no pause.
 */
export function pauseSelling(
  state: StreamState,
  request: { reason: PauseReason; found: string },
): Decision<{ seq: number }> {
  const reply = (_after: Readonly<StreamState>, seq: number) => ({ seq });
  if (state.pause || state.status === 'CLOSED' || state.status === 'CANCELLED') return accept([], reply);
  const found = request.found.slice(0, MAX_FOUND);
  return accept([{ type: 'selling_paused', reason: request.reason, found }], reply);
}

/** Sells again, once the host has looked and says so (S6). Not paused → nothing happens. */
export function resumeSelling(state: StreamState, _request: object, by: ConsoleAt): Decision<ConsoleReply> {
  if (!state.pause) return accept([], consoleReply(null, ofStream));
  return accept([{ type: 'selling_resumed', by: by.by }], consoleReply(null, ofStream));
}
