import { SlabAllocator } from './slab-allocator.ts';

/** How a value is written as one text, without its key, and read again. Equal values give equal texts. */
export interface Codec<Value> {
  encode(value: Readonly<Value>): string;
  decode(key: string, text: string): Value;
}

/**
 * A map of records in the order in which they came: a mutable hot set, and a packed rest. All but those that were opened
 * last are kept as text outside of the collector's heap, so that there may be a million of them. Whoever is given a record
 * may change it until `packSurplus`; later changes may be lost.
 */
export class CompactMap<Value extends object> implements Iterable<[string, Readonly<Value>]> {
  private readonly codec: Codec<Value>;
  private readonly maxHot: number;
  /** A value that is hot, or where the text of a packed one is. */
  private readonly all = new Map<string, Value | number>();
  private readonly packs = new SlabAllocator((key, place) => this.all.set(key, place));
  private readonly hot = new Set<string>();
  /**
   * Goes from the one opened first on, and stays where it is: a new iterator each time would first pass all that has left
   * the set since it last tidied itself.
   */
  private readonly firstHot = this.hot.values();

  /** @param maxHot how many values are left hot by `packSurplus` */
  constructor(codec: Codec<Value>, maxHot: number) {
    this.codec = codec;
    this.maxHot = maxHot;
  }

  get size(): number {
    return this.all.size;
  }

  has(key: string): boolean {
    return this.all.has(key);
  }

  get(key: string): Value | undefined {
    const found = this.all.get(key);
    if (typeof found !== 'number') return found;
    const value = this.codec.decode(key, this.packs.textAt(found));
    this.keepHot(key, value);
    return value;
  }

  /** For looking only, until the surplus is packed: a packed one stays packed. */
  look(key: string): Readonly<Value> | undefined {
    const found = this.all.get(key);
    return typeof found === 'number' ? this.codec.decode(key, this.packs.textAt(found)) : found;
  }

  set(key: string, value: Value): void {
    if (this.all.get(key) !== value) this.keepHot(key, value);
  }

  delete(key: string): boolean {
    this.hot.delete(key);
    this.dropText(key);
    return this.all.delete(key);
  }

  keys(): IterableIterator<string> {
    return this.all.keys();
  }

  /** For looking only: a packed one stays packed. */
  *values(): IterableIterator<Readonly<Value>> {
    for (const [, value] of this) yield value;
  }

  *[Symbol.iterator](): IterableIterator<[string, Readonly<Value>]> {
    for (const key of this.all.keys()) yield [key, this.look(key)!];
  }

  /** Each key and its packed text in turn: the same for equal values, however they lie. */
  texts(): string[] {
    const texts: string[] = [];
    for (const [key, value] of this.all) {
      texts.push(key, typeof value === 'number' ? this.packs.textAt(value) : this.codec.encode(value));
    }
    return texts;
  }

  /** Takes in what `texts` gave. */
  load(texts: readonly string[]): void {
    for (let i = 0; i + 1 < texts.length; i += 2) this.store(texts[i]!, texts[i + 1]!);
  }

  /** Packs those that have been hot for the longest, until few enough are. */
  packSurplus(): void {
    while (this.hot.size > this.maxHot) {
      const key = this.firstHot.next().value as string;
      this.hot.delete(key);
      const value = this.all.get(key);
      if (typeof value === 'object') this.store(key, this.codec.encode(value));
    }
  }

  private keepHot(key: string, value: Value): void {
    this.dropText(key);
    this.all.set(key, value);
    this.hot.add(key);
  }

  private store(key: string, text: string): void {
    this.all.set(key, this.packs.put(key, text));
  }

  private dropText(key: string): void {
    const place = this.all.get(key);
    if (typeof place === 'number') this.packs.drop(place);
  }
}
