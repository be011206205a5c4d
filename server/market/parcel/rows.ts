import type { Rows } from '../../ports/rows.ts';
import type { Order } from '../order/order.ts';
import type { StreamState } from '../state.ts';
import type { AfterSale } from './shipment.ts';

/** The rows of what came after an order was packed. A parcel of several orders is told by each of them, and has one row. */
export function addAfterSale(
  rows: Rows,
  state: StreamState,
  order: Order,
  { shipments, claims }: AfterSale,
): void {
  const { streamId } = state;
  const { orderId } = order;
  for (const { lines, orderIds: _orderIds, ...shipment } of shipments) {
    const { shipmentId } = shipment;
    if (!rows.shipments.some((row) => row.shipmentId === shipmentId)) {
      rows.shipments.push({ streamId, ...shipment });
    }
    for (const line of lines) rows.shipmentLines.push({ streamId, shipmentId, orderId, ...line });
  }
  for (const claim of claims) rows.claims.push({ streamId, orderId, ...claim });
}
