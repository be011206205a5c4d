import type { Folds } from '../kernel/capability.ts';
import type { StreamState } from '../state.ts';
import type { ShippingFacts } from './facts.ts';

export const shippingFolds: Folds<ShippingFacts> = {
  /** Orders that were placed before keep what they were charged. */
  shipping_set: (state, { origin, table, isOverseas }, { seq }) => {
    const { shipping } = state;
    shipping.version = seq;
    const tables = isOverseas ? shipping.overseasTables : shipping.tables;
    if (table) tables.set(origin, table);
    else tables.delete(origin);
    judgeCharged(state);
  },
  /** Orders keep the rate that they were shown at. */
  overseas_set: (state, { overseas }, { seq }) => {
    state.shipping.version = seq;
    state.shipping.overseas = overseas;
    judgeCharged(state);
  },
};

function judgeCharged(state: StreamState): void {
  const { shipping, items } = state;
  shipping.isCharged =
    shipping.tables.size > 0 ||
    shipping.overseas !== null ||
    [...items.values()].some((item) => item.shipping !== null);
}
