import { settlePayment } from '../../market/order/pay.ts';
import type { PaymentNotice } from '../../ports/payments.ts';
import type { ApplicationDeps } from '../deps.ts';
import { submitWithRecalledOrder } from '../sagas/recall-orders.ts';

/** A notice could not be decided now, or not by this node: the provider must send it again. The message is the refusal's code. */
export class NoticeNotTaken extends Error {}

/**
 * Takes a verified notice to the stream of its order. A notice for an order that is not there is alarmed about; one
 * that the engine could not take is thrown back, so that the provider repeats it.
 * @param readAtMs when the webhook came in: the time of the payment (order table)
 */
export async function takeNotice(
  deps: ApplicationDeps,
  notice: PaymentNotice,
  readAtMs: number,
): Promise<void> {
  const { orderId, paymentId, amountMinor, outcome: said } = notice;
  const found = await deps.readers.orderById(orderId);
  const engine = found ? await deps.engines.stream(found.order.streamId) : null;
  if (!found || !engine) {
    deps.onAlarm('payment without an order', { orderId, paymentId });
    return;
  }
  const payment = { orderId, paymentId, amountMinor, outcome: said };
  const { streamId, seq } = found.order;
  // The table has the order, so the log goes at least so far, whatever this node knows of it.
  engine.heard({ history: engine.head.history, seq, owner: null }, false);
  const outcome = await submitWithRecalledOrder(deps, engine, { streamId, orderId }, (lookedUp) =>
    engine.submit({
      readAtMs,
      ids: [],
      key: null,
      decide: (state, at) => settlePayment(state, payment, { ...at, lookedUp }),
    }),
  );
  if (outcome.kind === 'accepted') {
    if (outcome.reply.alarm) deps.onAlarm('payment did not fit', { orderId, paymentId, amountMinor });
    return;
  }
  throw new NoticeNotTaken(outcome.refusal.code);
}
