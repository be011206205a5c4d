import type { CartFact, Stamp } from '../facts.ts';
import { countNew } from '../newcomers/count.ts';
import type { HoldPart } from '../order/order.ts';
import { type Buyer, type CartLine, cartLine, type Hold, type StreamState } from '../state.ts';
import { release, take } from '../stock/counters.ts';

export function applyCartFact(state: StreamState, fact: CartFact, stamp: Stamp): void {
  switch (fact.type) {
    case 'cart_added':
      added(state, fact, stamp);
      return;
    case 'cart_removed': {
      const buyer = buyerOf(state, fact.buyerId);
      const line = lineOf(buyer, fact.itemNumber);
      line.expired -= fact.expired;
      line.direct -= fact.direct;
      for (const part of fact.released) releaseHold(state, part);
      dropLineIfEmpty(buyer, fact.itemNumber);
      return;
    }
    case 'hold_expired': {
      const buyer = buyerOf(state, fact.buyerId);
      releaseHold(state, fact);
      lineOf(buyer, fact.itemNumber).expired += fact.units;
      if (fact.strike) buyer.strikes += 1;
      return;
    }
  }
}

function added(state: StreamState, fact: Extract<CartFact, { type: 'cart_added' }>, { atMs }: Stamp): void {
  const buyer = buyerOf(state, fact.buyerId);
  const line = lineOf(buyer, fact.itemNumber);
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
  state.holds.set(holdId, hold);
  line.holds.push(holdId);
  buyer.heldUnits += units;
  if (isNew) countNew(state, buyer, itemNumber, units);
}

/** A receipt gave the price of a flash: no other does for this buyer (F5). */
export function noteReceipt(buyer: Buyer, flashId: string | null): void {
  if (flashId === null || buyer.receipts?.includes(flashId)) return;
  buyer.receipts = [...(buyer.receipts ?? []), flashId];
}

/** Frees units of a hold: back to the shelf, and out of the buyer's cart. */
export function releaseHold(state: StreamState, part: HoldPart): void {
  const hold = state.holds.get(part.holdId);
  if (!hold) throw new Error(`Hold ${part.holdId} is not in the log of ${state.streamId}.`);
  release(state, hold.itemNumber, hold.flashId, part.units, 'held');
  spendHold(state, hold, part.units);
}

/** Takes units out of a hold and its cart line; where they go is the caller's matter. */
export function spendHold(state: StreamState, hold: Hold, units: number): void {
  const buyer = buyerOf(state, hold.buyerId);
  hold.units -= units;
  buyer.heldUnits -= units;
  if (hold.isNew) countNew(state, buyer, hold.itemNumber, -units);
  if (hold.units > 0) return;
  state.holds.delete(hold.holdId);
  const line = cartLine(buyer, hold.itemNumber);
  if (line) line.holds = line.holds.filter((holdId) => holdId !== hold.holdId);
}

/** The buyer's record, made at the first fact that needs it. */
export function buyerOf(state: StreamState, buyerId: string): Buyer {
  const id = state.aliases.get(buyerId) ?? buyerId;
  let buyer = state.buyers.get(id);
  if (!buyer) {
    buyer = {
      buyerId: id,
      lines: [],
      heldUnits: 0,
      newUnits: 0,
      strikes: 0,
      hasPaid: false,
      taken: [],
      orderIds: [],
    };
    state.buyers.set(id, buyer);
  }
  return buyer;
}

export function lineOf(buyer: Buyer, itemNumber: number): CartLine {
  let line = cartLine(buyer, itemNumber);
  if (!line) {
    line = { itemNumber, direct: 0, expired: 0, holds: [] };
    buyer.lines.push(line);
  }
  return line;
}

export function dropLineIfEmpty(buyer: Buyer, itemNumber: number): void {
  const line = cartLine(buyer, itemNumber);
  if (line && line.direct === 0 && line.expired === 0 && line.holds.length === 0)
    buyer.lines = buyer.lines.filter((other) => other !== line);
}
