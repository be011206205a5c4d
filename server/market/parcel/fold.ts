import type { Fact } from '../facts.ts';
import { buyerOf } from '../kernel/buyers.ts';
import type { Fold, Folds } from '../kernel/capability.ts';
import type { Stamp } from '../kernel/stamp.ts';
import { endNewCash, isNewCash } from '../newcomers/count.ts';
import { lineAt, orderOf } from '../order/find.ts';
import { placeInMemory } from '../order/memory.ts';
import type { Order, RefundedLine } from '../order/order.ts';
import { noteBack } from '../order/refund.ts';
import { giveShippingBack } from '../order/shipping-back.ts';
import { leaveGroup } from '../shipping/group.ts';
import type { StreamState } from '../state.ts';
import { deliveredAtMs } from './after-sale.ts';
import type { ParcelFacts, ReturnedUnits } from './facts.ts';
import type { OrderClaim, OrderShipment, ShippedLine } from './shipment.ts';

/** Parcels change no counter of the stream's stock: what is refunded, lost or returned stays sold (K1). */
export const parcelFolds: Folds<ParcelFacts> = {
  shipment_packed: ofOrders(packed),
  shipment_shipped: ofOrders((state, fact, stamp) => {
    return ofShipment(state, fact.shipmentId, (shipment) => {
      shipment.status = 'SHIPPED';
      shipment.carrier = fact.carrier;
      shipment.trackingCode = fact.trackingCode;
      shipment.shippedAtMs = stamp.atMs;
    });
  }),
  shipment_delivered: ofOrders((state, fact, stamp) => {
    return ofShipment(state, fact.shipmentId, (shipment, order) => {
      shipment.status = 'DELIVERED';
      shipment.deliveredAtMs = fact.deliveredAtMs;
      shipment.endedAtMs = stamp.atMs;
      arrived(state, order, shipment);
    });
  }),
  shipment_lost: ofOrders((state, fact, stamp) => {
    for (const refund of fact.refunds) {
      refunded(state, refund);
      const order = orderOf(state, refund.orderId);
      leaveGroup(state, buyerOf(state, order.buyerId), order, lineAt(order, refund.lineIndex), refund);
    }
    return ofShipment(state, fact.shipmentId, (shipment, order) => {
      if (shipment.status !== 'DELIVERED') arrived(state, order, shipment);
      shipment.status = 'LOST';
      shipment.endedAtMs = stamp.atMs;
    });
  }),
  shipment_returned: ofOrders(returned),
  claim_opened: ofOrders((state, fact, stamp) => {
    const { claimId, lineIndex, units, shareBps, reason, textId, photoIds } = fact;
    const order = orderOf(state, fact.orderId);
    const claim: OrderClaim = {
      claimId,
      lineIndex,
      units,
      shareBps,
      reason,
      status: 'OPEN',
      openedAtMs: stamp.atMs,
      decidedAtMs: null,
      goodsMinor: 0,
      refundMinor: 0,
      ...(textId !== undefined && { textId }),
      ...(photoIds && { photoIds }),
    };
    afterSaleOf(order).claims.push(claim);
    state.claims.set(claimId, order.orderId);
    return [order];
  }),
  claim_decided: ofOrders((state, fact, stamp) => {
    const order = orderOf(state, state.claims.get(fact.claimId) ?? '');
    const claim = afterSaleOf(order).claims.find(({ claimId }) => claimId === fact.claimId);
    if (!claim) throw new Error(`Claim ${fact.claimId} is not in the log of ${state.streamId}.`);
    claim.status = fact.isWithdrawn ? 'WITHDRAWN' : fact.accepted ? 'ACCEPTED' : 'DECLINED';
    claim.decidedAtMs = stamp.atMs;
    if (fact.refund) {
      claim.goodsMinor = fact.refund.goodsMinor;
      claim.refundMinor = fact.refund.refundMinor;
      refunded(state, fact.refund);
    }
    return [order];
  }),
  order_completed: ofOrders((state, fact) => {
    const order = orderOf(state, fact.orderId);
    order.status = 'COMPLETED';
    return [order];
  }),
  shipping_credited: ofOrders((state, fact) => {
    return fact.lines.map(({ orderId, amountMinor }) => {
      const order = orderOf(state, orderId);
      giveShippingBack(state, order, fact.origin, amountMinor);
      order.refundedMinor += amountMinor;
      return order;
    });
  }),
};

/**
 * A fold of a fact about a parcel or a claim, which says afterwards where its orders stand in memory.
 * @param change answers the orders that the fact is about
 */
function ofOrders<T extends keyof ParcelFacts>(
  change: (state: StreamState, fact: Fact<T>, stamp: Stamp) => Order[],
): Fold<T> {
  return (state, fact, stamp) => {
    for (const order of change(state, fact, stamp)) {
      // H6: a buyer is known once an order was delivered on cash terms, all of it, as the tables say it too.
      if (order.payment === 'cash_on_delivery' && deliveredAtMs(order) !== null) {
        buyerOf(state, order.buyerId).hasPaid = true;
      }
      placeInMemory(state, order, stamp);
    }
  };
}

