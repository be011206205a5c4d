import { factOf } from '../event-log/commit/hash-chain.ts';
import type { StoredFact } from '../event-log/ports/store.ts';
import type { StreamFact } from '../market/facts.ts';
import type { Order } from '../market/order/order.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { ToldLoss } from './audited-kind.ts';

/** The number that a fact of a stream gives an order; 0: none. */
export function orderNumberOf(stored: StoredFact): number {
  if (stored.type !== 'order_placed') return 0;
  const fact = factOf<StreamFact>(stored);
  return 'number' in fact ? Number(fact.number) : 0;
}

/** What a lost fact of a stream means: an order, or money of one. */
export async function lostSaleOf(
  ledger: Ledger,
  streamId: string,
  stored: StoredFact,
): Promise<ToldLoss | null> {
  const fact = factOf<StreamFact>(stored);
  switch (fact.type) {
    case 'order_placed':
      return { kind: 'order', number: fact.number, amountMinor: fact.totalMinor };
    case 'order_paid':
      return told('payment', fact.orderId, fact.amountMinor);
    case 'payment_refunded':
      return told('refund', fact.orderId, fact.amountMinor);
    case 'order_cancelled':
      return told('cancellation', fact.orderId, fact.refundMinor);
    case 'line_unfilled':
      return told('refund', fact.orderId, fact.refundMinor);
    case 'order_refunded':
      return told('refund', fact.orderId, sumOf(fact.lines));
    case 'claim_decided':
      return fact.refund ? told('refund', fact.refund.orderId, fact.refund.refundMinor) : null;
    case 'shipment_lost':
    case 'shipment_returned': {
      // A parcel of several orders is named by its first.
      const [first] = fact.refunds;
      return first ? told('refund', first.orderId, sumOf(fact.refunds)) : null;
    }
    default:
      return null;
  }

  async function told(
    kind: ToldLoss['kind'],
    orderId: Order['orderId'],
    amountMinor: number,
  ): Promise<ToldLoss> {
    const [row] = (await ledger.ordersById(streamId, [orderId])).orders;
    return { kind, number: row?.number ?? orderId, amountMinor };
  }
}

function sumOf(parts: readonly { refundMinor: number }[]): number {
  return parts.reduce((sum, { refundMinor }) => sum + refundMinor, 0);
}
