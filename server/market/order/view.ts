import type { DiscountView, OrderView } from '../../../shared/market/order/contract.ts';
import { soldTermsIn } from '../../../shared/values/return-terms.ts';
import { shipDatesIn } from '../../../shared/values/ship-days.ts';
import type { StreamState } from '../state.ts';
import type { Discount, Order, OrderShipping } from './order.ts';

/**
 * An order as its buyer sees it. Where to pay, and the shop's half of its reference (O7), are added by who knows the provider
 * and the shop.
 */
export function orderView(state: Readonly<StreamState>, order: Order): OrderView {
  const { orderId, number, status, late, placedAtMs, payByMs, paidAtMs, payment } = order;
  const { goodsMinor, shippingMinor, totalMinor, refundedMinor } = order;
  return {
    orderId,
    number,
    reference: number,
    streamId: state.streamId,
    status,
    late,
    placedAtMs,
    ...(order.receivedAtMs !== undefined && { receivedAtMs: order.receivedAtMs }),
    payByMs,
    paidAtMs,
    freeCancelUntilMs: status === 'PAID' ? freeCancelUntilMs(state, order) : null,
    payment,
    payUrl: null,
    lines: order.lines.map((line) => ({
      itemNumber: line.itemNumber,
      ...namesOf(state, line.itemNumber),
      units: line.units,
      unitPriceMinor: line.unitPriceMinor,
      unfilledUnits: line.unfilled,
      ...(line.discounts.length > 0 && { discounts: line.discounts.map(discountView) }),
      ...(line.tapAtMs !== undefined && { tapAtMs: line.tapAtMs }),
      ...(line.lateOk && { lateOk: line.lateOk }),
      ...shipDatesIn(line),
      ...soldTermsIn(line),
    })),
    ...shippingGiven(order),
    goodsMinor,
    shippingMinor,
    totalMinor,
    refundedMinor,
    ...(order.isReleased && { isReleased: true as const }),
    ...(order.calledOff && { calledOff: order.calledOff }),
    ...(order.shown && { shown: order.shown }),
    shippingRefundedMinor: order.shipping ? shippingBackOf(order.shipping) : 0,
  };
}

function namesOf(state: Readonly<StreamState>, itemNumber: number): { name: string; nameEn?: string } {
  const { name = '', nameEn } = state.items.get(itemNumber) ?? {};
  return { name, ...(nameEn && { nameEn }) };
}

/** What others pay of an order's shipping (V2); nothing where nobody does. */
function shippingGiven({ shipping = [] }: Order): Pick<OrderView, 'shippingDiscounts'> {
  const given = shipping.flatMap(({ discounts = [] }) => discounts.map(discountView));
  return given.length > 0 ? { shippingDiscounts: given } : {};
}

/** A discount as its buyer sees it. */
export function discountView({ kind, funder, minor }: Discount): DiscountView {
  return { kind, funder, minor };
}

/** What of an order's shipping was given back. */
export function shippingBackOf(fees: readonly OrderShipping[]): number {
  return fees.reduce((sum, { refundedMinor }) => sum + refundedMinor, 0);
}

/** The end of the free cancellation (half-open), or null if the order is not paid. */
export function freeCancelUntilMs(state: Readonly<StreamState>, order: Order): number | null {
  return order.paidAtMs === null ? null : order.paidAtMs + state.settings.remorseMs;
}
