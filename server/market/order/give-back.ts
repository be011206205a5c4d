import type { StreamFact } from '../facts.ts';
import { accept, type Decision, refused } from '../kernel/decision.ts';
import { unitsToPack } from '../parcel/after-sale.ts';
import type { PackingAt } from '../parcel/pack.ts';
import type { StreamState } from '../state.ts';
import { findOrders } from './recall.ts';
import { refundOf } from './refund.ts';

/**
 * Gives money back for units that no parcel has taken (B1): they are not packed any more and do not count against the
 * buyer's limits. More than that → NOT_CANCELLABLE.
 */
export function refundUnpacked(
  state: StreamState,
  request: { orderId: string; itemNumber: number; unitPriceMinor: number; units: number },
  by: PackingAt,
): Decision<{ seq: number }> {
  const found = findOrders(state, [request.orderId], by.orders, by.atMs);
  if (found.kind === 'refused') return refused(found.refusal);
  const [order] = found.orders;
  if (order?.status !== 'PAID') return refused({ code: 'NOT_CANCELLABLE' });
  const lines: Extract<StreamFact, { type: 'order_refunded' }>['lines'] = [];
  let missing = request.units;
  for (const [lineIndex, line] of order.lines.entries()) {
    if (line.itemNumber !== request.itemNumber || line.unitPriceMinor !== request.unitPriceMinor) continue;
    const units = Math.min(missing, unitsToPack(order, line, lineIndex));
    if (units <= 0) continue;
    missing -= units;
    const { goodsMinor, refundMinor } = refundOf(order, lineIndex, units);
    lines.push({ lineIndex, units, goodsMinor, refundMinor });
  }
  if (missing > 0) return refused({ code: 'NOT_CANCELLABLE' });
  const refunded: StreamFact = { type: 'order_refunded', orderId: order.orderId, lines };
  return accept([...found.recall, refunded], (_after, seq) => ({ seq }));
}
