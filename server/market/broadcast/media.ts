import type { StreamFact } from '../facts.ts';
import type { Decision } from '../kernel/decision.ts';
import { accept } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';
import { resumption } from '../stream/decide.ts';
import { isOver } from './ingest-key.ts';

/** So long a stream that has media may be without any before it is interrupted (S2). */
export const MEDIA_GRACE_MS = 10_000;

type Reply = { seq: number };
const reply = (_after: Readonly<StreamState>, seq: number): Reply => ({ seq });

/**
 * The first media packet of a host's device, or the first after a silence: from now on this stream has media, and an
 * interruption is over, whoever made it (S2). Off the air, or flowing already → nothing happens.
 */
export function mediaStarted(state: StreamState): Decision<Reply> {
  if (state.status !== 'LIVE' && state.status !== 'INTERRUPTED') return accept([], reply);
  if (state.media && state.media.interruptsAtMs === null) return accept([], reply);
  const facts: StreamFact[] = [{ type: 'media_started' }];
  if (state.status === 'INTERRUPTED') facts.push(resumption(null));
  return accept(facts, reply);
}

/**
 * No media has come from any host's device since `lastAtMs`: sets the deadline that interrupts the stream (S2). A stream
 * that never had media is not interrupted by having none.
 */
export function mediaStopped(
  state: StreamState,
  request: { lastAtMs: number },
  by: { atMs: number },
): Decision<Reply> {
  if (state.status !== 'LIVE' && state.status !== 'INTERRUPTED') return accept([], reply);
  if (!state.media || state.media.interruptsAtMs !== null) return accept([], reply);
  // Noticed late, it is due at once; but never before the fact that says so.
  const dueAtMs = Math.max(request.lastAtMs + MEDIA_GRACE_MS, by.atMs + 1);
  return accept([{ type: 'media_stopped', dueAtMs }], reply);
}

/**
 * This server takes the media of a stream to itself, because a device begins to broadcast here. Another one that has it
 * is left alone, unless it is the one that was found to be gone. Has it already, or nothing more to broadcast → nothing
 * happens.
 */
export function claimMediaHome(
  state: StreamState,
  { node, address, gone }: { node: string; address: string; gone: string | null },
): Decision<Reply> {
  const { mediaHome } = state;
  const isOwn = mediaHome?.node === node && mediaHome.address === address;
  const isOthers = mediaHome !== null && mediaHome.node !== node && mediaHome.node !== gone;
  if (isOver(state) || isOwn || isOthers) return accept([], reply);
  return accept([{ type: 'media_home_set', node, address }], reply);
}
