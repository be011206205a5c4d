import type { PaymentMethod } from '../../../shared/contract/payment.ts';
import type { ApplicationDeps } from '../../application/deps.ts';
import { factOf } from '../../event-log/commit/hash-chain.ts';
import type { Subscriber } from '../../event-log/subscription/subscription.ts';
import type { StreamFact } from '../../market/facts.ts';
import { moneyBackTypes, REFUNDS } from '../../market/order/money-back.ts';

/**
 * Gives money back as the log says, in its order. A refund is named by what it gives back, so that a provider does it
 * once however often it is asked: also when a market was restored, and the same order is cancelled a second time, or
 * another one stands at the place of a fact that is gone. While the provider fails, later refunds wait behind it.
 */
export function refunds(deps: ApplicationDeps): Subscriber<StreamFact> {
  return {
    name: REFUNDS,
    types: moneyBackTypes,
    async handle(streamId, fact, { seq }) {
      for (const [orderId, back] of amountsBack(fact, seq)) {
        if (back.amountMinor === 0) continue;
        const row = await deps.readers.orderById(orderId);
        const provider = row && deps.providers.get(back.method ?? row.order.payment);
        if (!provider) throw new Error(`Nobody can refund order ${orderId}.`);
        const paymentId = back.paymentId ?? (await paymentOf(deps, streamId, orderId));
        const refundId = `${orderId}:${paymentId}:${back.what}`;
        await provider.refund({ refundId, orderId, paymentId, amountMinor: back.amountMinor });
      }
    },
  };
}

interface Back {
  amountMinor: number;
  /** What is given back of an order, so that it is once: several goes at one line have each their place in the log. */
  what: string;
  /** Null: the payment that the order was paid with. */
  paymentId: string | null;
  /** How that was paid; absent: as the order is. */
  method?: PaymentMethod | undefined;
}

/** What a fact gives back, by order: the buyer sees one amount, whatever it is made of. */
function amountsBack(fact: StreamFact, seq: number): Map<string, Back> {
  const { type } = fact;
  switch (fact.type) {
    case 'payment_refunded':
      return new Map([
        [
          fact.orderId,
          { amountMinor: fact.amountMinor, what: type, paymentId: fact.paymentId, method: fact.method },
        ],
      ]);
    case 'order_cancelled':
      return summed([fact], type);
    case 'line_unfilled':
      return summed([fact], [type, fact.lineIndex, seq].join(':'));
    case 'order_refunded':
      return summed(
        fact.lines.map((line) => ({ ...line, orderId: fact.orderId })),
        `${type}:${seq}`,
      );
    case 'shipment_lost':
      return summed(fact.refunds, `${type}:${fact.shipmentId}`);
    case 'shipment_returned':
      return summed(fact.refunds, `${type}:${fact.shipmentId}:${seq}`);
    case 'claim_decided':
      return summed(fact.refund ? [fact.refund] : [], `${type}:${fact.claimId}`);
    case 'shipping_credited':
      return summed(
        fact.lines.map(({ orderId, amountMinor }) => ({ orderId, refundMinor: amountMinor })),
        `${type}:${fact.origin}:${seq}`,
      );
    default:
      return new Map();
  }
}

function summed(parts: readonly { orderId: string; refundMinor: number }[], what: string): Map<string, Back> {
  const backs = new Map<string, Back>();
  for (const { orderId, refundMinor } of parts) {
    const known = backs.get(orderId);
    if (known) known.amountMinor += refundMinor;
    else backs.set(orderId, { amountMinor: refundMinor, what, paymentId: null });
  }
  return backs;
}

const PAGE = 1_000;

/** The payment that an order was paid with: the stream may have forgotten an old order, its log has not. */
async function paymentOf(deps: ApplicationDeps, streamId: string, orderId: string): Promise<string> {
  const engine = await deps.engines.stream(streamId);
  const known = await engine?.read((state) => state.orders.look(orderId)?.paymentId);
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
