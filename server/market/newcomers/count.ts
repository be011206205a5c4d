import type { Buyer } from '../account/state.ts';
import type { Order } from '../order/order.ts';
import type { StreamState } from '../state.ts';
import { itemOf } from '../stock/counters.ts';
import { addExpiry, removeExpiry } from '../stock/expiries.ts';

/** H6: counts units with newcomers, held or ordered for cash, on the item and on the buyer. */
export function countNew(state: StreamState, buyer: Buyer, itemNumber: number, units: number): void {
  itemOf(state, itemNumber).newBuyerUnits += units;
  buyer.newUnits += units;
}

/** H6: a newcomer's cash order counts toward the newcomers' share until it is delivered or cancelled. */
export function isNewCash(order: Order): boolean {
  return order.isNew && order.payment === 'cash_on_delivery';
}

/** Counts units of such an order; negative: delivered, or given back. */
export function countNewCash(state: StreamState, buyer: Buyer, itemNumber: number, units: number): void {
  countNew(state, buyer, itemNumber, units);
  itemOf(state, itemNumber).newCashUnits += units;
}

/** An order was placed: one that is to be paid online is noted with its buyer, a newcomer's with its items as well. */
export function waitsForMoney(state: StreamState, buyer: Buyer, order: Order): void {
  if (order.payment === 'cash_on_delivery') return;
  buyer.unpaid = [...(buyer.unpaid ?? []), order.orderId];
  if (!order.isNew) return;
  for (const { itemNumber, units } of order.lines) itemOf(state, itemNumber).newUnpaidUnits += units;
  moveWindow(state, order);
}

/** It was paid, cancelled, or ran out. */
export function waitsNoMore(
  state: StreamState,
  buyer: Buyer,
  { orderId, isNew, payment, lines }: Order,
): void {
  if (payment === 'cash_on_delivery') return;
  const rest = buyer.unpaid?.filter((other) => other !== orderId) ?? [];
  if (rest.length > 0) buyer.unpaid = rest;
  else delete buyer.unpaid;
  if (!isNew) return;
  for (const { itemNumber, units } of lines) {
    itemOf(state, itemNumber).newUnpaidUnits -= units;
    const windows = state.newcomersUnpaid.get(itemNumber);
    const payByMs = windows?.get(orderId);
    // Noted once for an item, however many lines it has.
    if (!windows || payByMs === undefined) continue;
    windows.delete(orderId);
    removeExpiry(state, itemNumber, 'newUnpaid', payByMs);
    if (windows.size === 0) state.newcomersUnpaid.delete(itemNumber);
  }
}

/**
 * Notes until when a newcomer's order waits, with each of its items: it says when units of them may come free. Only
 * while the share is bounded, for nobody asks else, and a market without bounds may have a million of them.
 */
export function moveWindow(state: StreamState, { orderId, isNew, payByMs, lines }: Order): void {
  if (!isNew || state.settings.newcomerShareBps === 0) return;
  for (const { itemNumber } of lines) {
    const windows = state.newcomersUnpaid.get(itemNumber) ?? new Map<string, number>();
    const before = windows.get(orderId);
    if (before === payByMs) continue;
    if (before !== undefined) removeExpiry(state, itemNumber, 'newUnpaid', before);
    windows.set(orderId, payByMs);
    state.newcomersUnpaid.set(itemNumber, windows);
    addExpiry(state, itemNumber, 'newUnpaid', payByMs);
  }
}
