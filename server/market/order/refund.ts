import { basisPoints, firstUnits } from '../../../shared/values/money.ts';
import { lineAt } from './find.ts';
import type { Order, RefundedLine } from './order.ts';

/** Units of a line that nothing was paid back for yet, and that the producer could fill. */
export function refundableUnits(order: Order, lineIndex: number): number {
  const { units, unfilled, refundedUnits } = lineAt(order, lineIndex);
  return units - unfilled - refundedUnits;
}

/**
 * What the next units of a line are worth (T2): units are paid back from the first one on, so that all partial refunds
 * together are the whole, to the fen. A share of them is rounded half up, once, and the units count as paid back.
 * @param isPaid false for cash that nobody has handed over: then the buyer gets nothing back
 */
export function refundOf(
  order: Order,
  lineIndex: number,
  units: number,
  { shareBps = 10_000, isPaid = order.payment !== 'cash_on_delivery' } = {},
): RefundedLine {
  const line = lineAt(order, lineIndex);
  const gone = line.unfilled + line.refundedUnits;
  const worth = (totalMinor: number) =>
    basisPoints(
      firstUnits(totalMinor, gone + units, line.units) - firstUnits(totalMinor, gone, line.units),
      shareBps,
    );
  const goodsMinor = worth(line.goodsMinor);
  const refundMinor = isPaid ? worth(line.payMinor) : 0;
  return { orderId: order.orderId, lineIndex, units, goodsMinor, refundMinor };
}
