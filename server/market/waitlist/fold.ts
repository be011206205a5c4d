import type { Buyer } from '../account/state.ts';
import { keepHold, releaseHold } from '../cart/holds.ts';
import { dropLineIfEmpty, lineOf } from '../cart/lines.ts';
import type { Hold } from '../cart/state.ts';
import type { Fact } from '../facts.ts';
import { buyerOf } from '../kernel/buyers.ts';
import type { Folds } from '../kernel/capability.ts';
import { countNewHeld } from '../newcomers/count.ts';
import { noteAsk } from '../newcomers/network.ts';
import type { StreamState } from '../state.ts';
import { take } from '../stock/counters.ts';
import type { WaitlistFacts } from './facts.ts';

export const waitlistFolds: Folds<WaitlistFacts> = {
  waitlist_joined: (state, fact, stamp) => {
    const { buyerId } = buyerOf(state, fact.buyerId);
    const { itemNumber, units, isNew, networkTag } = fact;
    const line = state.waitlists.get(itemNumber) ?? [];
    const from = networkTag === undefined ? {} : { networkTag };
    line.push({ buyerId, units, isNew, ...from, seq: stamp.seq, sinceMs: stamp.atMs });
    noteAsk(state, { itemNumber, flashId: null }, networkTag, stamp.atMs);
    state.waitlists.set(itemNumber, line);
    waitsFor(buyerOf(state, buyerId), itemNumber);
  },
  waitlist_left: (state, fact) => {
    leaveLine(state, fact.itemNumber, fact.buyerId);
  },
  waitlist_offered: offered,
  offer_declined: (state, fact) => {
    for (const part of fact.released) releaseHold(state, part);
    dropLineIfEmpty(buyerOf(state, fact.buyerId), fact.itemNumber);
  },
  offer_expired: (state, fact) => {
    releaseHold(state, fact);
    lineOf(buyerOf(state, fact.buyerId), fact.itemNumber).expired += fact.units;
  },
  waitlist_ended: (state, fact) => {
    for (const buyerId of fact.buyerIds) leaveLine(state, fact.itemNumber, buyerId);
  },
};

/**
 * Two buyers become one (B2): the place in front stays, with the larger of the two wishes. Called before the guest's
 * record goes.
 */
export function mergeWaiting(state: StreamState, from: Buyer, into: Buyer): void {
  for (const itemNumber of [...(from.waitsFor ?? [])]) {
    const line = state.waitlists.get(itemNumber) ?? [];
    const [first, second] = line.filter(
      ({ buyerId }) => buyerId === from.buyerId || buyerId === into.buyerId,
    );
    if (!first) continue;
    if (second) {
      first.units = Math.max(first.units, second.units);
      first.isNew &&= second.isNew;
      line.splice(line.indexOf(second), 1);
    }
    first.buyerId = into.buyerId;
    if (!into.waitsFor?.includes(itemNumber)) waitsFor(into, itemNumber);
  }
}

function offered(state: StreamState, fact: Fact<'waitlist_offered'>): void {
  const buyer = buyerOf(state, fact.buyerId);
  const { itemNumber, units, unitPriceMinor, holdId, untilMs, isNew } = fact;
  const waiter = state.waitlists.get(itemNumber)?.find(({ buyerId }) => buyerId === buyer.buyerId);
  if (!waiter) throw new Error(`${buyer.buyerId} does not wait for item ${itemNumber} of ${state.streamId}.`);
  take(state, itemNumber, null, units, 'held');
  const { buyerId } = buyer;
  const hold: Hold = {
    holdId,
    buyerId,
    itemNumber,
    units,
    unitPriceMinor,
    flashId: null,
    untilMs,
    isNew,
    isOffer: true,
  };
  // An offer is its place's: whoever takes the place took it from there.
  if (waiter.networkTag !== undefined) hold.networkTag = waiter.networkTag;
  keepHold(state, hold);
  const line = lineOf(buyer, itemNumber);
  line.expired -= Math.min(line.expired, units);
  line.holds.push(holdId);
  buyer.heldUnits += units;
  if (isNew) countNewHeld(state, buyer, hold, units);
  waiter.units -= units;
  if (waiter.units === 0) leaveLine(state, itemNumber, buyerId);
}

function waitsFor(buyer: Buyer, itemNumber: number): void {
  buyer.waitsFor = [...(buyer.waitsFor ?? []), itemNumber];
}

function leaveLine(state: StreamState, itemNumber: number, named: string): void {
  const buyer = buyerOf(state, named);
  const line = state.waitlists.get(itemNumber)?.filter(({ buyerId }) => buyerId !== buyer.buyerId) ?? [];
  if (line.length === 0) state.waitlists.delete(itemNumber);
  else state.waitlists.set(itemNumber, line);
  const rest = buyer.waitsFor?.filter((other) => other !== itemNumber) ?? [];
  if (rest.length > 0) buyer.waitsFor = rest;
  else delete buyer.waitsFor;
}
