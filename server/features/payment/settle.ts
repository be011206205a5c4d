import type { StreamFact } from '../../domain/facts.ts';
import { settlePayment } from '../../domain/order/pay.ts';
import type { StreamState } from '../../domain/state.ts';
import type { Committed } from '../../engine/committed.ts';
import { StreamGatherer } from '../../engine/stream-gatherer.ts';
import type { PaymentNotice } from '../../ports/payments.ts';
import type { FeatureDeps } from '../deps.ts';
import { aboutOrder } from '../order/look-up.ts';

/** A notice could not be decided now: the provider must send it again. */
export class NoticeNotTaken extends Error {}

/**
 * Takes a verified notice to the stream of its order. A notice for an order that is not there is alarmed about; one
 * that the engine could not take is thrown back, so that the provider repeats it.
 * @param receivedAtMs when the webhook came in: the time of the payment (order table)
 */
export async function takeNotice(
  deps: FeatureDeps,
  notice: PaymentNotice,
  receivedAtMs: number,
): Promise<void> {
  const { orderId, paymentId, amountMinor, outcome: said } = notice;
  const found = await deps.readers.orderById(orderId);
  const engine = found ? await deps.engines.stream(found.order.streamId) : null;
  if (!found || !engine) {
    deps.onAlarm('payment without an order', { orderId, paymentId });
    return;
  }
  const payment = { orderId, paymentId, amountMinor, outcome: said };
  const { streamId } = found.order;
  const outcome = await aboutOrder(deps, engine, { streamId, orderId }, (lookedUp) =>
    engine.submit({
      receivedAtMs,
      ids: [],
      key: null,
      decide: (state, at) => settlePayment(state, payment, { ...at, lookedUp }),
    }),
  );
  if (outcome.kind === 'accepted') {
    if (outcome.reply.alarm) deps.onAlarm('payment did not fit', { orderId, paymentId, amountMinor });
    return;
  }
  if (outcome.refusal.code !== 'NOT_FOUND') throw new NoticeNotTaken(outcome.refusal.code);
  deps.onAlarm('payment without an order', { orderId, paymentId });
}

/** Gives money back as the log says; a refund is named by its fact, so that a provider does it once. */
export function followRefunds(deps: FeatureDeps): void {
  deps.engines.onCommitted((committed) => {
    for (const refund of refundsIn(committed)) {
      const provider = deps.providers.get(refund.method);
      provider?.refund(refund).catch((error: unknown) => {
        deps.onAlarm('refund not done', { ...refund, error: String(error) });
      });
    }
  });
}

function refundsIn({ gatherer, state }: Committed<StreamState, StreamFact>) {
  if (!(gatherer instanceof StreamGatherer)) return [];
  return gatherer.facts.flatMap(({ fact, stamp }) => {
    const refund = amountBack(fact);
    const order = refund ? gatherer.orderOf(state, refund.orderId) : undefined;
    if (!refund || !order || refund.amountMinor === 0) return [];
    const paymentId = refund.paymentId ?? order.paymentId ?? '';
    const { orderId, amountMinor } = refund;
    return [
      { refundId: `${state.streamId}:${stamp.seq}`, orderId, paymentId, amountMinor, method: order.payment },
    ];
  });
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
