import type { Hold } from '../cart/state.ts';
import { capsOf, takenUnder } from '../kernel/buyer-limits.ts';
import { buyerIdNow } from '../kernel/buyers.ts';
import type { Decision } from '../kernel/decision.ts';
import { accept } from '../kernel/decision.ts';
import { isSelling } from '../kernel/selling.ts';
import type { StreamState } from '../state.ts';
import { returnAfterClose } from '../stock/after-close.ts';
import { flashOf, itemOf } from '../stock/counters.ts';
import type { Buyer } from './state.ts';

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
