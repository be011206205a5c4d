import type { PaymentMethod } from '../../../shared/contract/payment.ts';
import type { RefusalOf } from '../../../shared/contract/refusals.ts';
import { MAX_OPEN_ORDERS } from '../../../shared/market/newcomers/bounds.ts';
import type { Buyer } from '../account/state.ts';
import type { StreamState } from '../state.ts';

/**
 * H3: why a buyer may not place one more order that is to be paid online, or null. Names those that are open, the one
 * that runs out first in front; where each is paid, and its reference in the shop, are added by who knows them.
 */
export function whyUnpaidFirst(
  state: Readonly<StreamState>,
  buyer: Buyer | undefined,
  payment: PaymentMethod,
): RefusalOf<'UNPAID_ORDERS'> | null {
  const { maxUnpaidOrders: max } = state.settings;
  if (payment === 'cash_on_delivery' || !isAtMost(state, buyer)) return null;
  const open = (buyer?.unpaid ?? []).flatMap((orderId) => state.orders.look(orderId) ?? []);
  open.sort((a, b) => a.payByMs - b.payByMs);
  return {
    code: 'UNPAID_ORDERS',
    max,
    orders: open.slice(0, MAX_OPEN_ORDERS).map(({ orderId, number, totalMinor, payByMs, payment: by }) => ({
      ...{ orderId, number, reference: number, totalMinor, payByMs },
      payment: by,
      payUrl: null,
    })),
  };
}

/** True if a buyer has as many orders waiting for a payment online as one may have at once (H3). */
export function isAtMost({ settings }: Readonly<StreamState>, buyer: Buyer | undefined): boolean {
  const { maxUnpaidOrders } = settings;
  return maxUnpaidOrders > 0 && (buyer?.unpaid?.length ?? 0) >= maxUnpaidOrders;
}
