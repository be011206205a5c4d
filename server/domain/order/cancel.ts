import { firstUnits } from '../../../shared/values/money.ts';
import type { DecideAt, Decision } from '../decision.ts';
import { accept, refused } from '../decision.ts';
import type { By, StreamFact } from '../facts.ts';
import { buyerIdNow, type Order, type StreamState } from '../state.ts';
import type { OrderReply } from './place.ts';
import { freeCancelUntilMs, orderView } from './view.ts';

/**
 * Decides a buyer's cancellation: an unpaid order always, a paid one while `t < paidAt + 60 min` (order table).
 * Cancelled already → the same answer again. Somebody else's → NOT_FOUND.
 */
export function cancelOrder(
  state: StreamState,
  request: { orderId: string },
  by: DecideAt & { buyerId: string },
): Decision<OrderReply> {
  const order = state.orders.get(request.orderId);
  if (!order || order.buyerId !== buyerIdNow(state, by.buyerId)) return refused({ code: 'NOT_FOUND' });
  const reply = (after: Readonly<StreamState>, seq: number) => ({
    seq,
    order: orderView(after, order.orderId),
  });
  if (order.status === 'CANCELLED') return accept([], reply);
  if (order.status === 'PLACED') {
    return accept(
      [{ type: 'order_cancelled', orderId: order.orderId, stage: 'unpaid', refundMinor: 0 }],
      reply,
    );
  }
  const untilMs = order.status === 'PAID' ? freeCancelUntilMs(state, order) : null;
  if (untilMs === null || by.receivedAtMs >= untilMs) return refused({ code: 'NOT_CANCELLABLE' });
  const refundMinor = order.payment === 'cash_on_delivery' ? 0 : order.totalMinor - order.refundedMinor;
  const facts: StreamFact[] = [
    { type: 'order_cancelled', orderId: order.orderId, stage: 'paid', refundMinor },
    ...returnAfterClose(state, order, by.ids),
  ];
  return accept(facts, reply);
}

/**
 * Decides that a producer cannot fill units of a paid line: they are refunded to the fen (T2) and leave the world (K1).
 */
export function cannotFill(
  state: StreamState,
  request: { orderId: string; itemNumber: number; unitPriceMinor: number; units: number },
  by: DecideAt & { by: By },
): Decision<{ seq: number }> {
  const order = state.orders.get(request.orderId);
  if (!order) return refused({ code: 'NOT_FOUND' });
  const lineIndex = order.lines.findIndex(
    (line) => line.itemNumber === request.itemNumber && line.unitPriceMinor === request.unitPriceMinor,
  );
  const line = order.lines[lineIndex];
  if (!line) return refused({ code: 'NOT_FOUND' });
  const left = line.units - line.unfilled - line.refundedUnits;
  if (order.status !== 'PAID' || request.units > left) return refused({ code: 'NOT_CANCELLABLE' });
  const worth = (totalMinor: number) =>
    firstUnits(totalMinor, line.unfilled + request.units, line.units) -
    firstUnits(totalMinor, line.unfilled, line.units);
  const fact: StreamFact = {
    type: 'line_unfilled',
    orderId: order.orderId,
    lineIndex,
    units: request.units,
    goodsMinor: worth(line.goodsMinor),
    refundMinor: order.payment === 'cash_on_delivery' ? 0 : worth(line.payMinor),
    by: by.by,
  };
  return accept([fact], (_after, seq) => ({ seq }));
}

/** S4: what is freed after CLOSED goes back to the warehouse in the same cut. */
function returnAfterClose(state: StreamState, order: Order, ids: { next(): string }): StreamFact[] {
  if (state.status !== 'CLOSED' || state.rehearsalOf !== null) return [];
  return order.lines.flatMap(({ itemNumber, productId, units, unfilled }): StreamFact[] => {
    if (units === unfilled) return [];
    return [
      {
        type: 'stock_transferred_out',
        transferId: ids.next(),
        itemNumber,
        productId,
        units: units - unfilled,
      },
    ];
  });
}
