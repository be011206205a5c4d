import type { PaymentMethod } from '../../../shared/contract/payment.ts';
import type { RefusalOf } from '../../../shared/contract/refusals.ts';
import type { LiveReply } from '../../../shared/protocol.ts';
import type { BuyerActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import type { Engines } from '../engines.ts';
import { orderPage } from './order-page.ts';

type Knowing = Pick<ApplicationDeps, 'providers'> & { engines: Pick<Engines, 'referenceOf'> };
type Told = LiveReply<'order:place'>['order'];

/**
 * Adds to the orders in an answer, those that stand in the way of another too, what their stream does not know: what they are
 * called in the shop (O7) and where they are paid.
 */
export function withToldOrders<T extends object>(
  deps: Knowing,
  actor: BuyerActor,
  streamId: string,
  ack: T,
): T {
  if ('code' in ack && ack.code === 'UNPAID_ORDERS') {
    const { orders } = ack as unknown as RefusalOf<'UNPAID_ORDERS'>;
    const open = orders.map((order) => ({
      ...order,
      reference: deps.engines.referenceOf(streamId, order.number),
      payUrl: payUrlOf(deps, actor, order),
    }));
    return { ...ack, orders: open };
  }
  if (!('order' in ack)) return ack;
  const { order } = ack as { order: Told };
  return { ...ack, order: toldOrder(deps, actor, order) };
}

/** An order as its buyer is told of it: by its reference, with a link while there is something to pay and a page for it. */
export function toldOrder(deps: Knowing, actor: BuyerActor, order: Told): Told {
  return {
    ...order,
    reference: deps.engines.referenceOf(order.streamId, order.number),
    payUrl: order.status === 'PLACED' ? payUrlOf(deps, actor, order) : order.payUrl,
  };
}

function payUrlOf(
  deps: Pick<ApplicationDeps, 'providers'>,
  { pagesAt, isPracticeOff }: BuyerActor,
  { orderId, payment }: { orderId: string; payment: PaymentMethod },
): string | null {
  if (isPracticeOff && payment === 'sandbox') return null;
  const returnUrl = pagesAt === undefined ? null : orderPage(pagesAt, orderId);
  return deps.providers.get(payment)?.payUrl({ orderId, returnUrl }) ?? null;
}
