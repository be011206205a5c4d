import { pauseSelling } from '../../market/stream/pause.ts';
import type { ApplicationDeps } from '../deps.ts';

const TRIES = 3;
/** Streams whose sale is paused in memory alone; there are never so many open. */
const MAX_HERE = 1_000;

/**
 * Pauses the sale of a stream because its books are wrong (S6): by a fact, so that every node and the next start know
 * it. If the log can't take the fact any more, then in this process alone, until the host resumes or it ends.
 * @returns where it stands written
 */
export async function pauseForAudit(
  deps: ApplicationDeps,
  streamId: string,
  found: string,
): Promise<'log' | 'memory'> {
  const engine = await deps.engines.stream(streamId).catch(() => null);
  for (let tries = 0; engine && tries < TRIES; tries += 1) {
    const outcome = await engine.submit({
      readAtMs: deps.clock.steadyMs(),
      ids: [],
      key: null,
      decide: (state) => pauseSelling(state, { reason: 'audit', found }),
    });
    if (outcome.kind === 'accepted') return 'log';
  }
  if (deps.pausedHere.size < MAX_HERE) deps.pausedHere.add(streamId);
  return 'memory';
}
