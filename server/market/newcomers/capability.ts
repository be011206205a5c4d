import type { Capability } from '../kernel/capability.ts';
import { newcomersCommands } from './commands.ts';
import type { NewcomersFacts } from './facts.ts';
import { newcomersFolds } from './fold.ts';
import { newcomersMerge } from './merge.ts';

/** What newcomers and unpaid orders may keep of the stock (H3, H6). */
export const newcomers = {
  fold: newcomersFolds,
  commands: newcomersCommands,
  invalidates: {
    bounds_set: (into, state) => {
      // What newcomers may still keep of each item stands with its shelf (H6).
      for (const itemNumber of state.items.keys()) into.stock.add(itemNumber);
      for (const buyerId of state.buyers.keys()) into.buyers.add(buyerId);
    },
  },
  on: { merge: newcomersMerge, streamEnds: null, itemRemoved: null },
} satisfies Capability<NewcomersFacts>;
