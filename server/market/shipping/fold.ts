import type { StreamState } from '../state.ts';
import type { Overseas, ShippingTable } from './table.ts';

/** Orders that were placed before keep what they were charged. */
export function setTable(
  state: StreamState,
  { origin, table, isOverseas }: { origin: string; table: ShippingTable | null; isOverseas?: true },
  seq: number,
): void {
  const { shipping } = state;
  shipping.version = seq;
  const tables = isOverseas ? shipping.overseasTables : shipping.tables;
  if (table) tables.set(origin, table);
  else tables.delete(origin);
  judgeCharged(state);
}

/** Orders keep the rate that they were shown at. */
export function setOverseas(state: StreamState, overseas: Overseas | null, seq: number): void {
  state.shipping.version = seq;
  state.shipping.overseas = overseas;
  judgeCharged(state);
}

function judgeCharged(state: StreamState): void {
  const { shipping, items } = state;
  shipping.isCharged =
    shipping.tables.size > 0 ||
    shipping.overseas !== null ||
    [...items.values()].some((item) => item.shipping !== null);
}
