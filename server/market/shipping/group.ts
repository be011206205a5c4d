import type { Buyer } from '../account/state.ts';
import type { Order, OrderLine, PlacedLine } from '../order/order.ts';
import type { StreamState } from '../state.ts';
import { type Contents, feeOf } from './fee.ts';
import type { ParcelGroup } from './parcel-group.ts';
import type { ShippingTable } from './table.ts';

/** Units of an item that leave a group, or come into it. */
export interface GroupPart {
  itemNumber: number;
  units: number;
  goodsMinor: number;
}

export function groupOf(
  buyer: Buyer | undefined,
  origin: string,
  addressId: string | null,
): ParcelGroup | undefined {
  return buyer?.groups?.find((group) => group.origin === origin && group.addressId === addressId);
}

/** What a group paid for its sending so far; what somebody else gave counts like money. */
export function chargedFor(group: ParcelGroup | undefined): number {
  return group?.charged.reduce((sum, { paidMinor, givenMinor }) => sum + paidMinor + givenMinor, 0) ?? 0;
}

/** What sending from an origin costs, at home or abroad; undefined: what its products say. */
export function tableOf(
  state: Readonly<StreamState>,
  origin: string,
  isOverseas: boolean | undefined,
): ShippingTable | undefined {
  const { tables, overseasTables } = state.shipping;
  return (isOverseas ? overseasTables : tables).get(origin);
}

/** What a group would hold with these parts more, or less where their units are negative. */
export function contentsWith(
  state: Readonly<StreamState>,
  group: ParcelGroup | undefined,
  parts: readonly GroupPart[],
): Contents {
  const units = new Map(group?.units.map((known) => [known.itemNumber, known.units]));
  let goodsMinor = group?.goodsMinor ?? 0;
  for (const part of parts) {
    units.set(part.itemNumber, (units.get(part.itemNumber) ?? 0) + part.units);
    goodsMinor += part.goodsMinor;
  }
  return {
    parts: [...units].flatMap(([itemNumber, count]) => {
      const item = state.items.get(itemNumber);
      return item && count > 0 ? [{ item, units: count }] : [];
    }),
    goodsMinor,
  };
}

/** What of a group's shipping is not needed once these parts have left it: `max(0, charged − fee(group after))` (P3). */
export function surplusOf(
  state: Readonly<StreamState>,
  group: ParcelGroup,
  leaving: readonly GroupPart[] = [],
): number {
  const gone = leaving.map((part) => ({ ...part, units: -part.units, goodsMinor: -part.goodsMinor }));
  const table = tableOf(state, group.origin, group.isOverseas);
  return Math.max(0, chargedFor(group) - feeOf(table, contentsWith(state, group, gone)));
}

/** What an order that is not packed yet sends from one origin. */
export function partsFrom(state: Readonly<StreamState>, order: Order, origin: string): GroupPart[] {
  return order.lines.flatMap((line) =>
    originOf(state, line) === origin
      ? [
          {
            itemNumber: line.itemNumber,
            units: line.units - line.unfilled - (line.withdrawn ?? 0),
            goodsMinor: goodsLeft(line),
          },
        ]
      : [],
  );
}

/** Of a line's goods value, what travels: an amount that was given back takes nothing out of its parcel (O8). */
function goodsLeft({ goodsMinor, unfilledGoodsMinor, refundedGoodsMinor, given = [] }: OrderLine): number {
  let left = goodsMinor - unfilledGoodsMinor - refundedGoodsMinor;
  for (const { bearer, minor } of given) if (bearer === 'producer') left += minor;
  return left;
}

/** Where a line is sent from. */
export function originOf(
  state: Readonly<StreamState>,
  { itemNumber }: Pick<PlacedLine, 'itemNumber'>,
): string {
  return state.items.get(itemNumber)?.origin ?? '';
}

/** An order is paid: it counts for its groups from now on (P2). */
export function joinGroups(state: StreamState, buyer: Buyer, order: Order): void {
  for (const fee of order.shipping ?? []) {
    const group = groupAt(buyer, fee.origin, order.addressId);
    if (order.isOverseas) group.isOverseas = true;
    addParts(group, partsFrom(state, order, fee.origin), 1);
    group.charged.push({
      orderId: order.orderId,
      paidMinor: fee.feeMinor,
      givenMinor: (fee.discounts ?? []).reduce((sum, { minor }) => sum + minor, 0),
    });
  }
}

/** Units of a line will not travel, or never arrived: they count for their group no longer. */
export function leaveGroup(
  state: StreamState,
  buyer: Buyer,
  order: Order,
  line: Pick<OrderLine, 'itemNumber'>,
  gone: { units: number; goodsMinor: number },
): void {
  const origin = originOf(state, line);
  if (!order.shipping?.some((fee) => fee.origin === origin)) return;
  const group = groupOf(buyer, origin, order.addressId);
  if (group) change(group, { itemNumber: line.itemNumber, ...gone }, -1);
}

/** A paid order is called off: its goods leave, and what it keeps of its shipping is what the others need (P3). */
export function leaveGroups(state: StreamState, buyer: Buyer, order: Order): void {
  for (const { origin } of order.shipping ?? []) {
    const group = groupOf(buyer, origin, order.addressId);
    if (!group) continue;
    addParts(group, partsFrom(state, order, origin), -1);
    // Nobody has paid cash for it, and nobody will.
    if (order.payment === 'cash_on_delivery') dropCharge(group, order.orderId);
  }
}

/** Shipping of an order went back. */
export function creditGroup(buyer: Buyer, order: Order, origin: string, amountMinor: number): void {
  const group = groupOf(buyer, origin, order.addressId);
  const charge = group?.charged.find(({ orderId }) => orderId === order.orderId);
  if (charge) charge.paidMinor -= amountMinor;
}

/** The groups of somebody who became another (B2). */
export function mergeGroups(from: Buyer, into: Buyer): void {
  for (const { origin, addressId, isOverseas, units, goodsMinor, charged } of from.groups ?? []) {
    const group = groupAt(into, origin, addressId);
    if (isOverseas) group.isOverseas = true;
    for (const part of units) change(group, { ...part, goodsMinor: 0 }, 1);
    group.goodsMinor += goodsMinor;
    group.charged.push(...charged);
  }
}

/** A buyer's group; a new one where there was none. */
export function groupAt(buyer: Buyer, origin: string, addressId: string | null): ParcelGroup {
  const known = groupOf(buyer, origin, addressId);
  if (known) return known;
  const group: ParcelGroup = { origin, addressId, units: [], goodsMinor: 0, charged: [] };
  buyer.groups = [...(buyer.groups ?? []), group];
  return group;
}

/** Goods come into a group, or leave it. */
export function addParts(group: ParcelGroup, parts: readonly GroupPart[], sign: 1 | -1): void {
  for (const part of parts) change(group, part, sign);
}

function change(group: ParcelGroup, { itemNumber, units, goodsMinor }: GroupPart, sign: 1 | -1): void {
  const known = group.units.find((part) => part.itemNumber === itemNumber);
  if (known) known.units += sign * units;
  else group.units.push({ itemNumber, units: sign * units });
  group.goodsMinor += sign * goodsMinor;
}

/** What an order was charged is not the group's any more. */
export function dropCharge(group: ParcelGroup, orderId: string): void {
  group.charged = group.charged.filter((charge) => charge.orderId !== orderId);
}
