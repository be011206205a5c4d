import type { StreamFact } from '../facts.ts';
import { buyerIdNow } from '../kernel/buyers.ts';
import { accept, type DecideAt, type Decision, refused } from '../kernel/decision.ts';
import { findOrders, type LookedUp } from '../order/recall.ts';
import { groupOf, surplusOf } from '../shipping/group.ts';
import type { ParcelGroup } from '../shipping/parcel-group.ts';
import type { StreamState } from '../state.ts';

/** A parcel group by its name. */
export interface GroupName {
  buyerId: string;
  origin: string;
  addressId: string | null;
}

/** A group that paid too much, and the orders that get it back. */
export interface Overpaid extends GroupName {
  orderIds: string[];
}

/**
 * The groups of a stream that is over which paid more for sending than it costs by now, at most so many.
 * @param buyerIds those that are looked at; null: all
 */
export function overpaidGroups(
  state: Readonly<StreamState>,
  most: number,
  buyerIds: readonly string[] | null = null,
): Overpaid[] {
  if (state.status !== 'CLOSED' || !state.shipping.isCharged) return [];
  const buyers = buyerIds ? buyerIds.flatMap((id) => state.buyers.get(id) ?? []) : state.buyers.values();
  const overpaid: Overpaid[] = [];
  for (const { buyerId, groups = [] } of buyers) {
    for (const group of groups) {
      const orderIds = backOf(state, group).map(({ orderId }) => orderId);
      if (orderIds.length === 0) continue;
      overpaid.push({ buyerId, origin: group.origin, addressId: group.addressId, orderIds });
      if (overpaid.length === most) return overpaid;
    }
  }
  return overpaid;
}

/**
 * Gives back in one go what a group paid too much for its sending, once the stream is CLOSED (P3): its threshold was
 * reached later, orders that were unpaid at the same time paid a base each, or units never travelled. Nothing too much →
 * nothing happens.
 */
export function creditShipping(
  state: StreamState,
  request: GroupName,
  by: DecideAt & { orders: ReadonlyMap<string, LookedUp> },
): Decision<{ seq: number }> {
  const reply = (_after: Readonly<StreamState>, seq: number) => ({ seq });
  if (state.status !== 'CLOSED') return accept([], reply);
  const buyerId = buyerIdNow(state, request.buyerId);
  const { origin, addressId } = request;
  const group = groupOf(state.buyers.get(buyerId), origin, addressId);
  const lines = group ? backOf(state, group) : [];
  if (lines.length === 0) return accept([], reply);
  const found = findOrders(
    state,
    lines.map(({ orderId }) => orderId),
    by.orders,
    by.atMs,
  );
  if (found.kind === 'refused') return refused(found.refusal);
  const credited: StreamFact = { type: 'shipping_credited', buyerId, origin, addressId, lines };
  return accept([...found.recall, credited], reply);
}

/** Which orders of a group get back how much: the last to pay first, so that the first pays the parcel. */
function backOf(
  state: Readonly<StreamState>,
  group: ParcelGroup,
): { orderId: string; amountMinor: number }[] {
  const lines: { orderId: string; amountMinor: number }[] = [];
  let leftMinor = surplusOf(state, group);
  for (const { orderId, paidMinor } of [...group.charged].reverse()) {
    const amountMinor = Math.min(leftMinor, paidMinor);
    leftMinor -= amountMinor;
    if (amountMinor > 0) lines.push({ orderId, amountMinor });
  }
  return lines;
}
