/** Parcels and claims of the orders in memory. */
export interface ParcelState {
  /** The orders of each parcel, for as long as one of them is in memory. */
  shipments: Map<string, string[]>;
  /** The orders of open and decided claims, likewise. */
  claims: Map<string, string>;
}
