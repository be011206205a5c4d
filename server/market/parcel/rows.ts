import { CLAIM_TEXT_DAYS } from '../../../shared/market/parcel/bounds.ts';
import { DAY } from '../../../shared/values/time.ts';
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
  // One row a text, however many claims name it: PostgreSQL refuses a batch that writes a row twice.
  const keptUntil = new Map<string, number>();
  for (const { textId = null, photoIds = [], ...claim } of claims) {
    rows.claims.push({ streamId, orderId, ...claim, textId, photoIds: photoIds.join(' ') });
    // What its buyer took back is nobody's to read any more, unless another claim names it too.
    const isBack = claim.status === 'WITHDRAWN' && claim.decidedAtMs !== null;
    const untilMs = isBack ? claim.decidedAtMs! : claim.openedAtMs + CLAIM_TEXT_DAYS * DAY;
    for (const id of textId === null ? photoIds : [textId, ...photoIds]) {
      keptUntil.set(id, Math.max(untilMs, keptUntil.get(id) ?? 0));
    }
  }
  for (const [textId, untilMs] of keptUntil) rows.textUses.push({ textId, untilMs });
}
