import { SlabAllocator } from '../../lib/slab-allocator.ts';
import { decodeOrder, encodeOrder } from './codec.ts';
import type { Order } from './order.ts';

/**
 * So many lie open beside each other: more than two cuts make, so that whoever speaks of an order just made finds it open.
 * An order that lies open is some thirty values that the collector visits each time it goes round, and moves if they lie
 * for long; a packed one is a text that it never sees.
 */
const MAX_HOT = 600;

/**
 * The orders of a stream that are in memory, by id, in the order in which they came. All but those that were opened last
 * are packed as text: a market may have a million of them open at once. Whoever is given one may change it until
 * `packSurplus`, which comes after each fact; later changes may be lost.
 */
export class Orders implements Iterable<[string, Readonly<Order>]> {
  private readonly maxHot: number;
  /** An order that lies open, or where the text of a packed one is. */
  private readonly all = new Map<string, Order | number>();
  private readonly packs = new SlabAllocator((orderId, place) => this.all.set(orderId, place));
  /** Ids of those that lie open. */
  private readonly hot = new Set<string>();
  /**
   * Goes from the one opened first on, and stays where it is: a new iterator each time would first pass all that has left
   * the set since it last tidied itself.
   */
  private readonly firstHot = this.hot.values();

  constructor(maxHot = MAX_HOT) {
    this.maxHot = maxHot;
  }

  /** The orders that `texts` wrote. */
  static read(texts: readonly string[]): Orders {
    const orders = new Orders();
    for (let i = 0; i + 1 < texts.length; i += 2) orders.store(texts[i]!, texts[i + 1]!);
    return orders;
  }

  get size(): number {
    return this.all.size;
  }

  has(orderId: string): boolean {
    return this.all.has(orderId);
  }

  get(orderId: string): Order | undefined {
    const found = this.all.get(orderId);
    if (typeof found !== 'number') return found;
    const order = decodeOrder(orderId, this.packs.textAt(found));
    this.keepHot(order);
    return order;
  }

  /** For looking only, until the next fact: a packed one stays packed. */
  look(orderId: string): Readonly<Order> | undefined {
    const found = this.all.get(orderId);
    return typeof found === 'number' ? decodeOrder(orderId, this.packs.textAt(found)) : found;
  }

  set(orderId: string, order: Order): void {
    if (this.all.get(orderId) !== order) this.keepHot(order);
  }

  delete(orderId: string): boolean {
    this.hot.delete(orderId);
    this.dropText(orderId);
    return this.all.delete(orderId);
  }

  keys(): IterableIterator<string> {
    return this.all.keys();
  }

  /** For looking only: a packed one stays packed. */
  *values(): IterableIterator<Readonly<Order>> {
    for (const [, order] of this) yield order;
  }

  *[Symbol.iterator](): IterableIterator<[string, Readonly<Order>]> {
    for (const orderId of this.all.keys()) yield [orderId, this.look(orderId)!];
  }

  /** Each id and its packed text in turn: the same for equal orders, however they lie. */
  texts(): string[] {
    const texts: string[] = [];
    for (const [orderId, order] of this.all) {
      texts.push(orderId, typeof order === 'number' ? this.packs.textAt(order) : encodeOrder(order));
    }
    return texts;
  }

  /** Packs those that have lain open for the longest, until few enough do. */
  packSurplus(): void {
    while (this.hot.size > this.maxHot) {
      const orderId = this.firstHot.next().value as string;
      this.hot.delete(orderId);
      const order = this.all.get(orderId);
      if (typeof order === 'object') this.store(orderId, encodeOrder(order));
    }
  }

  private keepHot(order: Order): void {
    this.dropText(order.orderId);
    this.all.set(order.orderId, order);
    this.hot.add(order.orderId);
  }

  private store(orderId: string, text: string): void {
    this.all.set(orderId, this.packs.put(orderId, text));
  }

  private dropText(orderId: string): void {
    const place = this.all.get(orderId);
    if (typeof place === 'number') this.packs.drop(place);
  }
}
