import type { Buyer } from '../account/state.ts';
import type { Order, OrderLine } from '../order/order.ts';
import type { StreamState } from '../state.ts';
import { itemOf } from '../stock/counters.ts';
import { keepForNetwork, leaveOrdered } from './network.ts';

/** Units held by a newcomer, or no more: counted on the item, on the buyer (H6), and on the network (H8). */
export function countNewHeld(
  state: StreamState,
  buyer: Buyer,
  hold: { itemNumber: number; flashId: string | null; networkTag?: string },
  units: number,
): void {
  itemOf(state, hold.itemNumber).newBuyerUnits += units;
  buyer.newUnits += units;
  keepForNetwork(state, hold, hold.networkTag, units);
}

/** H8: a newcomer's cash order is counted until it is delivered or cancelled. */
export function isNewCash(order: Order): boolean {
  return order.isNew && order.payment === 'cash_on_delivery';
}

/** Units of such a line that are no more under way: delivered, or given back. */
export function endNewCash(
  state: StreamState,
  buyer: Buyer,
  { orderId }: Order,
  line: OrderLine,
  units: number,
): void {
  countNewCash(state, buyer, orderId, line.itemNumber, -units);
  leaveOrdered(state, line, units);
}

/**
 * An order was placed: one that is to be paid online is noted with its buyer, a newcomer's with its items as well. What a
 * network keeps by it is counted line by line (`keepOrdered`).
 */
export function waitsForMoney(state: StreamState, buyer: Buyer, order: Order): void {
  const { orderId, isNew, payment, lines } = order;
  if (payment !== 'cash_on_delivery') buyer.unpaid = [...(buyer.unpaid ?? []), orderId];
  if (!isNew) return;
  for (const { itemNumber, units } of lines) {
    if (payment === 'cash_on_delivery') countNewCash(state, buyer, orderId, itemNumber, units);
    else itemOf(state, itemNumber).newUnpaidUnits += units;
  }
}

/** It was paid online, cancelled, or ran out. */
export function waitsNoMore(state: StreamState, buyer: Buyer, order: Order): void {
  if (order.payment === 'cash_on_delivery') return;
  notUnpaid(state, buyer, order);
  if (order.isNew) for (const line of order.lines) leaveOrdered(state, line, line.units);
}

/**
 * It is paid on delivery instead (O13): what a newcomer's units were counted as unpaid, they are as cash under way, and their
 * networks go on keeping them. Of whom is no newcomer any more, nothing is kept.
 */
export function becomesCash(state: StreamState, buyer: Buyer, order: Order, isStillNew: boolean): void {
  notUnpaid(state, buyer, order);
  if (!order.isNew) return;
  for (const line of order.lines) {
    if (isStillNew) countNewCash(state, buyer, order.orderId, line.itemNumber, line.units);
    else leaveOrdered(state, line, line.units);
  }
}

function notUnpaid(state: StreamState, buyer: Buyer, { orderId, isNew, lines }: Order): void {
  const rest = buyer.unpaid?.filter((other) => other !== orderId) ?? [];
  if (rest.length > 0) buyer.unpaid = rest;
  else delete buyer.unpaid;
  if (!isNew) return;
  for (const { itemNumber, units } of lines) itemOf(state, itemNumber).newUnpaidUnits -= units;
}

function countNewCash(
  state: StreamState,
  buyer: Buyer,
  orderId: string,
  itemNumber: number,
  units: number,
): void {
  const item = itemOf(state, itemNumber);
  item.newBuyerUnits += units;
  item.newCashUnits += units;
  const known = buyer.newCash?.find((open) => open.orderId === orderId);
  if (known) known.units += units;
  else if (units > 0) buyer.newCash = [...(buyer.newCash ?? []), { orderId, units }];
  if (!known || known.units > 0) return;
  const rest = buyer.newCash?.filter((open) => open !== known) ?? [];
  if (rest.length > 0) buyer.newCash = rest;
  else delete buyer.newCash;
}
