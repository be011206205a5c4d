import type { Numbering } from '../kernel/numbering.ts';
import type { Gmv, ItemOrders } from './gmv.ts';
import type { Order } from './order.ts';
import type { Orders } from './orders.ts';

/** The orders of a stream, and which of them stay in memory. */
export interface OrderState {
  /** Orders in memory: those that are open, and the last that closed. All others are kept by the store. */
  orders: Orders;
  /** Paid orders that may still be cancelled freely, in the order of their payment facts. */
  cancellable: Set<string>;
  /** The same in the order of their payments, from `paidFrom` on; some may have left the set. */
  paidQueue: string[];
  paidFrom: number;
  /** Orders in memory that are closed, the longest closed first. */
  closed: Set<string>;
  /** The orders that the last fact drove out of memory, so that the store can keep them. */
  forgotten: Order[];
  /** Where an order was last taken back into memory; 0 if never. */
  recalledSeq: number;
  ordersPlaced: number;
  gmv: Gmv;
  /** By item number; absent: none was ordered. */
  itemOrders: Map<number, ItemOrders>;
  /** Where their numbers stand (O7). */
  orderNumbers: Numbering;
  /** Units ordered under one phone, by limit and buyer (H7): tag → limit → buyer → units. */
  phones: Map<string, Map<string, Map<string, number>>>;
}
