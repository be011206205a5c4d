import { MAX_MINOR } from '../../../shared/values/money.ts';
import { type Decision, refused } from '../kernel/decision.ts';
import { chargeShipping, type SendTo } from '../shipping/charge.ts';
import type { StreamState } from '../state.ts';
import {
  type ClaimAt,
  discountLines,
  discountShipping,
  type Named,
  type VoucherFault,
} from '../voucher/choose.ts';
import type { PlacedLine, PlacedShipping } from './order.ts';
import { type Promised, placedLines } from './placed-lines.ts';
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
  /** The vouchers that took something off, in the order of the steps. */
  vouchers: string[];
}

/** Whose order it is, where it goes, what is promised, and the vouchers that were named (null: the best ones). */
export type BillFor = SendTo & ClaimAt & Promised & { named: Named };

/**
 * What an order costs, each step on the result of the one before (V1): the prices of its lines, promotions, vouchers for
 * goods, what is sent, and a voucher for that. The quote and the order itself ask here, so that a buyer is shown what
 * will be charged (O2). A named voucher that can't be used is refused, with what the order would cost without it; above
 * the largest amount (T1) → BAD_REQUEST.
 */
export function billOf(
  state: StreamState,
  portions: readonly Portion[],
  to: BillFor,
): { kind: 'billed'; bill: Bill } | Extract<Decision<never>, { kind: 'refused' }> {
  const before = placedLines(state, portions, to);
  const bill = stepsOf(state, before, to);
  if ('fault' in bill) {
    const { fault } = bill;
    if (fault.code === 'BAD_REQUEST') return refused(fault);
    const best = stepsOf(state, before, { ...to, named: null });
    return refused({ ...fault, nowMinor: 'fault' in best ? 0 : Math.min(best.totalMinor, MAX_MINOR) });
  }
  if (bill.goodsMinor > MAX_MINOR || bill.totalMinor > MAX_MINOR) {
    return refused({ code: 'BAD_REQUEST', field: 'lines' });
  }
  return { kind: 'billed', bill };
}

function stepsOf(
  state: StreamState,
  before: readonly PlacedLine[],
  to: BillFor,
): Bill | { fault: VoucherFault } {
  const goods = discountLines(state, before, to.named, to);
  if ('fault' in goods) return goods;
  const { lines } = goods;
  let goodsMinor = 0;
  let payMinor = 0;
  for (const line of lines) {
    goodsMinor += line.goodsMinor;
    payMinor += line.payMinor;
  }
  const fees = chargeShipping(state, lines, to);
  const sent = discountShipping(state, fees ?? [], payMinor, to.named, to);
  if ('fault' in sent) return sent;
  const shipping = fees && sent.shipping;
  const shippingMinor = sent.shipping.reduce((sum, { feeMinor }) => sum + feeMinor, 0);
  const vouchers = [...goods.used, ...sent.used];
  return { lines, shipping, goodsMinor, shippingMinor, totalMinor: payMinor + shippingMinor, vouchers };
}
