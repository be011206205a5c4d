import { releaseHold } from '../cart/holds.ts';
import { dropLineIfEmpty, lineOf } from '../cart/lines.ts';
import { buyerOf, noteReceipt } from '../kernel/buyers.ts';
import type { Folds } from '../kernel/capability.ts';
import { addTaken } from '../kernel/limits.ts';
import { mergeGroups } from '../shipping/group.ts';
import type { StreamState } from '../state.ts';
import { mergeWaiting } from '../waitlist/fold.ts';
import type { AccountFacts } from './facts.ts';
import type { Buyer } from './state.ts';

export const accountFolds: Folds<AccountFacts> = {
  buyers_merged: (state, fact) => {
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
  },
};

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
