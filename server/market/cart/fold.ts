import type { Fact } from '../facts.ts';
import { buyerOf, noteReceipt } from '../kernel/buyers.ts';
import type { Folds } from '../kernel/capability.ts';
import type { Stamp } from '../kernel/stamp.ts';
import { countNewHeld } from '../newcomers/count.ts';
import { noteAsk } from '../newcomers/network.ts';
import type { StreamState } from '../state.ts';
import { take } from '../stock/counters.ts';
import type { CartFacts } from './facts.ts';
import { keepHold, releaseHold } from './holds.ts';
import { dropLineIfEmpty, lineOf } from './lines.ts';
import type { Hold } from './state.ts';

export const cartFolds: Folds<CartFacts> = {
  cart_added: added,
  cart_removed: (state, fact) => {
    const buyer = buyerOf(state, fact.buyerId);
    const line = lineOf(buyer, fact.itemNumber);
    line.expired -= fact.expired;
    line.direct -= fact.direct;
    for (const part of fact.released) releaseHold(state, part);
    // What is taken at another price keeps its place in the cart.
    if (fact.takes === undefined) dropLineIfEmpty(buyer, fact.itemNumber);
  },
  hold_expired: (state, fact) => {
    const buyer = buyerOf(state, fact.buyerId);
    releaseHold(state, fact);
    lineOf(buyer, fact.itemNumber).expired += fact.units;
    if (fact.strike) buyer.strikes += 1;
  },
};

function added(state: StreamState, fact: Fact<'cart_added'>, { atMs }: Stamp): void {
  const buyer = buyerOf(state, fact.buyerId);
  const line = lineOf(buyer, fact.itemNumber);
  noteAsk(state, fact, fact.networkTag, atMs);
  line.expired -= Math.min(line.expired, fact.units);
  if (fact.receiptAtMs !== undefined && fact.hold) noteReceipt(buyer, fact.flashId);
  if (!fact.hold) {
    line.direct += fact.units;
    return;
  }
  take(state, fact.itemNumber, fact.flashId, fact.units, 'held', fact.fromLapsed);
  const { itemNumber, units, unitPriceMinor, flashId, isNew } = fact;
  const { holdId, untilMs } = fact.hold;
  const hold: Hold = {
    holdId,
    buyerId: buyer.buyerId,
    itemNumber,
    units,
    unitPriceMinor,
    flashId,
    untilMs,
    isNew,
  };
  if (flashId !== null) hold.tapAtMs = fact.receiptAtMs ?? fact.receivedAtMs ?? atMs;
  if (fact.lateOk) hold.lateOk = true;
  if (fact.networkTag !== undefined) hold.networkTag = fact.networkTag;
  keepHold(state, hold);
  line.holds.push(holdId);
  buyer.heldUnits += units;
  if (isNew) countNewHeld(state, buyer, hold, units);
}
