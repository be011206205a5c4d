import type { Merge } from '../account/merging.ts';
import { mergeGroups } from './group.ts';

/** What two buyers send from one origin to one address goes together from now on (B2, P1). */
export const shippingMerge: Merge = {
  fold: (_state, from, into) => {
    mergeGroups(from, into);
  },
};
