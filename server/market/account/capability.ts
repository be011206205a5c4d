import type { Capability } from '../kernel/capability.ts';
import { invalidateUnits } from '../kernel/invalidated.ts';
import { invalidatePlaces } from '../waitlist/line.ts';
import type { AccountFacts } from './facts.ts';
import { accountFolds } from './fold.ts';

/** Who is whom (B2). */
export const account = {
  fold: accountFolds,
  invalidates: {
    buyers_merged: (into, state, { fromId, intoId, released }) => {
      for (const { itemNumber, flashId } of released) invalidateUnits(into, itemNumber, flashId);
      into.buyers.add(intoId).add(fromId);
      // Of two places in a line one stays: whoever stood behind the other moves up.
      for (const itemNumber of state.buyers.get(intoId)?.waitsFor ?? []) {
        invalidatePlaces(into, state, itemNumber);
      }
      for (const orderId of state.buyers.get(intoId)?.orderIds ?? []) into.orders.add(orderId);
    },
  },
} satisfies Capability<AccountFacts>;
