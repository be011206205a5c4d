import type { Deadline } from '../deadlines.ts';
import type { Fact } from '../facts.ts';
import type { Capability } from '../kernel/capability.ts';
import { type Invalidated, invalidateUnits } from '../kernel/invalidated.ts';
import { boundDeadlines } from '../newcomers/network.ts';
import type { StreamState } from '../state.ts';
import { cartCommands } from './commands.ts';
import { expireHold } from './expire.ts';
import type { CartFacts } from './facts.ts';
import { cartFolds } from './fold.ts';
import { cartMerge } from './merge.ts';
import { cartViews } from './views.ts';

/** Carts and holds (H1–H3). */
export const cart = {
  fold: cartFolds,
  commands: cartCommands,
  invalidates: {
    cart_added: tellCart,
    cart_removed: (into, _state, { itemNumber, buyerId, released }) => {
      into.stock.add(itemNumber);
      into.buyers.add(buyerId);
      for (const { flashId } of released) if (flashId !== null) into.flashes.add(flashId);
    },
    hold_expired: tellCart,
  },
  deadlines: {
    of: {
      cart_added: (state, { hold, itemNumber }) => {
        const bounds = boundDeadlines(state, itemNumber);
        return hold ? [{ dueAtMs: hold.untilMs, kind: 'hold', id: hold.holdId }, ...bounds] : bounds;
      },
    },
    all: (state) => {
      const deadlines: Deadline[] = [];
      for (const hold of state.holds.values()) {
        deadlines.push({ dueAtMs: hold.untilMs, kind: 'hold', id: hold.holdId });
      }
      return deadlines;
    },
    decide: { hold: expireHold },
  },
  due: {
    hold_expired: (state, { dueAtMs, holdId }) => ({
      said: dueAtMs,
      set: state.holds.get(holdId)?.untilMs ?? null,
    }),
  },
  records: {
    cart_added: (into, _state, { itemNumber, buyerId, channel = 'direct', taken }, { atMs }) => {
      // What is taken at another price is in the cart already.
      if (!taken) into.count(atMs, 'adds');
      into.addAdder(itemNumber, buyerId, channel);
    },
  },
  orderRows: { cart_added: 'untouched', cart_removed: 'untouched', hold_expired: 'untouched' },
  on: { merge: cartMerge, streamEnds: null, itemRemoved: null },
  views: cartViews,
} satisfies Capability<CartFacts, 'hold'>;

function tellCart(
  into: Invalidated,
  _state: StreamState,
  { itemNumber, buyerId, flashId }: Fact<'cart_added' | 'hold_expired'>,
): void {
  invalidateUnits(into, itemNumber, flashId);
  into.buyers.add(buyerId);
}