function packed(state: StreamState, fact: Fact<'shipment_packed'>, stamp: Stamp): Order[] {
  const byOrder = new Map<string, ShippedLine[]>();
  for (const { orderId, lineIndex, units } of fact.lines) {
    const lines = byOrder.get(orderId) ?? [];
    lines.push({ lineIndex, units, sellable: 0, damaged: 0 });
    byOrder.set(orderId, lines);
  }
  const orderIds = [...byOrder.keys()];
  state.shipments.set(fact.shipmentId, orderIds);
  return orderIds.map((orderId) => {
    const order = orderOf(state, orderId);
    afterSaleOf(order).shipments.push({
      shipmentId: fact.shipmentId,
      seq: stamp.seq,
      status: 'PACKED',
      buyerId: fact.buyerId,
      origin: fact.origin,
      addressId: fact.addressId,
      orderIds: [...orderIds],
      lines: byOrder.get(orderId) ?? [],
      carrier: null,
      trackingCode: null,
      packedAtMs: stamp.atMs,
      shippedAtMs: null,
      deliveredAtMs: null,
      endedAtMs: null,
    });
    return order;
  });
}

/** Units come back one by one; the parcel has come back when all of them have. */
function returned(state: StreamState, fact: Fact<'shipment_returned'>, stamp: Stamp): Order[] {
  for (const { orderId, lineIndex, units, condition } of fact.units) {
    const line = shipmentOf(orderOf(state, orderId), fact.shipmentId).lines.find(
      (shipped) => shipped.lineIndex === lineIndex,
    );
    if (!line) throw new Error(`Line ${lineIndex} of order ${orderId} is not in ${fact.shipmentId}.`);
    line[condition] += units;
    if (condition === 'damaged' || state.rehearsalOf !== null) continue;
    const { productId } = lineAt(orderOf(state, orderId), lineIndex);
    state.returned.set(returnName(stamp, { orderId, lineIndex }), { productId, units });
  }
  for (const refund of fact.refunds) refunded(state, refund);
  const isWhole = orderIdsOf(state, fact.shipmentId).every((orderId) =>
    shipmentOf(orderOf(state, orderId), fact.shipmentId).lines.every(
      ({ units, sellable, damaged }) => sellable + damaged === units,
    ),
  );
  return ofShipment(state, fact.shipmentId, (shipment, order) => {
    if (!isWhole) return;
    if (shipment.status !== 'DELIVERED') arrived(state, order, shipment);
    shipment.status = 'RETURNED';
    shipment.endedAtMs = stamp.atMs;
  });
}

/**
 * The name under which units of a return go to the warehouse: its fact's place and the line make it, so that the
 * warehouse books them once, however often it is told (O5).
 */
export function returnName(
  { seq }: Pick<Stamp, 'seq'>,
  { orderId, lineIndex }: Pick<ReturnedUnits, 'orderId' | 'lineIndex'>,
): string {
  return `returned:${seq}:${orderId}:${lineIndex}`;
}

/** H8: units of a new buyer's cash order count as undelivered until their parcel is there, lost or back. */
function arrived(state: StreamState, order: Order, shipment: OrderShipment): void {
  if (!isNewCash(order)) return;
  const buyer = buyerOf(state, order.buyerId);
  for (const { lineIndex, units } of shipment.lines) {
    endNewCash(state, buyer, order, lineAt(order, lineIndex), units);
  }
}

function refunded(state: StreamState, refund: RefundedLine): void {
  const order = orderOf(state, refund.orderId);
  const line = lineAt(order, refund.lineIndex);
  line.refundedUnits += refund.units;
  line.refundedGoodsMinor += refund.goodsMinor;
  noteBack(line, refund);
  order.refundedMinor += refund.refundMinor;
}

function ofShipment(
  state: StreamState,
  shipmentId: string,
  change: (shipment: OrderShipment, order: Order) => void,
): Order[] {
  return orderIdsOf(state, shipmentId).map((orderId) => {
    const order = orderOf(state, orderId);
    change(shipmentOf(order, shipmentId), order);
    return order;
  });
}

function orderIdsOf(state: Readonly<StreamState>, shipmentId: string): string[] {
  const orderIds = state.shipments.get(shipmentId);
  if (!orderIds) throw new Error(`Shipment ${shipmentId} is not in the log of ${state.streamId}.`);
  return orderIds;
}

function shipmentOf(order: Order, shipmentId: string): OrderShipment {
  const shipment = order.afterSale?.shipments.find((known) => known.shipmentId === shipmentId);
  if (!shipment) throw new Error(`Order ${order.orderId} is not in shipment ${shipmentId}.`);
  return shipment;
}

function afterSaleOf(order: Order): NonNullable<Order['afterSale']> {
  order.afterSale ??= { shipments: [], claims: [] };
  return order.afterSale;
}
