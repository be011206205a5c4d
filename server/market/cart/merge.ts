import type { Merge } from '../account/merging.ts';
import { noteReceipt } from '../kernel/buyers.ts';
import { invalidateUnits } from '../kernel/invalidated.ts';
import { releaseHold } from './holds.ts';
import { dropLineIfEmpty, lineOf } from './lines.ts';

/** Two carts become one (B2): what is over a limit goes back first, then the rest is the other's. */
export const cartMerge: Merge = {
  fold: (state, from, into, { released }) => {
    for (const part of released) {
      const holder = state.buyers.get(state.holds.get(part.holdId)?.buyerId ?? '');
      releaseHold(state, part);
      if (holder) dropLineIfEmpty(holder, part.itemNumber);
    }
    for (const line of from.lines) {
      const target = lineOf(into, line.itemNumber);
      target.direct += line.direct;
      target.expired += line.expired;
      target.holds.push(...line.holds);
      for (const holdId of line.holds) state.holds.get(holdId)!.buyerId = into.buyerId;
      dropLineIfEmpty(into, line.itemNumber);
    }
    into.heldUnits += from.heldUnits;
    into.strikes = Math.max(into.strikes, from.strikes);
    for (const flashId of from.receipts ?? []) noteReceipt(into, flashId);
  },
  invalidate: (changed, _state, { released }) => {
    for (const { itemNumber, flashId } of released) invalidateUnits(changed, itemNumber, flashId);
  },
};
