import { releaseHold } from '../cart/holds.ts';
import { dropLineIfEmpty, lineOf } from '../cart/lines.ts';
import type { Hold } from '../cart/state.ts';
import type { AccountFact } from '../facts.ts';
import type { Decision } from '../kernel/decision.ts';
import { accept } from '../kernel/decision.ts';
import { addTaken, capsOf, takenUnder } from '../kernel/limits.ts';
import { mergeGroups } from '../shipping/group.ts';
import type { StreamState } from '../state.ts';
import { returnAfterClose } from '../stock/after-close.ts';
import { flashOf, itemOf } from '../stock/counters.ts';
import { isSelling } from '../stream/state.ts';
import { mergeWaiting } from '../waitlist/fold.ts';
import { buyerOf, noteReceipt } from './buyers.ts';
import { type Buyer, buyerIdNow } from './state.ts';

/**
 * Decides the merge of a guest into another (B2). A surplus of holds over a limit is released, latest first; orders
 * never are; after CLOSED what is released goes back to the warehouse (S4). A guest who did nothing here leaves a fact only while goods are sold: a tap may still be on its way.
 */
export function mergeBuyers(
  state: StreamState,
  request: { fromId: string; intoId: string },
  by: { ids: { next(): string } },
): Decision<{ seq: number }> {
  const fromId = buyerIdNow(state, request.fromId);
  const intoId = buyerIdNow(state, request.intoId);
  const from = state.buyers.get(fromId);
  const reply = (_after: Readonly<StreamState>, seq: number) => ({ seq });
  if (fromId === intoId || (!from && !isSelling(state))) return accept([], reply);
  const surplus = from ? surplusHolds(state, from, state.buyers.get(intoId)) : [];
  const released = surplus.map(({ holdId, itemNumber, units, flashId }) => ({
    holdId,
    itemNumber,
    units,
    flashId,
  }));
  return accept(
    [{ type: 'buyers_merged', fromId, intoId, released }, ...returnAfterClose(state, released, by.ids)],
    reply,
  );
}

export function applyAccountFact(state: StreamState, fact: AccountFact): void {
  for (const part of fact.released) {
    const holder = state.buyers.get(state.holds.get(part.holdId)?.buyerId ?? '');
    releaseHold(state, part);
    if (holder) dropLineIfEmpty(holder, part.itemNumber);
  }
  const from = state.buyers.get(fact.fromId);
  const into = buyerOf(state, fact.intoId);
  if (from) moveInto(state, from, into);
  const joining = [...(state.former.get(fact.fromId) ?? []), fact.fromId];
  for (const id of joining) state.aliases.set(id, into.buyerId);
  state.former.delete(fact.fromId);
  state.former.set(into.buyerId, [...(state.former.get(into.buyerId) ?? []), ...joining]);
}

function moveInto(state: StreamState, from: Buyer, into: Buyer): void {
  for (const line of from.lines) {
    const target = lineOf(into, line.itemNumber);
    target.direct += line.direct;
    target.expired += line.expired;
    target.holds.push(...line.holds);
    for (const holdId of line.holds) state.holds.get(holdId)!.buyerId = into.buyerId;
    dropLineIfEmpty(into, line.itemNumber);
  }
  for (const { limit, units } of from.taken) addTaken(into, limit, units);
  for (const orderId of from.orderIds) {
    const order = state.orders.get(orderId);
    if (order) order.buyerId = into.buyerId;
  }
  for (const byLimit of state.phones.values()) {
    for (const byBuyer of byLimit.values()) {
      const units = byBuyer.get(from.buyerId);
      if (units === undefined) continue;
      byBuyer.delete(from.buyerId);
      byBuyer.set(into.buyerId, (byBuyer.get(into.buyerId) ?? 0) + units);
    }
  }
  into.orderIds.push(...from.orderIds);
  if (from.unpaid) into.unpaid = [...(into.unpaid ?? []), ...from.unpaid];
  for (const flashId of from.receipts ?? []) noteReceipt(into, flashId);
  into.heldUnits += from.heldUnits;
  into.newUnits += from.newUnits;
  into.strikes = Math.max(into.strikes, from.strikes);
  into.hasPaid ||= from.hasPaid;
  mergeGroups(from, into);
  mergeWaiting(state, from, into);
  state.buyers.delete(from.buyerId);
}

/** Holds to let go so that the merged buyer is within its limits again, latest deadline first; parts of holds too. */
function surplusHolds(state: StreamState, from: Buyer, into: Buyer | undefined): Hold[] {
  const holds = [from, into].flatMap((buyer) => holdsOf(state, buyer)).sort((a, b) => b.untilMs - a.untilMs);
  const isNew = !from.hasPaid && !into?.hasPaid;
  const room = new Map<string, number>([
    ['held', state.settings.maxHeldUnits],
    ['new', isNew ? roomOfNew(state, holds, from, into) : Number.POSITIVE_INFINITY],
  ]);
  const taken = (limit: string) => takenUnder(from, limit) + takenUnder(into, limit);
  for (const { limit, cap } of holds.flatMap((hold) => limitsOfHold(state, hold))) {
    room.set(limit, Math.max(0, cap - taken(limit)));
  }
  for (const hold of holds) {
    for (const limit of limitsUsed(state, hold)) room.set(limit, (room.get(limit) ?? 0) - hold.units);
  }
  const surplus: Hold[] = [];
  for (const hold of holds) {
    const limits = limitsUsed(state, hold);
    const over = Math.max(0, ...limits.map((limit) => -(room.get(limit) ?? 0)));
    const units = Math.min(hold.units, over);
    if (units === 0) continue;
    for (const limit of limits) room.set(limit, (room.get(limit) ?? 0) + units);
    surplus.push({ ...hold, units });
  }
  return surplus;
}

function holdsOf(state: StreamState, buyer: Buyer | undefined): Hold[] {
  return (buyer?.lines ?? []).flatMap((line) => line.holds.flatMap((id) => state.holds.get(id) ?? []));
}

function limitsOfHold(state: StreamState, hold: Hold): { limit: string; cap: number }[] {
  return capsOf(itemOf(state, hold.itemNumber), flashOf(state, hold.flashId));
}

function limitsUsed(state: StreamState, hold: Hold): string[] {
  const limits = ['held', ...limitsOfHold(state, hold).map(({ limit }) => limit)];
  return hold.isNew ? [...limits, 'new'] : limits;
}

/** H6: what two new buyers may hold together as one: cash orders stay, holds must fit beside them. */
function roomOfNew(state: StreamState, holds: readonly Hold[], from: Buyer, into: Buyer | undefined): number {
  const held = holds.reduce((sum, hold) => sum + (hold.isNew ? hold.units : 0), 0);
  const ordered = from.newUnits + (into?.newUnits ?? 0) - held;
  return Math.max(0, state.settings.newBuyerUnits - ordered);
}
