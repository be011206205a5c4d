import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';
import { feeOf } from './fee.ts';

/** What sending an item costs on its own, before anybody has a cart (P2, P3). */
export interface ItemShippingCost {
  oneMinor: number;
  twoMinor: number;
  freeFromMinor: number | null;
}

/** The fee of a parcel of one unit at list price, and of two; and from which goods value on its origin sends for nothing. */
export function shippingOfItem(state: Readonly<StreamState>, item: Item): ItemShippingCost {
  const table = state.shipping.tables.get(item.origin);
  const feeFor = (units: number) =>
    feeOf(table, { parts: [{ item, units }], goodsMinor: units * item.listPriceMinor });
  return { oneMinor: feeFor(1), twoMinor: feeFor(2), freeFromMinor: table?.freeFromMinor ?? null };
}
