import type { Merge } from '../account/merging.ts';

/** Two newcomers become one (B2): it keeps what both kept, and is no newcomer if one was none (H6). */
export const newcomersMerge: Merge = {
  fold: (_state, from, into) => {
    into.newUnits += from.newUnits;
    into.hasPaid ||= from.hasPaid;
  },
};
