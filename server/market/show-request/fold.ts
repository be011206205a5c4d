import type { Folds } from '../kernel/capability.ts';
import type { StreamState } from '../state.ts';
import type { ShowRequestFacts } from './facts.ts';
import { markOf } from './mark.ts';

export const showRequestFolds: Folds<ShowRequestFacts> = {
  shows_requested: (state, { items }) => {
    dropAnswered(state);
    for (const { itemNumber, marks } of items) {
      const item = state.items.get(itemNumber);
      if (!item) throw new Error(`There is no item ${itemNumber} in ${state.streamId}.`);
      const { pinnedSeq } = item;
      const known = state.askers.get(itemNumber);
      const asking = known?.pinnedSeq === pinnedSeq ? known : { pinnedSeq, marks: new Set<number>() };
      for (const mark of marks) asking.marks.add(mark);
      state.askers.set(itemNumber, asking);
      item.showRequests += marks.length;
    }
  },
};

/** Lets those go whose item was pinned since, unless it is pinned now: that may still be undone (L5). */
function dropAnswered(state: StreamState): void {
  for (const [itemNumber, { pinnedSeq }] of state.askers) {
    const isAnswered = state.items.get(itemNumber)?.pinnedSeq !== pinnedSeq;
    if (isAnswered && !state.pins.some((pin) => pin.itemNumber === itemNumber)) {
      state.askers.delete(itemNumber);
    }
  }
}

/** Two buyers become one (B2): who asked twice for an item is counted once from now on. */
export function mergeAskers(state: StreamState, fromId: string, intoId: string): void {
  const from = markOf(fromId);
  for (const { marks } of state.askers.values()) {
    if (marks.delete(from)) marks.add(markOf(intoId));
  }
}
