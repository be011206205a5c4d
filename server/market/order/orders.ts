import { CompactMap } from '../../lib/compact-map.ts';
import { decodeOrder, encodeOrder } from './codec.ts';
import type { Order } from './order.ts';

/**
 * So many lie open beside each other: more than two batches make, so that whoever speaks of an order just made finds it
 * open. An order that lies open is some thirty values that the collector visits each time it goes round, and moves if they
 * lie for long; a packed one is a text that it never sees.
 */
const MAX_HOT = 600;

const codec = { encode: encodeOrder, decode: decodeOrder };

/**
 * The orders of a stream that are in memory, by id, in the order in which they came: a market may have a million of them
 * open at once. The surplus is packed after each fact.
 */
export class Orders extends CompactMap<Order> {
  constructor(maxHot = MAX_HOT) {
    super(codec, maxHot);
  }

  /** The orders that `texts` wrote. */
  static read(texts: readonly string[]): Orders {
    const orders = new Orders();
    orders.load(texts);
    return orders;
  }
}
