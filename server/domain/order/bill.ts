import { chargeShipping, type SendTo } from '../shipping/charge.ts';
import type { StreamState } from '../state.ts';
import type { PlacedLine, PlacedShipping } from './order.ts';
import { placedLines } from './placed-lines.ts';
import type { Portion } from './tally.ts';

/** What an order costs. */
export interface Bill {
  lines: PlacedLine[];
  /** A fee per origin; null where sending costs nothing. */
  shipping: PlacedShipping[] | null;
  /** Base of all lines (M1). */
  goodsMinor: number;
  shippingMinor: number;
  totalMinor: number;
}

/**
 * What an order costs, each step on the result of the one before (V1): the prices of its lines, then what is sent. The
 * quote and the order itself ask here, so that a buyer is shown what will be charged (O2).
 */
export function billOf(state: StreamState, portions: readonly Portion[], to: SendTo): Bill {
  const lines = placedLines(state, portions);
  const shipping = chargeShipping(state, lines, to);
  let goodsMinor = 0;
  let totalMinor = 0;
  for (const line of lines) {
    goodsMinor += line.goodsMinor;
    totalMinor += line.payMinor;
  }
  const shippingMinor = shipping?.reduce((sum, { feeMinor }) => sum + feeMinor, 0) ?? 0;
  return { lines, shipping, goodsMinor, shippingMinor, totalMinor: totalMinor + shippingMinor };
}
