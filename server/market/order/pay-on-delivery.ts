import { type PaymentMethod, withoutPractice } from '../../../shared/contract/payment.ts';
import type { RefusalOf } from '../../../shared/contract/refusals.ts';
import type { StreamFact } from '../facts.ts';
import { accept, type DecideAt, type Decision, refused } from '../kernel/decision.ts';
import { whyNoCash } from '../newcomers/why-not.ts';
import type { StreamState } from '../state.ts';
import type { Order } from './order.ts';
import type { OrderReply } from './place.ts';
import { findOwnOrder, type LookedUp } from './recall.ts';
import { orderView } from './view.ts';

const CASH = 'cash_on_delivery' satisfies PaymentMethod;

/** Who asks, as the bounds on newcomers' cash see it (H6, H8). */
export interface AtDoor {
  isNewInShop: boolean;
  networkTag: string;
  /** True for a buyer for whom the sandbox has no payment page. */
  isPracticeOff: boolean;
}

type WhyNot = RefusalOf<'PAYMENT_FIXED' | 'PAYMENT_FAILED' | 'NEWCOMER_CASH' | 'CASH_BARRED'>;

/**
 * Decides that an order that waits for its payment is paid to the courier instead (O13): its units, prices and vouchers stay,
 * and it is PAID (`cod`) at once. It has counted under every limit since it was placed, so only cash itself is judged. Paid
 * on delivery already → the same answer again. Somebody else's order → NOT_FOUND.
 */
export function payOnDelivery(
  state: StreamState,
  { orderId }: { orderId: string },
  by: DecideAt & AtDoor & { buyerId: string; lookedUp: LookedUp | null },
): Decision<OrderReply> {
  const found = findOwnOrder(state, orderId, by);
  if (found.kind === 'refused') return refused(found.refusal);
  const { order } = found;
  const reply = (after: Readonly<StreamState>, seq: number) => ({
    seq,
    order: orderView(after, after.orders.get(orderId) ?? order),
  });
  if (order.payment === CASH && isPaid(order)) return accept([], reply);
  const refusal = whyNotAtDoor(state, order, by);
  if (refusal) return refused(refusal);
  const changed: StreamFact = {
    type: 'order_payment_changed',
    orderId,
    payment: CASH,
    isNew: isNewNow(state, order, by),
    networkTag: by.networkTag,
  };
  const paid: StreamFact = {
    type: 'order_paid',
    amountMinor: order.totalMinor,
    fromLapsed: [],
    late: false,
    method: CASH,
    orderId,
    paidAtMs: by.atMs,
    paymentId: `cash:${orderId}`,
  };
  return accept([changed, paid], reply);
}

/** Why an order may not be paid to the courier instead, as it stands now; null: it may (O13). */
export function whyNotAtDoor(state: Readonly<StreamState>, order: Order, by: AtDoor): WhyNot | null {
  if (order.status !== 'PLACED') return { code: 'PAYMENT_FIXED', reason: isPaid(order) ? 'paid' : 'over' };
  const { isPracticeOff } = by;
  const offered = isPracticeOff ? withoutPractice(state.payments) : state.payments;
  if (!offered.includes(CASH)) return { code: 'PAYMENT_FAILED', possible: [...offered] };
  if (!isNewNow(state, order, by)) return null;
  // A bar holds for the networks that its units were kept for, and for the one that asks.
  const tags = order.lines.flatMap(({ networks = [] }) => networks.map(({ tag }) => tag));
  const buyer = state.buyers.get(order.buyerId);
  return whyNoCash(state, { buyer, tags: [by.networkTag, ...tags] }, order.lines, offered);
}

function isPaid({ status }: Order): boolean {
  return status === 'PAID' || status === 'COMPLETED';
}

/** Whether it is a newcomer's still: it was when it was placed, and its buyer has paid for nothing since (H6). */
function isNewNow(state: Readonly<StreamState>, order: Order, { isNewInShop }: AtDoor): boolean {
  return order.isNew && isNewInShop && !state.buyers.get(order.buyerId)?.hasPaid;
}
