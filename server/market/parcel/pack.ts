import type { StreamFact } from '../facts.ts';
import type { ConsoleAt } from '../kernel/console-at.ts';
import { accept, type Decision, refused } from '../kernel/decision.ts';
import type { Order } from '../order/order.ts';
import { findOrders, type LookedUp } from '../order/recall.ts';
import { freeCancelUntilMs } from '../order/view.ts';
import type { StreamState } from '../state.ts';
import { unitsToPack } from './after-sale.ts';

export type PackingAt = ConsoleAt & { orders: ReadonlyMap<string, LookedUp> };

export interface ParcelReply {
  seq: number;
  shipmentId: string;
}

/**
 * Packs one parcel: what is left of these orders' goods from one origin (P1). All of them are one buyer's and go to one
 * address. Packing starts when the stream is CLOSED and no order of the parcel can be cancelled freely any more (order
 * table); nothing left to pack → PARCEL_INVALID.
 */
export function packParcel(
  state: StreamState,
  request: { orderIds: readonly string[]; origin: string },
  by: PackingAt,
): Decision<ParcelReply> {
  if (state.rehearsalOf !== null) return refused({ code: 'REHEARSAL' });
  const found = findOrders(state, [...new Set(request.orderIds)], by.orders, by.atMs);
  if (found.kind === 'refused') return refused(found.refusal);
  const { orders, recall } = found;
  const [first] = orders;
  if (!first) return refused({ code: 'NOT_FOUND' });
  const { buyerId, addressId } = first;
  if (orders.some((order) => order.buyerId !== buyerId || order.addressId !== addressId)) {
    return refused({ code: 'PARCEL_INVALID', reason: 'different_buyers' });
  }
  if (orders.some(({ status }) => status !== 'PAID')) {
    return refused({ code: 'PARCEL_INVALID', reason: 'not_paid' });
  }
  const readyAtMs = packsFromMs(state, orders);
  if (readyAtMs === null || by.atMs < readyAtMs) {
    return refused({ code: 'PARCEL_INVALID', reason: 'too_early', ...(readyAtMs !== null && { readyAtMs }) });
  }
  const lines = orders.flatMap((order) => linesToPack(state, order, request.origin));
  if (lines.length === 0) return refused({ code: 'PARCEL_INVALID', reason: 'nothing_to_pack' });
  const shipmentId = by.ids.next();
  const { origin } = request;
  const packed: StreamFact = {
    type: 'shipment_packed',
    shipmentId,
    buyerId,
    origin,
    addressId,
    lines,
    by: by.by,
  };
  return accept([...recall, packed], (_after, seq) => ({ seq, shipmentId }));
}

/** From when on orders may be packed; null while their stream is not CLOSED. */
export function packsFromMs(state: Readonly<StreamState>, orders: readonly Order[]): number | null {
  if (state.status !== 'CLOSED') return null;
  return orders.reduce(
    (latest, order) => Math.max(latest, freeCancelUntilMs(state, order) ?? 0),
    state.closedAtMs ?? 0,
  );
}

function linesToPack(state: Readonly<StreamState>, order: Order, origin: string) {
  return order.lines.flatMap((line, lineIndex) => {
    const units = unitsToPack(order, line, lineIndex);
    const isFromHere = state.items.get(line.itemNumber)?.origin === origin;
    return isFromHere && units > 0 ? [{ orderId: order.orderId, lineIndex, units }] : [];
  });
}
