import type { OrderEvent } from '../../../shared/contract/office-orders.ts';

/**
 * What the buyer got back of each line of an order, by line, out of all that happened to it: of units and by amount (O8). What
 * the producer's share loses by it is another sum, because others may bear it.
 * @param paidMinor what the buyer paid of each line: of an order that was cancelled after its payment all of it is back
 */
export function backByLine(
  timeline: readonly Pick<OrderEvent, 'change' | 'lines' | 'amountMinor'>[],
  paidMinor: readonly number[],
): number[] {
  const back = paidMinor.map(() => 0);
  for (const { change, lines, amountMinor } of timeline) {
    for (const { lineIndex, refundMinor = 0 } of lines) back[lineIndex]! += refundMinor;
    // Of cash nothing was paid when it was cancelled.
    const isCancelled = change?.of === 'order' && change.to === 'CANCELLED';
    if (isCancelled && (amountMinor ?? 0) > 0) return [...paidMinor];
  }
  return back;
}
