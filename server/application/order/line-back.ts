import type { StreamFact } from '../../market/facts.ts';
import type { RefundedLine } from '../../market/order/order.ts';

/**
 * What the buyer got back of each line of an order, by line, out of all facts about it: of units and by amount (O8). What the
 * producer's share loses by it is another sum, because others may bear it.
 * @param paidMinor what the buyer paid of each line: of an order that was cancelled after its payment all of it is back
 */
export function backByLine(
  facts: readonly { fact: StreamFact }[],
  orderId: string,
  paidMinor: readonly number[],
): number[] {
  const back = paidMinor.map(() => 0);
  for (const { fact } of facts) {
    for (const { lineIndex, refundMinor } of partsOf(fact, orderId)) back[lineIndex]! += refundMinor;
    // Of cash nothing was paid when it was cancelled.
    if (fact.type === 'order_cancelled' && fact.orderId === orderId && fact.refundMinor > 0) {
      for (const [lineIndex, minor] of paidMinor.entries()) back[lineIndex] = minor;
    }
  }
  return back;
}

function partsOf(fact: StreamFact, orderId: string): Pick<RefundedLine, 'lineIndex' | 'refundMinor'>[] {
  switch (fact.type) {
    case 'line_unfilled':
      return fact.orderId === orderId ? [fact] : [];
    case 'order_refunded':
      return fact.orderId === orderId ? fact.lines : [];
    case 'shipment_lost':
    case 'shipment_returned':
      return fact.refunds.filter((part) => part.orderId === orderId);
    case 'claim_decided':
      return fact.refund?.orderId === orderId ? [fact.refund] : [];
    default:
      return [];
  }
}
