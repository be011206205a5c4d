import type { Order } from './order.ts';

/**
 * What the stream has sold so far, in goods value (M1), minor units: the _GMV paid_ of the insights, counted with each
 * fact, so that nobody reads orders again for it.
 */
export interface Gmv {
  /** Of orders paid by the time the stream closed; what is cancelled or given back later stays in it. */
  paidMinor: number;
  paidOrders: number;
  /** Of that: paid to the courier. */
  atDoorMinor: number;
  /** Of orders that wait for their payment. */
  unpaidMinor: number;
  unpaidOrders: number;
}

/** Orders of one item: placed, and of them paid by the time the stream closed, as the insights count both. */
export interface ItemOrders {
  placed: number;
  paid: number;
}

export function noGmv(): Gmv {
  return { paidMinor: 0, paidOrders: 0, atDoorMinor: 0, unpaidMinor: 0, unpaidOrders: 0 };
}

/** What of a stream is read and written here. */
interface Selling {
  gmv: Gmv;
  itemOrders: Map<number, ItemOrders>;
  closedAtMs: number | null;
}

/** An order begins to wait for its payment. */
export function countPlaced(
  { gmv, itemOrders }: Selling,
  { goodsMinor, lines }: Pick<Order, 'goodsMinor' | 'lines'>,
): void {
  gmv.unpaidMinor += goodsMinor;
  gmv.unpaidOrders += 1;
  countItems(itemOrders, lines, 'placed');
}

/** It waits no more: it is paid, has expired, or is cancelled. */
export function countUnpaidNoMore({ gmv }: Selling, { goodsMinor }: Pick<Order, 'goodsMinor'>): void {
  gmv.unpaidMinor -= goodsMinor;
  gmv.unpaidOrders -= 1;
}

/** An order is paid, in time or late; a payment after the close counts for nothing here. */
export function countPaid(
  { gmv, itemOrders, closedAtMs }: Selling,
  { goodsMinor, lines }: Pick<Order, 'goodsMinor' | 'lines'>,
  by: { paidAtMs: number; isAtDoor: boolean },
): void {
  if (closedAtMs !== null && by.paidAtMs > closedAtMs) return;
  gmv.paidMinor += goodsMinor;
  gmv.paidOrders += 1;
  if (by.isAtDoor) gmv.atDoorMinor += goodsMinor;
  countItems(itemOrders, lines, 'paid');
}

/** Counts an order once for each of its items: one at two prices is two lines. */
function countItems(
  itemOrders: Map<number, ItemOrders>,
  lines: Pick<Order, 'lines'>['lines'],
  what: keyof ItemOrders,
): void {
  for (let index = 0; index < lines.length; index += 1) {
    if (isNamedBefore(lines, index)) continue;
    const { itemNumber } = lines[index]!;
    let orders = itemOrders.get(itemNumber);
    if (!orders) {
      orders = { placed: 0, paid: 0 };
      itemOrders.set(itemNumber, orders);
    }
    orders[what] += 1;
  }
}

/** Lines are few: walking them makes nothing. */
function isNamedBefore(lines: Pick<Order, 'lines'>['lines'], index: number): boolean {
  for (let before = 0; before < index; before += 1) {
    if (lines[before]!.itemNumber === lines[index]!.itemNumber) return true;
  }
  return false;
}
