import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { Funder } from '../../../shared/market/flash-sale/contract.ts';
import { MAX_LINE_AMOUNTS } from '../../../shared/market/order/bounds.ts';
import type { RefundReason } from '../../../shared/market/order/refund-reasons.ts';
import { shareByWeight } from '../../../shared/values/money.ts';
import type { StreamFact } from '../facts.ts';
import { accept, type Decision, refused } from '../kernel/decision.ts';
import type { PackingAt } from '../parcel/pack.ts';
import type { StreamState } from '../state.ts';
import { type AskedLine, askedLines, linesNamed } from './asked-lines.ts';
import type { Order, RefundedLine } from './order.ts';
import { findOrders } from './recall.ts';
import { mostBack } from './refund.ts';

/** An amount to give back of a line, or of several together, as somebody asks for it. */
export interface AskedAmount extends AskedLine {
  orderId: string;
  more?: readonly AskedLine[] | undefined;
  amountMinor: number;
  bearer: Funder;
  reason: RefundReason;
  /** What of the order had come back when it was looked at. */
  backMinor: number;
}

/**
 * Gives an amount back of lines of a paid order, whatever has become of their units (O8): it counts no unit, frees no limit and
 * closes no claim. It is decided on what had come back when somebody looked: another sum by now → REFUND_INVALID `changed`.
 * At most what was paid for the lines and is not back.
 */
export function refundAmount(
  state: StreamState,
  request: AskedAmount,
  by: PackingAt,
): Decision<{ seq: number }> {
  const found = findOrders(state, [request.orderId], by.orders, by.atMs);
  if (found.kind === 'refused') return refused(found.refusal);
  const [order] = found.orders;
  if (!order) return refused({ code: 'NOT_FOUND' });
  const lines = amountOfLines(order, request);
  if (!Array.isArray(lines)) return refused(lines);
  const { orderId } = order;
  const fact: StreamFact = { type: 'order_refunded', orderId, lines, by: by.by, reason: request.reason };
  return accept([...found.recall, fact], (_after, seq) => ({ seq }));
}

/**
 * How an amount is given back, by line, or why it can't be. Of several items it is split by what can still be given back of
 * each (T2), so none gets more than that; two lines of one item and price are taken in their order.
 */
export function amountOfLines(
  order: Order,
  asked: Omit<AskedAmount, 'orderId' | 'reason'>,
): Omit<RefundedLine, 'orderId'>[] | Refusal {
  const { amountMinor, bearer, backMinor } = asked;
  if (order.status !== 'PAID' && order.status !== 'COMPLETED') return no({ reason: 'status' });
  const items = askedLines(asked).map((each) =>
    linesNamed(order, each).map((of) => ({ ...of, mostMinor: mostBack(order, of.lineIndex, bearer) })),
  );
  if (items.some((lines) => lines.length === 0)) return { code: 'NOT_FOUND' };
  if (order.refundedMinor !== backMinor) return no({ reason: 'changed', backMinor: order.refundedMinor });
  const mostOf = items.map((lines) => lines.reduce((sum, line) => sum + line.mostMinor, 0));
  const mostMinor = mostOf.reduce((sum, most) => sum + most, 0);
  if (mostMinor === 0 && isUnpaidCash(order)) return no({ reason: 'cash_unpaid' });
  if (amountMinor > mostMinor) return no({ reason: 'too_much', maxMinor: mostMinor });
  const lines: Omit<RefundedLine, 'orderId'>[] = [];
  for (const [at, partMinor] of shareByWeight(amountMinor, mostOf).entries()) {
    let missing = partMinor;
    for (const { line, lineIndex, mostMinor: upTo } of items[at]!) {
      const refundMinor = Math.min(missing, upTo);
      if (refundMinor === 0) continue;
      if ((line.given ?? []).length >= MAX_LINE_AMOUNTS) return no({ reason: 'too_many' });
      missing -= refundMinor;
      const goodsMinor = bearer === 'producer' ? refundMinor : 0;
      lines.push({ lineIndex, units: 0, goodsMinor, refundMinor, bearer });
    }
  }
  return lines;
}

/** Cash of which no parcel was handed over: nobody has paid anything yet. */
export function isUnpaidCash({ payment, afterSale }: Order): boolean {
  const isHandedOver = afterSale?.shipments.some(({ deliveredAtMs }) => deliveredAtMs !== null) ?? false;
  return payment === 'cash_on_delivery' && !isHandedOver;
}

function no(why: Omit<Extract<Refusal, { code: 'REFUND_INVALID' }>, 'code'>): Refusal {
  return { code: 'REFUND_INVALID', ...why };
}
