import type { Capability } from '../kernel/capability.ts';
import type { AllMoments } from '../kernel/moments.ts';
import type { AccountFacts } from './facts.ts';
import { accountFolds } from './fold.ts';

/**
 * Who is whom (B2).
 * @param moments what a merge means to the others
 */
export function accountOf({ merges }: AllMoments) {
  return {
    fold: accountFolds(merges),
    invalidates: {
      buyers_merged: (into, state, fact) => {
        into.buyers.add(fact.intoId).add(fact.fromId);
        for (const merge of merges) merge.invalidate?.(into, state, fact);
      },
    },
  } satisfies Capability<AccountFacts>;
}
