import type { Folds } from '../kernel/capability.ts';
import type { NewcomersFacts } from './facts.ts';

export const newcomersFolds: Folds<NewcomersFacts> = {
  bounds_set: (state, fact, { seq }) => {
    state.settings = { ...state.settings, ...fact.bounds };
    state.boundsVersion = seq;
  },
  // When a bound ends is in the state already; that it has is said for those who wait.
  network_bound_ended: () => {},
};
