import type { Fact } from '../facts.ts';
import type { Capability } from '../kernel/capability.ts';
import type { Invalidated } from '../kernel/invalidated.ts';
import { boundDeadlines } from '../newcomers/network.ts';
import type { StreamState } from '../state.ts';
import { waitlistCommands } from './commands.ts';
import type { WaitlistFacts } from './facts.ts';
import { waitlistFolds } from './fold.ts';
import { endLine, invalidatePlaces } from './line.ts';
import { waitlistMerge } from './merge.ts';
import { linesEnd, mayOffer, nextOffer, offersEndAtMs } from './offer.ts';
import { waitlistViews } from './views.ts';

/** Waiting for units that others hold (H5). */
export const waitlist = {
  fold: waitlistFolds,
  commands: waitlistCommands,
  invalidates: {
    waitlist_joined: (into, _state, { itemNumber, buyerId }) => {
      // At its end: nobody else's place is another one.
      into.waitlists.add(itemNumber);
      into.buyers.add(buyerId);
    },
    waitlist_left: (into, state, { itemNumber, buyerId }) => {
      invalidatePlaces(into, state, itemNumber);
      into.buyers.add(buyerId);
    },
    waitlist_offered: (into, state, { itemNumber, buyerId }) => {
      invalidatePlaces(into, state, itemNumber);
      into.stock.add(itemNumber);
      into.buyers.add(buyerId);
    },
    offer_declined: tellOffer,
    offer_expired: tellOffer,
    waitlist_ended: (into, _state, { itemNumber, buyerIds }) => {
      into.waitlists.add(itemNumber);
      for (const buyerId of buyerIds) into.buyers.add(buyerId);
    },
  },
  deadlines: {
    of: {
      waitlist_joined: (state, { itemNumber }) => boundDeadlines(state, itemNumber),
      waitlist_offered: (_state, { untilMs, holdId }) => [{ dueAtMs: untilMs, kind: 'hold', id: holdId }],
    },
    all: (state) => (state.status === 'ENDED' ? linesEnd(state) : []),
    decide: {
      waitlist: (state, { dueAtMs }) => {
        if (state.status !== 'ENDED' || offersEndAtMs(state) !== dueAtMs) return [];
        return [...state.waitlists.keys()].flatMap((itemNumber) => endLine(state, itemNumber, dueAtMs));
      },
    },
  },
  reactions: [{ isPossible: mayOffer, next: nextOffer }],
  due: {
    offer_expired: (state, { dueAtMs, holdId }) => ({
      said: dueAtMs,
      set: state.holds.get(holdId)?.untilMs ?? null,
    }),
    waitlist_ended: (state, { dueAtMs }) =>
      dueAtMs === null ? null : { said: dueAtMs, set: offersEndAtMs(state) },
    waitlist_left: (_state, { reason }) => (reason === 'ran_out' ? 'behind' : null),
  },
  orderRows: {
    waitlist_joined: 'untouched',
    waitlist_left: 'untouched',
    waitlist_offered: 'untouched',
    offer_declined: 'untouched',
    offer_expired: 'untouched',
    waitlist_ended: 'untouched',
  },
  on: {
    merge: waitlistMerge,
    streamEnds: { sets: linesEnd },
    itemRemoved: (state, itemNumber) => endLine(state, itemNumber, null),
  },
  views: waitlistViews,
} satisfies Capability<WaitlistFacts, 'waitlist'>;

function tellOffer(
  into: Invalidated,
  _state: StreamState,
  { itemNumber, buyerId }: Fact<'offer_declined' | 'offer_expired'>,
): void {
  into.stock.add(itemNumber);
  into.buyers.add(buyerId);
}
