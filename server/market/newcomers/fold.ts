import type { Folds } from '../kernel/capability.ts';
import type { NewcomersFacts } from './facts.ts';

export const newcomersFolds: Folds<NewcomersFacts> = {
  bounds_set: (state, fact, { seq }) => {
    state.settings = { ...state.settings, ...fact.bounds };
    state.boundsVersion = seq;
  },
};
