import { buyerIdNow } from '../../server/market/kernel/buyers.ts';
import type { Order } from '../../server/market/order/order.ts';
import type { ParcelGroup } from '../../server/market/shipping/parcel-group.ts';
import type { StreamState } from '../../server/market/state.ts';

interface Made {
  units: Map<number, number>;
  charged: string[];
}

/**
 * The parcel groups of a stream made again from its orders alone (P1, P2), beside those that are kept.
 * @returns every difference, in words
 */
export function auditGroups(state: StreamState, orders: readonly Order[]): string[] {
  const found = new Map<string, string>();
  const made = new Map<string, Made>();
  for (const order of orders) {
    if (order.paidAtMs === null) continue;
    const buyerId = buyerIdNow(state, order.buyerId);
    for (const { origin, feeMinor, refundedMinor, discounts = [] } of order.shipping ?? []) {
      const id = `${buyerId} ${origin} ${order.addressId}`;
      const group: Made = made.get(id) ?? { units: new Map(), charged: [] };
      made.set(id, group);
      const isCalledOff = order.status === 'CANCELLED';
      if (!isCalledOff || order.payment !== 'cash_on_delivery') {
        const given = discounts.reduce((sum, { minor }) => sum + minor, 0);
        group.charged.push(`${order.orderId} ${feeMinor - refundedMinor} ${given}`);
      }
      if (isCalledOff) continue;
      for (const [index, line] of order.lines.entries()) {
        if (state.items.get(line.itemNumber)?.origin !== origin) continue;
        const units = line.units - line.unfilled - (line.withdrawn ?? 0) - lostUnits(order, index);
        group.units.set(line.itemNumber, (group.units.get(line.itemNumber) ?? 0) + units);
      }
    }
  }
  for (const [id, { units, charged }] of made) found.set(id, told(units, charged));
  const faults: string[] = [];
  for (const buyer of state.buyers.values()) {
    for (const group of buyer.groups ?? []) {
      const id = `${buyer.buyerId} ${group.origin} ${group.addressId}`;
      const expected = found.get(id) ?? told(new Map(), []);
      const kept = told(unitsOf(group), chargedOf(group));
      if (kept !== expected) faults.push(`P2 ${id}: kept ${kept}, found ${expected}`);
      if (group.goodsMinor < 0) faults.push(`P3 ${id}: goods of ${group.goodsMinor}`);
      if (group.charged.some(({ paidMinor }) => paidMinor < 0)) faults.push(`P3 ${id}: given back twice`);
      found.delete(id);
    }
  }
  for (const id of found.keys()) faults.push(`P1 ${id}: a group that nobody keeps`);
  return faults;
}

function lostUnits(order: Order, lineIndex: number): number {
  let units = 0;
  for (const shipment of order.afterSale?.shipments ?? []) {
    if (shipment.status !== 'LOST') continue;
    for (const line of shipment.lines) if (line.lineIndex === lineIndex) units += line.units;
  }
  return units;
}

function unitsOf(group: ParcelGroup): Map<number, number> {
  return new Map(group.units.map(({ itemNumber, units }) => [itemNumber, units]));
}

function chargedOf(group: ParcelGroup): string[] {
  return group.charged.map(({ orderId, paidMinor, givenMinor }) => `${orderId} ${paidMinor} ${givenMinor}`);
}

function told(units: ReadonlyMap<number, number>, charged: readonly string[]): string {
  const parts = [...units].filter(([, count]) => count !== 0).map(([item, count]) => `${count} of ${item}`);
  return [...parts.sort(), ...[...charged].sort()].join(', ');
}
