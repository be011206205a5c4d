import type { ReleasedPart } from '../cart/state.ts';

/** What happens to the people behind the ids. */
export interface AccountFacts {
  buyers_merged: Merged;
}

/** A guest is another buyer from now on (B2). */
export interface Merged {
  fromId: string;
  intoId: string;
  /** Holds over a limit after the merge, latest first (B2). */
  released: (ReleasedPart & { itemNumber: number })[];
}
