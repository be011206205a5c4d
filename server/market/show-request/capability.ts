import type { Capability } from '../kernel/capability.ts';
import type { ShowRequestFacts } from './facts.ts';
import { mergeAskers, showRequestFolds } from './fold.ts';
import { asksToSee, showRequestViews } from './views.ts';

/** What viewers ask the host to show (L9). */
export const showRequest = {
  fold: showRequestFolds,
  invalidates: {
    shows_requested: (into, _state, { items }) => {
      for (const { itemNumber } of items) into.askers.add(itemNumber);
    },
  },
  orderRows: { shows_requested: 'untouched' },
  on: {
    merge: {
      fold: () => {},
      foldIds: (state, { fromId, intoId }) => mergeAskers(state, fromId, intoId),
      invalidate: (changed, state, { intoId }) => {
        for (const itemNumber of asksToSee(state, intoId) ?? []) changed.askers.add(itemNumber);
      },
    },
    streamEnds: null,
    itemRemoved: null,
  },
  views: showRequestViews,
} satisfies Capability<ShowRequestFacts>;
