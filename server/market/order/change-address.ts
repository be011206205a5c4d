import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { Buyer } from '../account/state.ts';
import type { StreamFact } from '../facts.ts';
import { capsOf, orderedByPhone, takenUnder, voucherLimit } from '../kernel/buyer-limits.ts';
import type { By } from '../kernel/by.ts';
import type { ConsoleAt } from '../kernel/console-at.ts';
import { accept, type DecideAt, type Decision, refused } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';
import type { Order } from './order.ts';
import type { OrderReply } from './place.ts';
import { type FoundOrder, findOrder, findOwnOrder, type LookedUp } from './recall.ts';
import { orderView } from './view.ts';

/**
 * Decides where an order goes to until it is packed (O10). It moves with what it was charged for shipping: nothing more is
 * charged, and what its groups do not need any more comes back as ever (P3). Counts by phone move with it, and a limit that
 * the other phone has used up refuses (H7). It stays in the shop's country: one that goes abroad keeps its address. That
 * address already → the same answer again. Somebody else's order → NOT_FOUND.
 */
export function changeAddress(
  state: StreamState,
  { orderId, addressId }: { orderId: string; addressId: string },
  by: DecideAt & Known & { buyerId: string },
): Decision<OrderReply> {
  const found = findOwnOrder(state, orderId, by);
  if (found.kind === 'refused') return refused(found.refusal);
  const reply = (after: Readonly<StreamState>, seq: number) => ({
    seq,
    order: orderView(after, after.orders.get(orderId) ?? found.order),
  });
  const facts = moved(state, found, addressId, by);
  return Array.isArray(facts) ? accept(facts, reply) : refused(facts);
}

/**
 * Staff send an order to another address of its buyer, as the buyer may (O10). It is judged alike, and the fact says who did
 * it (A2).
 */
export function giveAddress(
  state: StreamState,
  { orderId, addressId }: { orderId: string; addressId: string },
  by: ConsoleAt & Known,
): Decision<{ seq: number }> {
  const found = findOrder(state, orderId, by.lookedUp, by.atMs);
  if (found.kind === 'refused') return refused(found.refusal);
  const facts = moved(state, found, addressId, by, by.by);
  return Array.isArray(facts) ? accept(facts, (_after, seq) => ({ seq })) : refused(facts);
}

/** What of an order and an address was looked up before the batch. */
interface Known {
  lookedUp: LookedUp | null;
  phoneTag: string | null;
  country: string | null;
}

/** The facts that send it there, none if it goes there already; or why it stays. */
function moved(
  state: StreamState,
  { order, recall }: FoundOrder,
  addressId: string,
  { phoneTag, country }: Known,
  by?: By,
): StreamFact[] | Refusal {
  if (phoneTag === null) return { code: 'ADDRESS_REQUIRED' };
  if (order.addressId === addressId) return [];
  const refusal = whyFixed(order, country) ?? whyPhoneFull(state, order, phoneTag);
  if (refusal) return refusal;
  const { orderId } = order;
  return [...recall, { type: 'order_address_changed', orderId, addressId, phoneTag, ...(by && { by }) }];
}

function whyFixed(order: Order, country: string | null): Refusal | null {
  if (order.status !== 'PLACED' && order.status !== 'PAID') return { code: 'ADDRESS_FIXED', reason: 'over' };
  // Against a parcel that was packed first a change comes too late, whenever it was sent (O4).
  if (order.afterSale && order.afterSale.shipments.length > 0)
    return { code: 'ADDRESS_FIXED', reason: 'packed' };
  if (order.isOverseas || country !== null) return { code: 'ADDRESS_FIXED', reason: 'abroad' };
  return null;
}

/** H7: whose phone it goes to from now on may have ordered all that one person may. */
function whyPhoneFull(state: StreamState, order: Order, phoneTag: string): Refusal | null {
  if (phoneTag === order.phoneTag) return null;
  const buyer = state.buyers.get(order.buyerId);
  for (const { itemNumber, flashId } of order.lines) {
    const item = state.items.get(itemNumber);
    if (!item) continue;
    const flash = flashId === null ? null : (state.flashes.get(flashId) ?? null);
    for (const { limit, cap } of capsOf(item, flash)) {
      const others = othersUnder(state, buyer, phoneTag, limit);
      if (others > 0 && takenUnder(buyer, limit) + others > cap)
        return { code: 'BUYER_LIMIT', itemNumber, allowance: Math.max(0, cap - others) };
    }
  }
  for (const voucherId of order.claimsReturned ? [] : (order.vouchers ?? [])) {
    const limit = voucherLimit(voucherId);
    const cap = state.vouchers.get(voucherId)?.perBuyerCap ?? 0;
    const others = othersUnder(state, buyer, phoneTag, limit);
    if (others > 0 && takenUnder(buyer, limit) + others > cap)
      return { code: 'ADDRESS_FIXED', reason: 'voucher' };
  }
  return null;
}

function othersUnder(state: StreamState, buyer: Buyer | undefined, phoneTag: string, limit: string): number {
  return orderedByPhone(state, phoneTag, buyer?.buyerId ?? '', limit);
}
