import type { StreamFact } from '../../domain/facts.ts';
import { factOf } from '../../engine/chain.ts';
import type { Consumer } from '../../engine/consumer.ts';
import type { FeatureDeps } from '../deps.ts';

/**
 * Gives money back as the log says, in its order. A refund is named by what it gives back, so that a provider does it
 * once however often it is asked: also when a market was restored, and the same order is cancelled a second time, or
 * another one stands at the place of a fact that is gone. While the provider fails, later refunds wait behind it.
 */
export function refunds(deps: FeatureDeps): Consumer<StreamFact> {
  return {
    name: 'refunds',
    types: ['payment_refunded', 'order_cancelled', 'line_unfilled'],
    async handle(streamId, fact, { seq }) {
      const back = amountBack(fact);
      if (!back || back.amountMinor === 0) return;
      const { orderId, amountMinor } = back;
      const row = await deps.readers.orderById(orderId);
      const provider = row && deps.providers.get(row.order.payment);
      if (!provider) throw new Error(`Nobody can refund order ${orderId}.`);
      const paymentId = back.paymentId ?? (await paymentOf(deps, streamId, orderId));
      await provider.refund({
        refundId: nameOf(fact, orderId, paymentId, seq),
        orderId,
        paymentId,
        amountMinor,
      });
    },
  };
}

/** A line may be unfilled in several goes: each has its own place in the log. */
function nameOf(fact: StreamFact, orderId: string, paymentId: string, seq: number): string {
  const what = fact.type === 'line_unfilled' ? `${fact.type}:${fact.lineIndex}:${seq}` : fact.type;
  return `${orderId}:${paymentId}:${what}`;
}

function amountBack(
  fact: StreamFact,
): { orderId: string; amountMinor: number; paymentId: string | null } | null {
  switch (fact.type) {
    case 'payment_refunded':
      return fact;
    case 'order_cancelled':
    case 'line_unfilled':
      return { orderId: fact.orderId, amountMinor: fact.refundMinor, paymentId: null };
    default:
      return null;
  }
}

const PAGE = 1_000;

/** The payment that an order was paid with: the stream may have forgotten an old order, its log has not. */
async function paymentOf(deps: FeatureDeps, streamId: string, orderId: string): Promise<string> {
  const engine = await deps.engines.stream(streamId);
  const known = await engine?.read((state) => state.orders.get(orderId)?.paymentId);
  if (known) return known;
  for (let seq = 0; ; ) {
    const page = await deps.store.factsAfter(streamId, seq, PAGE, ['order_paid']);
    for (const stored of page) {
      const fact = factOf<StreamFact>(stored);
      if (fact.type === 'order_paid' && fact.orderId === orderId) return fact.paymentId;
      seq = stored.seq;
    }
    if (page.length < PAGE) return '';
  }
}
