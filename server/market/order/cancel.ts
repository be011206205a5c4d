import type { StreamFact } from '../facts.ts';
import type { By } from '../kernel/by.ts';
import type { DecideAt, Decision } from '../kernel/decision.ts';
import { accept, refused } from '../kernel/decision.ts';
import { unitsToPack } from '../parcel/after-sale.ts';
import { shippingOfCancelled } from '../shipping/credit.ts';
import type { StreamState } from '../state.ts';
import { returnAfterClose } from '../stock/after-close.ts';
import { leavesWith } from '../waitlist/line.ts';
import { type AskedUnits, askedUnits, linesNamed } from './asked-lines.ts';
import type { Order } from './order.ts';
import type { OrderReply } from './place.ts';
import { findOrder, findOwnOrder, type LookedUp } from './recall.ts';
import { refundOf } from './refund.ts';
import { freeCancelUntilMs, orderView } from './view.ts';

/**
 * Decides a buyer's cancellation: an unpaid order always, a paid one while `t < paidAt + 60 min` (order table).
 * Cancelled already → the same answer again. Somebody else's → NOT_FOUND.
 */
export function cancelOrder(
  state: StreamState,
  request: { orderId: string },
  by: DecideAt & { buyerId: string; lookedUp: LookedUp | null },
): Decision<OrderReply> {
  const found = findOwnOrder(state, request.orderId, by);
  if (found.kind === 'refused') return refused(found.refusal);
  const { order, recall } = found;
  const { orderId } = order;
  const reply = (after: Readonly<StreamState>, seq: number) => ({
    seq,
    order: orderView(after, after.orders.get(orderId) ?? order),
  });
  if (order.status === 'CANCELLED') return accept([], reply);
  const freed = freedBy(state, order, by.ids);
  if (order.status === 'PLACED') return accept([cancelledFact(state, order), ...freed], reply);
  const untilMs = order.status === 'PAID' ? freeCancelUntilMs(state, order) : null;
  // Against a parcel that was packed first, a cancellation comes too late, whenever it was sent (O4).
  if (untilMs === null || by.receivedAtMs >= untilMs || order.afterSale)
    return refused({ code: 'NOT_CANCELLABLE' });
  return accept([...recall, cancelledFact(state, order), ...freed], reply);
}

/** That an order which is unpaid, or paid and not packed, is cancelled, with what its buyer gets back. */
export function cancelledFact(
  state: Readonly<StreamState>,
  order: Order,
): Extract<StreamFact, { type: 'order_cancelled' }> {
  const { orderId, lines } = order;
  const of = { type: 'order_cancelled', orderId } as const;
  if (order.status === 'PLACED') return { ...of, stage: 'unpaid', refundMinor: 0 };
  const isPartGone = lines.some(({ withdrawn = 0 }) => withdrawn > 0);
  return {
    ...of,
    stage: 'paid',
    ...refundOfCancelled(state, order),
    ...(isPartGone && { countsRest: true as const }),
  };
}

/** What happens to the units of a cancelled order once the stream is closed (S4), and to its buyer's places in line (H5). */
export function freedBy(state: Readonly<StreamState>, order: Order, ids: DecideAt['ids']): StreamFact[] {
  return [
    ...returnAfterClose(state, unitsOf(order), ids),
    ...leavesWith(state, order.buyerId, itemsOf(order), 'given_back'),
  ];
}

/** All that was paid and not given back yet, but for what sending the rest of the group costs (P3). Cash was not paid. */
function refundOfCancelled(
  state: Readonly<StreamState>,
  order: Order,
): Pick<Extract<StreamFact, { type: 'order_cancelled' }>, 'refundMinor' | 'shippingRefunds'> {
  if (order.payment === 'cash_on_delivery') return { refundMinor: 0 };
  const leftMinor = order.totalMinor - order.refundedMinor;
  if (!order.shipping) return { refundMinor: leftMinor };
  const { shippingRefunds, keptMinor } = shippingOfCancelled(state, order, order.shipping);
  return { refundMinor: leftMinor - keptMinor, shippingRefunds };
}

/**
 * Decides that a producer cannot fill units of paid lines, all or none: they are refunded to the fen (T2) and leave the world
 * (K1). Units of one item and price may lie in two lines, one per flash; they are taken in their order.
 */
export function cannotFill(
  state: StreamState,
  request: AskedUnits & { orderId: string; more?: readonly AskedUnits[] | undefined },
  by: DecideAt & { by: By; lookedUp: LookedUp | null },
): Decision<{ seq: number }> {
  const found = findOrder(state, request.orderId, by.lookedUp, by.atMs);
  if (found.kind === 'refused') return refused(found.refusal);
  const { order, recall } = found;
  const facts: StreamFact[] = [];
  for (const asked of askedUnits(request)) {
    const lines = linesNamed(order, asked);
    if (lines.length === 0) return refused({ code: 'NOT_FOUND' });
    let missing = asked.units;
    for (const { line, lineIndex } of lines) {
      const units = Math.min(missing, unitsToPack(order, line, lineIndex));
      if (units <= 0) continue;
      missing -= units;
      facts.push({ type: 'line_unfilled', ...refundOf(order, lineIndex, units), by: by.by });
    }
    if (order.status !== 'PAID' || missing > 0) return refused({ code: 'NOT_CANCELLABLE' });
  }
  return accept([...recall, ...facts], (_after, seq) => ({ seq }));
}

/** The items that an order names, once for each line. */
export function itemsOf(order: Order): number[] {
  return order.lines.map(({ itemNumber }) => itemNumber);
}

/** The units of an order that are still its own. */
export function unitsOf(order: Order): { itemNumber: number; units: number }[] {
  return order.lines.map(({ itemNumber, units, unfilled }) => ({ itemNumber, units: units - unfilled }));
}
