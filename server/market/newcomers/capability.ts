import type { Capability } from '../kernel/capability.ts';
import { type Invalidated, invalidateStream } from '../kernel/invalidated.ts';
import type { StreamState } from '../state.ts';
import { newcomersCommands } from './commands.ts';
import type { NewcomersFacts } from './facts.ts';
import { newcomersFolds } from './fold.ts';
import { newcomersMerge } from './merge.ts';
import { boundDeadlines, boundEnds } from './network.ts';

/** What newcomers and unpaid orders may keep of the stock (H3, H6, H8). */
export const newcomers = {
  fold: newcomersFolds,
  commands: newcomersCommands,
  invalidates: {
    bounds_set: (into, state) => {
      // Who waits for an item may be offered units by other bounds.
      for (const itemNumber of state.waitlists.keys()) into.stock.add(itemNumber);
      for (const buyerId of state.buyers.keys()) into.buyers.add(buyerId);
    },
    network_bound_ended: tellLine,
    network_bound_lifted: tellLine,
    cash_barred: invalidateStream,
    cash_allowed: invalidateStream,
  },
  deadlines: {
    of: {
      cash_barred: (state, { itemNumbers }) =>
        itemNumbers.flatMap((itemNumber) => boundDeadlines(state, itemNumber)),
      bounds_set: (state) =>
        [...state.waitlists.keys()].flatMap((itemNumber) => boundDeadlines(state, itemNumber)),
    },
    all: (state) => [...state.waitlists.keys()].flatMap((itemNumber) => boundDeadlines(state, itemNumber)),
    decide: {
      network: (state, { id, dueAtMs }) => {
        const itemNumber = Number(id);
        const isMeant = boundEnds(state, itemNumber).includes(dueAtMs);
        return isMeant ? [{ type: 'network_bound_ended', itemNumber, dueAtMs }] : [];
      },
    },
  },
  due: {
    network_bound_ended: (state, { itemNumber, dueAtMs }) => ({
      said: dueAtMs,
      set: boundEnds(state, itemNumber).find((endMs) => endMs === dueAtMs) ?? null,
    }),
  },
  orderRows: {
    network_bound_ended: 'untouched',
    network_bound_lifted: 'untouched',
    cash_barred: 'untouched',
    cash_allowed: 'untouched',
  },
  views: {
    console: {
      cashAlarms: ({ newcomersCash: { alarms } }) => (alarms.length > 0 ? alarms : undefined),
      cashBars: ({ newcomersCash: { bars } }) => (bars.length > 0 ? bars : undefined),
    },
  },
  on: { merge: newcomersMerge, streamEnds: null, itemRemoved: null },
} satisfies Capability<NewcomersFacts, 'network'>;

function tellLine(into: Invalidated, _state: StreamState, { itemNumber }: { itemNumber: number }): void {
  into.stock.add(itemNumber);
}
