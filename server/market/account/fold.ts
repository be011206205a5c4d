import { buyerOf } from '../kernel/buyers.ts';
import type { Folds } from '../kernel/capability.ts';
import type { AccountFacts } from './facts.ts';
import type { Merge } from './merging.ts';

/** @param merges what the other capabilities give from one buyer to the other, in this order */
export function accountFolds(merges: readonly Merge[]): Folds<AccountFacts> {
  return {
    buyers_merged: (state, fact) => {
      const from = state.buyers.get(fact.fromId);
      const into = buyerOf(state, fact.intoId);
      if (from) {
        for (const merge of merges) merge.fold(state, from, into, fact);
        state.buyers.delete(from.buyerId);
      }
      for (const merge of merges) merge.foldIds?.(state, fact);
      const joining = [...(state.former.get(fact.fromId) ?? []), fact.fromId];
      for (const id of joining) state.aliases.set(id, into.buyerId);
      state.former.delete(fact.fromId);
      state.former.set(into.buyerId, [...(state.former.get(into.buyerId) ?? []), ...joining]);
    },
  };
}
