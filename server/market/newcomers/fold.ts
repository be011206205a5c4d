import type { Folds } from '../kernel/capability.ts';
import type { NewcomersFacts } from './facts.ts';
import { noteBoundEnd } from './network.ts';

export const newcomersFolds: Folds<NewcomersFacts> = {
  bounds_set: (state, fact, { seq, atMs }) => {
    state.settings = { ...state.settings, ...fact.bounds };
    state.boundsVersion = seq;
    for (const itemNumber of state.waitlists.keys()) noteBoundEnd(state, itemNumber, atMs);
  },
  network_bound_ended: (state, { itemNumber, dueAtMs }) => {
    noteBoundEnd(state, itemNumber, dueAtMs);
  },
};
