import type { Capability } from '../kernel/capability.ts';
import type { AccountFacts } from './facts.ts';
import { accountFolds } from './fold.ts';
import type { Merge } from './merging.ts';

/**
 * Who is whom (B2).
 * @param merges what a merge means to the other capabilities, in the order in which they take part in it
 */
export function accountOf(merges: readonly Merge[]) {
  return {
    fold: accountFolds(merges),
    invalidates: {
      buyers_merged: (into, state, fact) => {
        into.buyers.add(fact.intoId).add(fact.fromId);
        for (const merge of merges) merge.invalidate?.(into, state, fact);
      },
    },
    merge: null,
  } satisfies Capability<AccountFacts>;
}
