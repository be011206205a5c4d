import type { StreamState } from '../state.ts';
import type { ShippingTable } from './table.ts';

/** Orders that were placed before keep what they were charged. */
export function setTable(state: StreamState, origin: string, table: ShippingTable | null, seq: number): void {
  const { shipping } = state;
  shipping.version = seq;
  if (table) shipping.tables.set(origin, table);
  else shipping.tables.delete(origin);
  shipping.isCharged =
    shipping.tables.size > 0 || [...state.items.values()].some((item) => item.shipping !== null);
}
