import type { Merge } from '../account/merging.ts';
import type { Deadline } from '../deadlines.ts';
import type { StreamFact } from '../facts.ts';
import type { StreamState } from '../state.ts';

/** What a moment that crosses capabilities means to one of them; null: nothing. */
export interface Moments {
  /** Two buyers become one (B2). */
  merge: Merge | null;
  /** A stream ends (S3), or is cancelled before it began. */
  streamEnds: StreamEnds | null;
  /** An item was taken out of the bag (L3): the facts that follow. */
  itemRemoved: ((state: Readonly<StreamState>, itemNumber: number) => StreamFact[]) | null;
}

interface StreamEnds {
  /** The facts that come before the end, or the cancellation. */
  before?(state: Readonly<StreamState>, atMs: number): StreamFact[];
  /** The deadlines that the end sets; in a cancelled stream nothing is due. */
  sets?(state: StreamState): Deadline[];
}

/** The same moments for all of these, one after the other. */
export interface AllMoments {
  merges: readonly Merge[];
  beforeEnd(state: Readonly<StreamState>, atMs: number): StreamFact[];
  endSets(state: StreamState): Deadline[];
  itemRemoved(state: Readonly<StreamState>, itemNumber: number): StreamFact[];
}

/** Whoever stands first goes first. */
export function allMoments(each: readonly Moments[]): AllMoments {
  return {
    merges: each.flatMap(({ merge }) => merge ?? []),
    beforeEnd: (state, atMs) => each.flatMap(({ streamEnds }) => streamEnds?.before?.(state, atMs) ?? []),
    endSets: (state) => each.flatMap(({ streamEnds }) => streamEnds?.sets?.(state) ?? []),
    itemRemoved: (state, itemNumber) =>
      each.flatMap(({ itemRemoved }) => itemRemoved?.(state, itemNumber) ?? []),
  };
}
