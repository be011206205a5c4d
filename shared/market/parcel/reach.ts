import type { ShipmentStatus } from './status.ts';

/** The way of an order, from its payment (or from the order itself, where the courier is paid) to its door. */
export const steps = ['ordered', 'packed', 'shipped', 'delivered'] as const;
export type Step = (typeof steps)[number];

const stepOfParcel: Record<ShipmentStatus, Step | null> = {
  PACKED: 'packed',
  SHIPPED: 'shipped',
  DELIVERED: 'delivered',
  LOST: null,
  RETURNED: null,
};

/**
 * The last step that all goods of an order have taken, and the last that any of them has. A parcel that was lost or came
 * back holds nothing up.
 * @param parcels where each of its parcels is
 * @param isToPack something of it is in no parcel yet
 * @returns null: every parcel was lost or came back
 */
export function reachOf(
  parcels: readonly ShipmentStatus[],
  isToPack: boolean,
): { all: Step; some: Step } | null {
  const taken = parcels.flatMap((status) => {
    const step = stepOfParcel[status];
    return step ? [steps.indexOf(step)] : [];
  });
  if (parcels.length > 0 && taken.length === 0) return null;
  const all = isToPack || taken.length === 0 ? 0 : Math.min(...taken);
  return { all: steps[all]!, some: steps[Math.max(0, ...taken)]! };
}
