import type { Folds } from '../kernel/capability.ts';
import { endAlarms, MAX_BARS } from './cash.ts';
import type { NewcomersFacts } from './facts.ts';
import { boundAgain, liftBound, noteBoundEnd } from './network.ts';

export const newcomersFolds: Folds<NewcomersFacts> = {
  bounds_set: (state, fact, { seq, atMs }) => {
    state.settings = { ...state.settings, ...fact.bounds };
    state.boundsVersion = seq;
    for (const itemNumber of state.waitlists.keys()) noteBoundEnd(state, itemNumber, atMs);
  },
  network_bound_lifted: (state, { itemNumber }, { atMs }) => {
    liftBound(state, itemNumber);
    noteBoundEnd(state, itemNumber, atMs);
  },
  cash_barred: (state, { of, itemNumbers }, { seq, atMs }) => {
    const { newcomersCash } = state;
    newcomersCash.bars = [...newcomersCash.bars, { seq, of, sinceMs: atMs }].slice(-MAX_BARS);
    endAlarms(state, of);
    for (const itemNumber of itemNumbers) {
      noteBoundEnd(state, itemNumber, atMs);
      boundAgain(state, itemNumber, atMs);
    }
  },
  cash_allowed: ({ newcomersCash }, { bar }) => {
    newcomersCash.bars = newcomersCash.bars.filter(({ seq }) => seq !== bar);
  },
  network_bound_ended: (state, { itemNumber, dueAtMs }) => {
    noteBoundEnd(state, itemNumber, dueAtMs);
  },
};
