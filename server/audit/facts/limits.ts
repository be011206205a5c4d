import { NEWCOMER_CASH_ORDERS, NEWCOMER_CASH_UNITS } from '../../../shared/market/newcomers/bounds.ts';
import type { HoldPart } from '../../market/cart/state.ts';
import type { StreamFact } from '../../market/facts.ts';
import { capsOf, counted, itemLimit, orderedByPhone, takenUnder } from '../../market/kernel/buyer-limits.ts';
import type { Item } from '../../market/lineup/state.ts';
import { cashUnderWay, networkRoom } from '../../market/newcomers/network.ts';
import type { PlacedFact } from '../../market/order/placed-fact.ts';
import type { StreamState } from '../../market/state.ts';
import type { No } from './violation.ts';

/** INV9: caps and shares were kept at the moment a fact was accepted (B1, H3, H6–H8); asked after it was applied. */
export function checkLimits(state: StreamState, fact: StreamFact, no: No): void {
  switch (fact.type) {
    case 'cart_added':
      checkCaps(state, fact.buyerId, null, fact, no);
      if (fact.hold && !fact.taken) checkHolds(state, fact, fact, no);
      return;
    case 'waitlist_offered':
      checkCaps(state, fact.buyerId, null, { itemNumber: fact.itemNumber, flashId: null }, no);
      checkHolds(state, fact, { flashId: null, ...networkOf(state, fact.holdId) }, no);
      return;
    case 'order_placed': {
      for (const line of fact.lines) checkCaps(state, fact.buyerId, fact.phoneTag, line, no);
      checkOrdered(state, fact, no);
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
  line: {
    itemNumber: number;
    flashId: string | null;
    units?: number;
    holds?: readonly HoldPart[];
    taken?: true;
  },
  no: No,
): void {
  const item = state.items.get(line.itemNumber);
  if (!item) return;
  const id = state.aliases.get(buyerId) ?? buyerId;
  const buyer = state.buyers.get(id);
  const flash = line.flashId === null ? null : (state.flashes.get(line.flashId) ?? null);
  const held = line.holds?.reduce((sum, part) => sum + part.units, 0) ?? 0;
  for (const { limit, cap } of capsOf(item, flash)) {
    // What was held before a limit was lowered may be taken at a flash price, too.
    if (line.taken && limit === itemLimit(item.itemNumber)) continue;
    const own = counted(state, buyer, limit);
    // What was held before a limit was lowered may be ordered.
    if (item.isCounted && held > 0 && held === line.units && orderedByPhone(state, phoneTag, id, limit) === 0)
      continue;
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
  from: { flashId: string | null; networkTag?: string },
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
  checkKept(state, item, from, no);
}

/** What an order keeps from others (H3, H6, H8). */
function checkOrdered(state: StreamState, fact: PlacedFact, no: No): void {
  const { maxUnpaidOrders, newcomerOrderUnits } = state.settings;
  const isOnline = fact.payment !== 'cash_on_delivery';
  const buyer = state.buyers.get(state.aliases.get(fact.buyerId) ?? fact.buyerId);
  const open = buyer?.unpaid?.length ?? 0;
  if (isOnline && maxUnpaidOrders > 0 && open > maxUnpaidOrders) {
    throw no('INV9', `${open} unpaid orders of one buyer`, `at most ${maxUnpaidOrders}`);
  }
  if (!fact.isNew) return;
  const units = fact.lines.reduce((sum, line) => sum + line.units, 0);
  if ((isOnline || fact.networkTag !== undefined) && newcomerOrderUnits > 0 && units > newcomerOrderUnits) {
    throw no('INV9', `${units} units in an order of a new buyer`, `at most ${newcomerOrderUnits}`);
  }
  for (const line of fact.lines) {
    // What was held may be ordered whatever the share has become since.
    const held = line.holds.reduce((sum, part) => sum + part.units, 0);
    const item = state.items.get(line.itemNumber);
    if (!item || held === line.units) continue;
    if (fact.networkTag !== undefined) checkNetwork(state, item, line.flashId, fact.networkTag, no);
    else if (isOnline && state.settings.newcomerShareBps > 0) checkShare(state, item, no);
  }
  if (isOnline || fact.networkTag === undefined) return;
  const cash = cashUnderWay(buyer);
  if (cash.orders > NEWCOMER_CASH_ORDERS || cash.units > NEWCOMER_CASH_UNITS) {
    const found = `${cash.units} units in ${cash.orders} cash orders of a new buyer`;
    throw no('INV9', found, `at most ${NEWCOMER_CASH_UNITS} in ${NEWCOMER_CASH_ORDERS}`);
  }
}

/** A fact that names a network is judged by that (H8), any other by the share that all new buyers had before. */
function checkKept(
  state: StreamState,
  item: Item,
  { flashId, networkTag }: { flashId: string | null; networkTag?: string },
  no: No,
): void {
  if (networkTag !== undefined) checkNetwork(state, item, flashId, networkTag, no);
  else checkShare(state, item, no);
}

/** H8: what the new buyers of a network keep of an item and of its flash, at the time of the fact. */
function checkNetwork(state: StreamState, item: Item, flashId: string | null, tag: string, no: No): void {
  const flash = flashId === null ? null : (state.flashes.get(flashId) ?? null);
  const room = networkRoom(state, item, flash, { tag, atMs: state.atMs });
  if (room < 0) throw no('INV9', `${-room} units of item ${item.itemNumber} too many with a network`, 'none');
}

function networkOf(state: StreamState, holdId: string): { networkTag?: string } {
  const tag = state.holds.get(holdId)?.networkTag;
  return tag === undefined ? {} : { networkTag: tag };
}

/**
 * H6 as it was before networks were told apart: what all new buyers keep of an item; where orders were not bounded, what
 * they hold and have ordered for cash.
 */
function checkShare(state: StreamState, item: Item, no: No): void {
  const { newcomerShareBps } = state.settings;
  const { newBuyerUnits, newCashUnits, newUnpaidUnits } = item;
  const isBounded = newcomerShareBps > 0;
  const kept = isBounded ? newBuyerUnits - newCashUnits + newUnpaidUnits : newBuyerUnits;
  const bps = isBounded ? newcomerShareBps : 5_000;
  const share = Math.max(1, Math.ceil(((item.allotted + item.adjusted) * bps) / 10_000));
  if (kept > share) {
    throw no('INV9', `${kept} units of item ${item.itemNumber} with new buyers`, `at most ${share}`);
  }
}
