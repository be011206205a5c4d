import type { StreamFact } from '../../domain/facts.ts';
import { capsOf, counted, orderedByPhone, takenUnder } from '../../domain/limits.ts';
import type { StreamState } from '../../domain/state.ts';
import type { No } from './no.ts';

/** INV9: caps and shares were kept at the moment a fact was accepted (B1, H3, H6, H7); asked after it was applied. */
export function checkLimits(state: StreamState, fact: StreamFact, no: No): void {
  switch (fact.type) {
    case 'basket_added':
      checkCaps(state, fact.buyerId, null, fact, no);
      if (fact.hold) checkHolds(state, fact, no);
      return;
    case 'waitlist_offered':
      checkCaps(state, fact.buyerId, null, { itemNumber: fact.itemNumber, flashId: null }, no);
      checkHolds(state, fact, no);
      return;
    case 'order_placed': {
      for (const line of fact.lines) checkCaps(state, fact.buyerId, fact.phoneTag, line, no);
      return;
    }
    case 'order_paid': {
      const order = state.orders.get(fact.orderId);
      if (!fact.late || !order) return;
      for (const line of order.lines) checkCaps(state, order.buyerId, order.phoneTag, line, no);
      return;
    }
    default:
  }
}

function checkCaps(
  state: StreamState,
  buyerId: string,
  phoneTag: string | null,
  line: { itemNumber: number; flashId: string | null },
  no: No,
): void {
  const item = state.items.get(line.itemNumber);
  if (!item) return;
  const id = state.aliases.get(buyerId) ?? buyerId;
  const buyer = state.buyers.get(id);
  const flash = line.flashId === null ? null : (state.flashes.get(line.flashId) ?? null);
  for (const { limit, cap } of capsOf(item, flash)) {
    const own = counted(state, buyer, limit);
    if (own > cap) throw no('INV9', `${own} units of one buyer under ${limit}`, `at most ${cap}`);
    const byPhone = takenUnder(buyer, limit) + orderedByPhone(state, phoneTag, id, limit);
    if (phoneTag !== null && byPhone > cap) {
      throw no('INV9', `${byPhone} units ordered under one phone under ${limit}`, `at most ${cap}`);
    }
  }
}

function checkHolds(
  state: StreamState,
  fact: { buyerId: string; itemNumber: number; isNew: boolean },
  no: No,
): void {
  const { settings } = state;
  const buyer = state.buyers.get(state.aliases.get(fact.buyerId) ?? fact.buyerId);
  const item = state.items.get(fact.itemNumber);
  if (!buyer || !item) return;
  if (buyer.heldUnits > settings.maxHeldUnits) {
    throw no('INV9', `${buyer.heldUnits} units held by one buyer`, `at most ${settings.maxHeldUnits}`);
  }
  if (!fact.isNew) return;
  if (buyer.newUnits > settings.newBuyerUnits) {
    throw no('INV9', `${buyer.newUnits} units with a new buyer`, `at most ${settings.newBuyerUnits}`);
  }
  const share = Math.max(1, Math.ceil((item.allotted + item.adjusted) / 2));
  if (item.newBuyerUnits > share) {
    throw no(
      'INV9',
      `${item.newBuyerUnits} units of item ${item.itemNumber} with new buyers`,
      `at most ${share}`,
    );
  }
}
