import type { Merge } from '../account/merging.ts';

/** Two newcomers become one (B2): it keeps what both kept, and is no newcomer if one was none (H6, H8). */
export const newcomersMerge: Merge = {
  fold: (_state, from, into) => {
    into.newUnits += from.newUnits;
    if (from.newCash) into.newCash = [...(into.newCash ?? []), ...from.newCash];
    into.hasPaid ||= from.hasPaid;
  },
};
