import { Histogram } from '../../lib/histogram.ts';
import type { AppendOutcome } from './store.ts';

/** How long the store takes for a batch, in ms: from some tenths on a quick disk to what nobody waits for. */
const BOUNDS_MS = [0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000] as const;

/** How long commits took, by what the store said. */
export type CommitTimes = Readonly<Record<AppendOutcome['kind'], Histogram>>;

export function newCommitTimes(): CommitTimes {
  const times = () => new Histogram(BOUNDS_MS);
  return { committed: times(), conflict: times(), unknown: times(), failed: times() };
}
