import type { OrderView } from '../../../shared/contract/order.ts';
import type { StreamState } from '../state.ts';
import type { Order } from './order.ts';

/** An order as its buyer sees it. The pay link is added by the feature that knows the provider. */
export function orderView(state: Readonly<StreamState>, order: Order): OrderView {
  const { orderId, number, status, late, placedAtMs, payByMs, paidAtMs, payment } = order;
  const { goodsMinor, shippingMinor, totalMinor, refundedMinor } = order;
  return {
    orderId,
    number,
    streamId: state.streamId,
    status,
    late,
    placedAtMs,
    payByMs,
    paidAtMs,
    freeCancelUntilMs: status === 'PAID' ? freeCancelUntilMs(state, order) : null,
    payment,
    payUrl: null,
    lines: order.lines.map((line) => ({
      itemNumber: line.itemNumber,
      name: state.items.get(line.itemNumber)?.name ?? '',
      units: line.units,
      unitPriceMinor: line.unitPriceMinor,
      unfilledUnits: line.unfilled,
    })),
    goodsMinor,
    shippingMinor,
    totalMinor,
    refundedMinor,
  };
}

/** The end of the free cancellation (half-open), or null if the order is not paid. */
export function freeCancelUntilMs(state: Readonly<StreamState>, order: Order): number | null {
  return order.paidAtMs === null ? null : order.paidAtMs + state.settings.remorseMs;
}
