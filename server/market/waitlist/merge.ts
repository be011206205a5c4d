import type { Merge } from '../account/merging.ts';
import { mergeWaiting } from './fold.ts';
import { invalidatePlaces } from './line.ts';

/** Of two places in a line one stays (B2, H5): whoever stood behind the other moves up. */
export const waitlistMerge: Merge = {
  fold: mergeWaiting,
  invalidate: (changed, state, { intoId }) => {
    for (const itemNumber of state.buyers.get(intoId)?.waitsFor ?? []) {
      invalidatePlaces(changed, state, itemNumber);
    }
  },
};
