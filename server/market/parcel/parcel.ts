import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { ShipmentStatus } from '../../../shared/market/parcel/status.ts';
import type { StreamFact } from '../facts.ts';
import { accept, type Decision, refused } from '../kernel/decision.ts';
import type { Order, RefundedLine } from '../order/order.ts';
import { findOrders } from '../order/recall.ts';
import { refundableUnits, refundOf } from '../order/refund.ts';
import type { StreamState } from '../state.ts';
import type { ReturnedUnits } from './facts.ts';
import type { PackingAt, ParcelReply } from './pack.ts';
import type { OrderShipment } from './shipment.ts';

/** A parcel, and the orders that its shipment was looked up to belong to. */
export interface AskedParcel {
  shipmentId: string;
  orderIds: readonly string[];
}

/** A parcel leaves. Shipped already under the same code → the same answer again. */
export function shipParcel(
  state: StreamState,
  request: AskedParcel & { carrier: string; trackingCode: string },
  by: PackingAt,
): Decision<ParcelReply> {
  return onParcel(state, request, by, ({ head }) => {
    const { carrier, trackingCode } = request;
    if (head.status === 'SHIPPED' && head.trackingCode === trackingCode) return [];
    if (head.status !== 'PACKED') return whyNot(head.status);
    const { shipmentId } = request;
    return [{ type: 'shipment_shipped', shipmentId, carrier, trackingCode, by: by.by }];
  });
}

/**
 * A parcel has arrived. `deliveredAtMs` is what the carrier says: not before it left, not in the future. Delivered
 * already → the same answer again.
 */
export function deliverParcel(
  state: StreamState,
  request: AskedParcel & { deliveredAtMs: number },
  by: PackingAt,
): Decision<ParcelReply> {
  return onParcel(state, request, by, ({ head }) => {
    if (head.status === 'DELIVERED') return [];
    if (head.status !== 'SHIPPED') return whyNot(head.status);
    const { shipmentId, deliveredAtMs } = request;
    if (deliveredAtMs > by.atMs || deliveredAtMs < (head.shippedAtMs ?? 0)) {
      return { code: 'BAD_REQUEST', field: 'deliveredAtMs' };
    }
    return [{ type: 'shipment_delivered', shipmentId, deliveredAtMs, by: by.by }];
  });
}

/** A parcel that was under way is lost: whatever of it was not paid back yet is (O4). */
export function loseParcel(state: StreamState, request: AskedParcel, by: PackingAt): Decision<ParcelReply> {
  return onParcel(state, request, by, ({ head, parts }) => {
    if (head.status === 'LOST') return [];
    if (head.status !== 'SHIPPED') return whyNot(head.status);
    const refunds = parts.flatMap(({ order, shipment }) =>
      shipment.lines.flatMap(({ lineIndex, units }) => refundLeft(order, lineIndex, units, false)),
    );
    return [{ type: 'shipment_lost', shipmentId: request.shipmentId, refunds, by: by.by }];
  });
}

/**
 * Units come back, and the packer says of each whether it can be sold again. Refused at the door, all of a parcel comes
 * back; after its delivery some of it may, but nothing perishable (O6), and nothing of an order that is COMPLETED.
 */
export function returnParcel(
  state: StreamState,
  request: AskedParcel & { units: readonly ReturnedUnits[] },
  by: PackingAt,
): Decision<ParcelReply> {
  return onParcel(state, request, by, ({ head, parts }) => {
    const wasDelivered = head.status === 'DELIVERED';
    if (!wasDelivered && head.status !== 'SHIPPED') return whyNot(head.status);
    if (parts.some(({ order }) => order.status !== 'PAID')) return whyNot(head.status);
    const refunds: RefundedLine[] = [];
    let asked = 0;
    for (const { order, shipment } of parts) {
      for (const line of shipment.lines) {
        const back = unitsBack(request.units, order.orderId, line.lineIndex);
        const left = line.units - line.sellable - line.damaged;
        if (back > left || (!wasDelivered && back !== left)) {
          return { code: 'PARCEL_INVALID', reason: 'units' };
        }
        asked += back;
        const item = state.items.get(order.lines[line.lineIndex]?.itemNumber ?? 0);
        if (wasDelivered && back > 0 && item?.perishable) {
          return { code: 'PARCEL_INVALID', reason: 'perishable' };
        }
        refunds.push(...refundLeft(order, line.lineIndex, back, wasDelivered));
      }
    }
    const names = new Set(request.units.map((back) => `${back.orderId} ${back.lineIndex} ${back.condition}`));
    if (names.size < request.units.length) return { code: 'PARCEL_INVALID', reason: 'units' };
    const named = request.units.reduce((sum, { units }) => sum + units, 0);
    if (asked === 0 || named !== asked) return { code: 'PARCEL_INVALID', reason: 'units' };
    const { shipmentId, units } = request;
    return [{ type: 'shipment_returned', shipmentId, units: [...units], refunds, by: by.by }];
  });
}

function unitsBack(units: readonly ReturnedUnits[], orderId: string, lineIndex: number): number {
  return units.reduce(
    (sum, back) => (back.orderId === orderId && back.lineIndex === lineIndex ? sum + back.units : sum),
    0,
  );
}

/** What of these units was not paid back already; a claim or a refund may have come first. */
function refundLeft(order: Order, lineIndex: number, units: number, wasDelivered: boolean): RefundedLine[] {
  const left = Math.min(units, refundableUnits(order, lineIndex));
  const isPaid = wasDelivered || order.payment !== 'cash_on_delivery';
  return left > 0 ? [refundOf(order, lineIndex, left, { isPaid })] : [];
}

interface FoundParcel {
  /** The parcel as its first order knows it: what it says of the whole is the same in each. */
  head: OrderShipment;
  parts: { order: Order; shipment: OrderShipment }[];
}

function onParcel(
  state: StreamState,
  { shipmentId, orderIds }: AskedParcel,
  by: PackingAt,
  decide: (parcel: FoundParcel) => StreamFact[] | Refusal,
): Decision<ParcelReply> {
  const found = findOrders(state, orderIds, by.orders, by.atMs);
  if (found.kind === 'refused') return refused(found.refusal);
  const parts = found.orders.flatMap((order) => {
    const shipment = order.afterSale?.shipments.find((known) => known.shipmentId === shipmentId);
    return shipment ? [{ order, shipment }] : [];
  });
  const head = parts[0]?.shipment;
  // A fact about a parcel is about all of its orders: each of them has to be in memory.
  if (!head || parts.length !== head.orderIds.length) return refused({ code: 'NOT_FOUND' });
  const decided = decide({ head, parts });
  if (!Array.isArray(decided)) return refused(decided);
  const facts = decided.length === 0 ? [] : [...found.recall, ...decided];
  return accept(facts, (_after, seq) => ({ seq, shipmentId }));
}

function whyNot(status: ShipmentStatus): Refusal {
  return { code: 'PARCEL_INVALID', reason: 'status', status };
}
