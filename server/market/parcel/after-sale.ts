import type { Order, OrderLine } from '../order/order.ts';
import type { StreamState } from '../state.ts';

/** Units of a line that were ever packed. */
export function packedUnits(order: Order, lineIndex: number): number {
  let units = 0;
  for (const { lines } of order.afterSale?.shipments ?? []) {
    for (const line of lines) if (line.lineIndex === lineIndex) units += line.units;
  }
  return units;
}

/** Units of a line that no parcel has taken, and that are neither unfilled nor paid back. */
export function unitsToPack(order: Order, line: OrderLine, lineIndex: number): number {
  return line.units - line.unfilled - (line.withdrawn ?? 0) - packedUnits(order, lineIndex);
}

/** True if every unit of an order is in a parcel, unfilled or paid back. */
export function isAllPacked(order: Order): boolean {
  return order.lines.every((line, lineIndex) => unitsToPack(order, line, lineIndex) <= 0);
}

/** When the last of an order's parcels was delivered; null while something of it is to be packed, or under way. */
export function deliveredAtMs(order: Order): number | null {
  const { shipments = [] } = order.afterSale ?? {};
  if (shipments.length === 0) return null;
  let last: number | null = null;
  for (const { status, deliveredAtMs: atMs } of shipments) {
    if (status === 'PACKED' || status === 'SHIPPED') return null;
    if (atMs !== null) last = Math.max(last ?? 0, atMs);
  }
  return isAllPacked(order) ? last : null;
}

/**
 * When an order is COMPLETED (order table): so long after its last delivery, after what was heard of it later, and after
 * the last of its claims was decided. Null while a parcel is to come or a claim is open.
 */
export function completesAtMs(state: Readonly<StreamState>, order: Order): number | null {
  const lastMs = deliveredAtMs(order);
  if (order.status !== 'PAID' || lastMs === null) return null;
  let dueAtMs = lastMs + state.settings.completeMs;
  const { shipments = [], claims = [] } = order.afterSale ?? {};
  // A deadline comes after the fact that sets it, also where that fact was late.
  for (const { endedAtMs } of shipments) dueAtMs = Math.max(dueAtMs, (endedAtMs ?? 0) + 1);
  for (const { decidedAtMs } of claims) {
    if (decidedAtMs === null) return null;
    dueAtMs = Math.max(dueAtMs, decidedAtMs + 1);
  }
  return dueAtMs;
}

/** Puts what an order knows of parcels and claims into the stream's index, when it comes into memory. */
export function indexAfterSale(state: StreamState, order: Order): void {
  for (const { shipmentId, orderIds } of order.afterSale?.shipments ?? []) {
    state.shipments.set(shipmentId, [...orderIds]);
  }
  for (const { claimId } of order.afterSale?.claims ?? []) state.claims.set(claimId, order.orderId);
}

/** Takes it out again, after the order left memory; a parcel stays while another of its orders is there. */
export function dropAfterSale(state: StreamState, order: Order): void {
  for (const { shipmentId, orderIds } of order.afterSale?.shipments ?? []) {
    if (!orderIds.some((orderId) => state.orders.has(orderId))) state.shipments.delete(shipmentId);
  }
  for (const { claimId } of order.afterSale?.claims ?? []) state.claims.delete(claimId);
}
