import type { PaymentMethod } from '../../../shared/contract/payment.ts';
import type { RefusalOf } from '../../../shared/contract/refusals.ts';
import type { LiveReply } from '../../../shared/protocol.ts';
import type { BuyerActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { orderPage } from './order-page.ts';

/** Adds where to pay to the orders in an answer, those that stand in the way of another too: only the provider knows. */
export function withPayLinks<T extends object>(
  deps: Pick<ApplicationDeps, 'providers'>,
  actor: BuyerActor,
  ack: T,
): T {
  if ('code' in ack && ack.code === 'UNPAID_ORDERS') {
    const { orders } = ack as unknown as RefusalOf<'UNPAID_ORDERS'>;
    const open = orders.map((order) => ({ ...order, payUrl: payUrlOf(deps, actor, order) }));
    return { ...ack, orders: open };
  }
  if (!('order' in ack)) return ack;
  const { order } = ack as { order: LiveReply<'order:place'>['order'] };
  return { ...ack, order: payable(deps, actor, order) };
}

/** An order with its pay link, while there is something to pay and a page to pay on. */
export function payable<O extends LiveReply<'order:place'>['order']>(
  deps: Pick<ApplicationDeps, 'providers'>,
  actor: BuyerActor,
  order: O,
): O {
  return order.status === 'PLACED' ? { ...order, payUrl: payUrlOf(deps, actor, order) } : order;
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
