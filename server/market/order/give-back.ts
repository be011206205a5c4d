import type { RefundReason } from '../../../shared/market/order/refund-reasons.ts';
import type { StreamFact } from '../facts.ts';
import { accept, type Decision, refused } from '../kernel/decision.ts';
import { unitsToPack } from '../parcel/after-sale.ts';
import type { PackingAt } from '../parcel/pack.ts';
import type { StreamState } from '../state.ts';
import { type AskedUnits, askedUnits, linesNamed } from './asked-lines.ts';
import type { Order, RefundedLine } from './order.ts';
import { findOrders } from './recall.ts';
import { refundOf } from './refund.ts';

/**
 * Gives money back for units that no parcel has taken (B1), of one line or several, all or none: they are not packed any more
 * and do not count against the buyer's limits. More than that of any of them → NOT_CANCELLABLE.
 */
export function refundUnpacked(
  state: StreamState,
  request: AskedUnits & {
    orderId: string;
    more?: readonly AskedUnits[] | undefined;
    reason?: RefundReason | undefined;
  },
  by: PackingAt,
): Decision<{ seq: number }> {
  const found = findOrders(state, [request.orderId], by.orders, by.atMs);
  if (found.kind === 'refused') return refused(found.refusal);
  const [order] = found.orders;
  const lines = order && unitsOfLines(order, askedUnits(request));
  if (!lines) return refused({ code: 'NOT_CANCELLABLE' });
  const { reason } = request;
  const refunded: StreamFact = {
    type: 'order_refunded',
    orderId: order.orderId,
    lines,
    by: by.by,
    ...(reason && { reason }),
  };
  return accept([...found.recall, refunded], (_after, seq) => ({ seq }));
}

/**
 * How units that no parcel has taken are refunded, by line; null if of any item there are not so many.
 * @param asked each item and price once
 */
export function unitsOfLines(
  order: Order,
  asked: readonly AskedUnits[],
): Omit<RefundedLine, 'orderId'>[] | null {
  if (order.status !== 'PAID') return null;
  const lines: Omit<RefundedLine, 'orderId'>[] = [];
  for (const each of asked) {
    let missing = each.units;
    for (const { line, lineIndex } of linesNamed(order, each)) {
      const units = Math.min(missing, unitsToPack(order, line, lineIndex));
      if (units <= 0) continue;
      missing -= units;
      const { orderId: _of, ...back } = refundOf(order, lineIndex, units);
      lines.push(back);
    }
    if (missing > 0) return null;
  }
  return lines;
}
