import type { Buyer } from '../account/state.ts';
import type { Order } from '../order/order.ts';
import type { StreamState } from '../state.ts';
import { addParts, dropCharge, groupAt, groupOf, partsFrom } from './group.ts';
import type { ParcelGroup } from './parcel-group.ts';

/** What an order that was paid was charged in one of its groups. */
interface TakenCharge {
  origin: string;
  charge: ParcelGroup['charged'][number];
}

/** A paid order leaves the groups of its address, with what it was charged there (P2). */
export function takeFromGroups(state: StreamState, buyer: Buyer, order: Order): TakenCharge[] {
  return (order.shipping ?? []).flatMap(({ origin }) => {
    const group = groupOf(buyer, origin, order.addressId);
    const charge = group?.charged.find(({ orderId }) => orderId === order.orderId);
    if (!group || !charge) return [];
    addParts(group, partsFrom(state, order, origin), -1);
    dropCharge(group, order.orderId);
    return [{ origin, charge }];
  });
}

/** It joins those of the address that it has by now, with the same charge: nothing more is asked for (P2). */
export function putIntoGroups(
  state: StreamState,
  buyer: Buyer,
  order: Order,
  charges: readonly TakenCharge[],
): void {
  for (const { origin, charge } of charges) {
    const group = groupAt(buyer, origin, order.addressId);
    addParts(group, partsFrom(state, order, origin), 1);
    group.charged.push(charge);
  }
}
