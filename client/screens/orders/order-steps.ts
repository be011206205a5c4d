import type { OrderView } from '../../../shared/market/order/contract.ts';
import type { ShipmentStatus } from '../../../shared/market/parcel/status.ts';

/** The way of an order, from its payment (or from the order itself, where the courier is paid) to its door. */
export const steps = ['ordered', 'packed', 'shipped', 'delivered'] as const;
export type Step = (typeof steps)[number];

/** One parcel, as far as it holds this order. */
export interface ParcelOfOrder {
  status: ShipmentStatus;
  packedAtMs: number;
  shippedAtMs: number | null;
  deliveredAtMs: number | null;
  lines: readonly { units: number }[];
}

type Ordered = Pick<OrderView, 'status'> & { lines: readonly { units: number; unfilledUnits: number }[] };

/**
 * How far an order is: the last step that all of it has taken, and when. A parcel that was lost or came back holds nothing
 * up: it says so itself.
 * @returns null for an order that is not on its way, or of which every parcel was lost or came back
 */
export function stepOf(
  order: Ordered,
  parcels: readonly ParcelOfOrder[],
): { step: Step; atMs: number | null } | null {
  if (order.status !== 'PAID' && order.status !== 'COMPLETED') return null;
  const wanted = order.lines.reduce((sum, { units, unfilledUnits }) => sum + units - unfilledUnits, 0);
  const packed = parcels.reduce(
    (sum, { lines }) => sum + lines.reduce((own, { units }) => own + units, 0),
    0,
  );
  if (packed === 0 || packed < wanted) return { step: 'ordered', atMs: null };
  const under = parcels.filter(({ status }) => status !== 'LOST' && status !== 'RETURNED');
  if (under.length === 0) return null;
  const latest = (atMs: (parcel: ParcelOfOrder) => number | null) => {
    const times = under.map(atMs);
    return times.includes(null) ? null : Math.max(...(times as number[]));
  };
  const deliveredAtMs = latest((parcel) => parcel.deliveredAtMs);
  if (deliveredAtMs !== null) return { step: 'delivered', atMs: deliveredAtMs };
  const shippedAtMs = latest((parcel) => parcel.shippedAtMs);
  if (shippedAtMs !== null) return { step: 'shipped', atMs: shippedAtMs };
  return { step: 'packed', atMs: latest((parcel) => parcel.packedAtMs) };
}
