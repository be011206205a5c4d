import type { Deadline } from '../deadlines.ts';
import type { Fact } from '../facts.ts';
import type { Capability } from '../kernel/capability.ts';
import type { Invalidated } from '../kernel/invalidated.ts';
import type { StreamState } from '../state.ts';
import { completesAtMs } from './after-sale.ts';
import { parcelCommands } from './commands.ts';
import { completed, completionDeadline, completionOf } from './completion.ts';
import type { ParcelFacts } from './facts.ts';
import { parcelFolds } from './fold.ts';
import { orderIdOfClaim, orderIdsOfShipment } from './orders-of.ts';

/** Parcels and what comes after them (O4–O6). */
export const parcel = {
  fold: parcelFolds,
  commands: parcelCommands,
  invalidates: {
    shipment_packed: tellOrdersOfLines,
    shipment_shipped: tellShipment,
    shipment_delivered: tellShipment,
    shipment_lost: tellShipment,
    shipment_returned: tellShipment,
    claim_opened: (into, state, { orderId }) => {
      tellOrder(into, state, orderId);
    },
    claim_decided: (into, state, { claimId }) => {
      tellOrder(into, state, orderIdOfClaim(state, claimId));
    },
    order_completed: (into, state, { orderId }) => {
      tellOrder(into, state, orderId);
    },
    shipping_credited: tellOrdersOfLines,
  },
  deadlines: {
    of: {
      shipment_delivered: completions,
      shipment_lost: completions,
      shipment_returned: completions,
      claim_decided: (state, { claimId }) =>
        completionOf(state, state.orders.get(orderIdOfClaim(state, claimId))),
    },
    ofOrder: completionDeadline,
    decide: {
      complete: (state, { id, dueAtMs }) => {
        const order = state.orders.get(id);
        if (!order || completesAtMs(state, order) !== dueAtMs) return [];
        return [completed(id, dueAtMs)];
      },
    },
  },
  due: {
    order_completed: (state, { dueAtMs, orderId }) => {
      const order = state.orders.get(orderId);
      return { said: dueAtMs, set: order ? completesAtMs(state, order) : null };
    },
  },
  on: { merge: null, streamEnds: null, itemRemoved: null },
} satisfies Capability<ParcelFacts, 'complete'>;

function tellShipment(
  into: Invalidated,
  state: StreamState,
  { shipmentId }: Fact<'shipment_shipped' | 'shipment_delivered' | 'shipment_lost' | 'shipment_returned'>,
): void {
  for (const orderId of orderIdsOfShipment(state, shipmentId)) tellOrder(into, state, orderId);
}

function tellOrdersOfLines(
  into: Invalidated,
  state: StreamState,
  { lines }: Fact<'shipment_packed' | 'shipping_credited'>,
): void {
  for (const { orderId } of lines) tellOrder(into, state, orderId);
}

/** A fact may drive the very order that it is about out of memory. */
function tellOrder(into: Invalidated, state: StreamState, orderId: string): void {
  const order = state.orders.get(orderId) ?? state.forgotten.find((gone) => gone.orderId === orderId);
  if (!order) return;
  into.orders.add(orderId);
  into.buyers.add(order.buyerId);
}

function completions(
  state: StreamState,
  { shipmentId }: Fact<'shipment_delivered' | 'shipment_lost' | 'shipment_returned'>,
): Deadline[] {
  return orderIdsOfShipment(state, shipmentId).flatMap((orderId) =>
    completionOf(state, state.orders.get(orderId)),
  );
}
