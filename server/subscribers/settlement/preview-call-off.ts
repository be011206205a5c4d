import type { CallOffPreview } from '../../../shared/contract/order-refund.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../../shared/values/result.ts';
import type { StaffActor } from '../../application/application.ts';
import type { ApplicationDeps } from '../../application/deps.ts';
import { type HelpedOrder, helpedOrder } from '../../application/order/order-refund.ts';
import { calledOff } from '../../market/order/call-off.ts';
import type { SettledFact } from './post.ts';
import { settledOrder, sharesWith } from './shares.ts';

/**
 * What it would do if the shop cancelled an order (O11): what its buyer gets back, what goes back on sale, and each producer's
 * share without it and with it, by the settlement's own rule on a copy of its books. Refused as the cancellation would be now.
 */
export async function previewCallOff(
  deps: ApplicationDeps,
  actor: StaffActor,
  orderId: string,
): Promise<Result<CallOffPreview, Refusal>> {
  const found = await helpedOrder(deps, actor, orderId);
  if (!found.ok) return found;
  const { order, stream } = found.value;
  const engine = await deps.engines.stream(stream.streamId);
  if (!engine) return refuse({ code: 'NOT_FOUND' });
  const fact = await engine.read((state) => calledOff(state, order));
  if (fact.type !== 'order_cancelled') return refuse(fact);
  const { refundMinor, shippingRefunds = [], stage } = fact;
  const units = order.lines.reduce((sum, line) => sum + line.units - line.unfilled, 0);
  const shippingMinor = shippingRefunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  // What a cancellation keeps is shipping alone (P3); where it says nothing of shipping, nobody paid any.
  const isOnline = stage === 'paid' && order.payment !== 'cash_on_delivery';
  const shippingKeptMinor = isOnline ? order.totalMinor - order.refundedMinor - refundMinor : 0;
  return ok({
    ...{ refundMinor, isPaid: stage === 'paid', payment: order.payment, units },
    currency: stream.currency,
    ...{ shippingMinor, shippingKeptMinor },
    shares: stage === 'paid' ? await sharesOf(deps, found.value, fact) : [],
  });
}

async function sharesOf(
  deps: ApplicationDeps,
  found: HelpedOrder,
  cancelled: Extract<SettledFact, { type: 'order_cancelled' }>,
): Promise<CallOffPreview['shares']> {
  const settled = await settledOrder(deps, found);
  return settled && sharesWith(deps, found, settled, cancelled, new Set(found.order.lines.keys()));
}
