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

export function noGmv(): Gmv {
  return { paidMinor: 0, paidOrders: 0, atDoorMinor: 0, unpaidMinor: 0, unpaidOrders: 0 };
}

/** What of a stream is read and written here. */
interface Selling {
  gmv: Gmv;
  closedAtMs: number | null;
}

/** An order begins to wait for its payment. */
export function countUnpaid({ gmv }: Selling, { goodsMinor }: Pick<Order, 'goodsMinor'>): void {
  gmv.unpaidMinor += goodsMinor;
  gmv.unpaidOrders += 1;
}

/** It waits no more: it is paid, has expired, or is cancelled. */
export function countUnpaidNoMore({ gmv }: Selling, { goodsMinor }: Pick<Order, 'goodsMinor'>): void {
  gmv.unpaidMinor -= goodsMinor;
  gmv.unpaidOrders -= 1;
}

/** An order is paid, in time or late; a payment after the close counts for nothing here. */
export function countPaid(
  { gmv, closedAtMs }: Selling,
  { goodsMinor }: Pick<Order, 'goodsMinor'>,
  by: { paidAtMs: number; isAtDoor: boolean },
): void {
  if (closedAtMs !== null && by.paidAtMs > closedAtMs) return;
  gmv.paidMinor += goodsMinor;
  gmv.paidOrders += 1;
  if (by.isAtDoor) gmv.atDoorMinor += goodsMinor;
}
