import { NEWCOMER_CASH_ORDERS, NEWCOMER_CASH_UNITS } from '../../../shared/market/newcomers/bounds.ts';
import type { StreamFact } from '../../market/facts.ts';
import { isBarred } from '../../market/newcomers/cash.ts';
import { cashUnderWay } from '../../market/newcomers/network.ts';
import type { StreamState } from '../../market/state.ts';
import type { No } from './violation.ts';

/** INV10 of an order that is paid on delivery instead: it waited for its payment, and cash was allowed (O13, H8); asked before it is applied. */
export function checkTurned(state: StreamState, fact: StreamFact, no: No): void {
  if (fact.type !== 'order_payment_changed') return;
  const { orderId, payment, isNew, networkTag } = fact;
  const order = state.orders.get(orderId);
  if (order?.status !== 'PLACED' || order.payment === payment || state.atMs >= order.payByMs)
    throw no('INV10', `another way to pay for order ${orderId}`, 'one that waits for its payment');
  if (!state.payments.includes(payment))
    throw no('INV10', `order ${orderId} paid by ${payment}`, `one of ${state.payments.join(', ')}`);
  if (!isNew) return;
  const numbers = order.lines.map(({ itemNumber }) => itemNumber);
  const tags = order.lines.flatMap(({ networks = [] }) => networks.map(({ tag }) => tag));
  if (!order.isNew || [networkTag, ...tags].some((tag) => isBarred(state, numbers, tag)))
    throw no('INV10', `a new buyer's cash for order ${orderId}`, 'none that is barred');
  const cash = cashUnderWay(state.buyers.get(order.buyerId));
  const all = order.lines.reduce((sum, line) => sum + line.units, cash.units);
  if (cash.orders + 1 <= NEWCOMER_CASH_ORDERS && all <= NEWCOMER_CASH_UNITS) return;
  const found = `${all} units in ${cash.orders + 1} cash orders of a new buyer`;
  throw no('INV9', found, `at most ${NEWCOMER_CASH_UNITS} in ${NEWCOMER_CASH_ORDERS}`);
}
