import type { ReleasedPart } from '../cart/state.ts';

/** What happens to the people behind the ids. */
export interface AccountFacts {
  buyers_merged: {
    fromId: string;
    intoId: string;
    /** Holds over a limit after the merge, latest first (B2). */
    released: (ReleasedPart & { itemNumber: number })[];
  };
}
