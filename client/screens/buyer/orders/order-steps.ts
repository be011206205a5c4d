import type { MyOrder, OrderView } from '../../../../shared/market/order/contract.ts';
import { reachOf, type Step } from '../../../../shared/market/parcel/reach.ts';
import type { ShipmentStatus } from '../../../../shared/market/parcel/status.ts';

/** A step that an order takes in a parcel. */
export type ParcelStep = Exclude<Step, 'ordered'>;

/** One parcel, as far as it holds this order. */
export interface ParcelOfOrder {
  status: ShipmentStatus;
  packedAtMs: number;
  shippedAtMs: number | null;
  deliveredAtMs: number | null;
  lines: readonly { units: number }[];
}

/** What of an order is to be sent, and what was packed of it. */
export interface Shipping {
  unitsToSend: number;
  parcels: readonly ParcelOfOrder[];
}

/** @param parcels of an order whose stream is over; null: not told yet. Before that nothing is packed. */
export function shippingOf(
  { hasStreamEnded, unitsToSend }: Pick<MyOrder, 'hasStreamEnded' | 'unitsToSend'>,
  parcels: readonly ParcelOfOrder[] | null,
): Shipping | null {
  const known = hasStreamEnded ? parcels : [];
  return known && { unitsToSend, parcels: known };
}

/** True if the goods of an order are to come, or have come. */
export function isOnItsWay({ status }: Pick<OrderView, 'status'>): boolean {
  return status === 'PAID' || status === 'COMPLETED';
}

/**
 * How far an order is: the last step that all of it has taken, and when. A parcel that was lost or came back holds nothing
 * up: it says so itself.
 * @returns null for an order that is not on its way, or of which every parcel was lost or came back
 */
export function stepOf(
  order: Pick<OrderView, 'status'>,
  { unitsToSend, parcels }: Shipping,
): { step: Step; atMs: number | null } | null {
  if (!isOnItsWay(order)) return null;
  const reach = reachIn({ unitsToSend, parcels });
  if (!reach) return null;
  // Parcels of long ago are not told any more.
  const step = order.status === 'COMPLETED' ? 'delivered' : reach.all;
  if (step === 'ordered') return { step, atMs: null };
  const left = parcels.filter(({ status }) => status !== 'LOST' && status !== 'RETURNED');
  return { step, atMs: latest(left.map((parcel) => parcel[`${step}AtMs`])) };
}

/**
 * How far the parcels of an order are, in a word: the furthest step that any of it has taken, and whether all of it has.
 * @returns null: nothing of it is in a parcel, every parcel was lost or came back, or its parcels are not told
 */
export function farthestOf(
  order: Pick<OrderView, 'status'>,
  shipping: Shipping | null,
): { step: ParcelStep; isAll: boolean } | null {
  if (shipping === null || !isOnItsWay(order)) return null;
  if (stepOf(order, shipping)?.step === 'delivered') return { step: 'delivered', isAll: true };
  const reach = reachIn(shipping);
  if (!reach || reach.some === 'ordered') return null;
  return { step: reach.some, isAll: reach.all === reach.some };
}

/**
 * What became of an order of which every parcel was lost or came back: _returned_ if all of them did.
 * @returns null: something of it is on its way, has come, or is still to be packed, or its parcels are not told
 */
export function strayedOf(
  order: Pick<OrderView, 'status'>,
  shipping: Shipping | null,
): 'LOST' | 'RETURNED' | null {
  if (shipping === null || order.status !== 'PAID' || reachIn(shipping) !== null) return null;
  return shipping.parcels.some(({ status }) => status === 'LOST') ? 'LOST' : 'RETURNED';
}

/** When a carrier got the last parcel of an order; null: none has one, or it is not known. */
export function handedOverMs(shipping: Shipping | null): number | null {
  const times = shipping?.parcels.flatMap(({ shippedAtMs }) => shippedAtMs ?? []) ?? [];
  return times.length === 0 ? null : Math.max(...times);
}

function reachIn({ unitsToSend, parcels }: Shipping): ReturnType<typeof reachOf> {
  const packed = parcels.flatMap(({ lines }) => lines).reduce((sum, { units }) => sum + units, 0);
  return reachOf(
    parcels.map(({ status }) => status),
    packed < unitsToSend,
  );
}

/** The last of some times; null if one of them is still to come, or there is none. */
function latest(times: readonly (number | null)[]): number | null {
  return times.length === 0 || times.includes(null) ? null : Math.max(...(times as number[]));
}
