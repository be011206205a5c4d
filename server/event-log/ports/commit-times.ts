import { Histogram } from '../../lib/histogram.ts';
import type { AppendOutcome } from './store.ts';

/** Buckets of a commit's duration in ms, from a fast disk to beyond every client's patience. */
const BOUNDS_MS = [0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000] as const;

/** The durations of commits, by outcome. */
export type CommitTimes = Readonly<Record<AppendOutcome['kind'], Histogram>>;

export function newCommitTimes(): CommitTimes {
  const times = () => new Histogram(BOUNDS_MS);
  return { committed: times(), conflict: times(), unknown: times(), failed: times() };
}
