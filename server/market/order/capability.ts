import type { Deadline } from '../deadlines.ts';
import type { Fact } from '../facts.ts';
import type { Capability } from '../kernel/capability.ts';
import { type Invalidated, invalidateUnits } from '../kernel/invalidated.ts';
import { boundDeadlines } from '../newcomers/network.ts';
import { completionOf } from '../parcel/completion.ts';
import type { StreamState } from '../state.ts';
import { orderCommands } from './commands.ts';
import { expireOrder } from './expire.ts';
import type { OrderFacts } from './facts.ts';
import { pairChapter } from './floor.ts';
import { orderFolds } from './fold.ts';
import { orderMerge } from './merge.ts';
import { orderViews } from './views.ts';

/** Orders until they are packed (O1–O3). */
export const order = {
  fold: orderFolds,
  commands: orderCommands,
  invalidates: {
    order_placed: tellOrder,
    order_paid: tellOrder,
    payment_pending: tellOrder,
    payment_opened: tellOrder,
    payment_declined: tellOrder,
    payment_refunded: tellOrder,
    order_expired: tellOrder,
    order_expired_refunded: tellOrder,
    order_cancelled: tellOrder,
    order_address_changed: tellOrder,
    order_payment_changed: tellOrder,
    line_unfilled: tellOrder,
    order_refunded: tellOrder,
    order_recalled: tellOrder,
  },
  deadlines: {
    of: {
      order_placed: (state, fact) => {
        const deadlines = payBy(state, fact);
        for (const { itemNumber } of fact.lines) {
          // Where nobody waits, nobody is told that a bound ends.
          if (state.waitlists.has(itemNumber)) deadlines.push(...boundDeadlines(state, itemNumber));
        }
        return deadlines;
      },
      payment_opened: payBy,
      payment_pending: payBy,
      // What is paid back or can't be filled may be the last that was to be packed.
      order_refunded: completionOfOrder,
      line_unfilled: completionOfOrder,
      order_recalled: completionOfOrder,
    },
    ofOrder: (_state, { status, payByMs, orderId }) =>
      status === 'PLACED' ? { dueAtMs: payByMs, kind: 'pay', id: orderId } : null,
    decide: { pay: expireOrder },
  },
  due: {
    order_expired: (state, { dueAtMs, orderId }) => ({
      said: dueAtMs,
      set: state.orders.get(orderId)?.payByMs ?? null,
    }),
  },
  records: {
    order_placed: (into, _state, _fact, { atMs }) => {
      into.count(atMs, 'placed');
    },
    order_paid: (into, _state, _fact, { atMs }) => {
      into.count(atMs, 'paid');
    },
  },
  orderRows: { order_placed: 'made' },
  on: { merge: orderMerge, streamEnds: null, itemRemoved: null },
  views: orderViews,
  report: { pairs: pairChapter },
} satisfies Capability<OrderFacts, 'pay'>;

function tellOrder(into: Invalidated, state: StreamState, { orderId }: Fact<keyof OrderFacts>): void {
  const order = state.orders.get(orderId);
  if (!order) return;
  into.orders.add(order.orderId);
  into.buyers.add(order.buyerId);
  for (const line of order.lines) invalidateUnits(into, line.itemNumber, line.flashId);
  for (const voucherId of order.vouchers ?? []) into.vouchers.add(voucherId);
}

function payBy(
  _state: StreamState,
  { orderId, payByMs }: Fact<'order_placed' | 'payment_opened' | 'payment_pending'>,
): Deadline[] {
  return [{ dueAtMs: payByMs, kind: 'pay', id: orderId }];
}

function completionOfOrder(
  state: StreamState,
  { orderId }: Fact<'order_refunded' | 'line_unfilled' | 'order_recalled'>,
): Deadline[] {
  return completionOf(state, state.orders.get(orderId));
}
