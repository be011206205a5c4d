import type { QuoteView } from '../../../shared/contract/order.ts';
import { MAX_MINOR } from '../../../shared/values/money.ts';
import { type Decision, refused } from '../decision.ts';
import { wayOn } from '../shipping/way-on.ts';
import { buyerIdNow, type StreamState } from '../state.ts';
import { billOf } from './bill.ts';
import { fillOrder } from './fill.ts';
import type { AskedLine } from './tally.ts';
import { whyNoOrder } from './why-not.ts';

/**
 * What an order of these lines would cost now, and what it would be refused for: the same bill as the order's, so that
 * a buyer sees the whole total before the tap (O2). Changes and keeps nothing, and a refusal is not counted: nobody has
 * asked for goods yet.
 */
export function quoteOrder(
  state: Readonly<StreamState>,
  request: { lines: readonly AskedLine[]; addressId: string | null },
  by: { receivedAtMs: number; buyerId: string },
): { kind: 'quoted'; quote: QuoteView } | Extract<Decision<never>, { kind: 'refused' }> {
  const refusal = whyNoOrder(state, request.lines);
  if (refusal) return refused(refusal);
  const buyerId = buyerIdNow(state, by.buyerId);
  const buyer = state.buyers.get(buyerId);
  // Whose phone it is (H7) is asked when the order comes: a quote looks nothing up.
  const filled = fillOrder(state, request.lines, buyer, { ...by, buyerId, phoneTag: null });
  if (filled.kind === 'refused') return filled;
  const to = { buyer, addressId: request.addressId };
  const bill = billOf(state, filled.portions, to);
  if (bill.goodsMinor > MAX_MINOR || bill.totalMinor > MAX_MINOR) {
    return refused({ code: 'BAD_REQUEST', field: 'lines' });
  }
  const { lines, shipping, goodsMinor, shippingMinor, totalMinor } = bill;
  const quote: QuoteView = {
    lines: lines.map(({ itemNumber, units, unitPriceMinor, payMinor, discounts }) => ({
      itemNumber,
      units,
      unitPriceMinor,
      payMinor,
      discounts,
    })),
    shipping: (shipping ?? []).map(({ origin, feeMinor, discounts = [] }) => ({
      origin,
      feeMinor,
      discounts,
      ...wayOn(state, origin, lines, to),
    })),
    goodsMinor,
    shippingMinor,
    totalMinor,
  };
  return { kind: 'quoted', quote };
}
