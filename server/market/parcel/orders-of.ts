import type { StreamState } from '../state.ts';
import type { AfterSale } from './shipment.ts';

/** The orders of a parcel, also those that the last fact drove out of memory. */
export function orderIdsOfShipment(state: StreamState, shipmentId: string): readonly string[] {
  return (
    state.shipments.get(shipmentId) ??
    forgottenWith(state, ({ shipments }) => shipments.some((shipment) => shipment.shipmentId === shipmentId))
  );
}

/** The order of a claim, likewise; '' of one that nobody knows. */
export function orderIdOfClaim(state: StreamState, claimId: string): string {
  return (
    state.claims.get(claimId) ??
    forgottenWith(state, ({ claims }) => claims.some((claim) => claim.claimId === claimId))[0] ??
    ''
  );
}

/** The index forgets a parcel with the last of its orders. */
function forgottenWith(state: StreamState, isMeant: (afterSale: AfterSale) => boolean): string[] {
  return state.forgotten.flatMap(({ orderId, afterSale }) =>
    afterSale && isMeant(afterSale) ? [orderId] : [],
  );
}
