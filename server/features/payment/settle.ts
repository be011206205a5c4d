import { settlePayment } from '../../domain/order/pay.ts';
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
