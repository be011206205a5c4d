/** Connections by address, so that the address with the most is found at once however many there are. */
export class OnesByKey<One> {
  readonly #ofKey = new Map<string, Set<One>>();
  /** The addresses that have so many, by that number. */
  readonly #withCount = new Map<number, Set<string>>();
  #most = 0;

  add(key: string, one: One): void {
    const ones = this.#ofKey.get(key) ?? new Set();
    if (ones.has(one)) return;
    this.#ofKey.set(key, ones);
    ones.add(one);
    this.#move(key, ones.size - 1, ones.size);
    this.#most = Math.max(this.#most, ones.size);
  }

  remove(key: string, one: One): void {
    const ones = this.#ofKey.get(key);
    if (!ones?.delete(one)) return;
    this.#move(key, ones.size + 1, ones.size);
    if (ones.size === 0) this.#ofKey.delete(key);
    while (this.#most > 0 && !this.#withCount.has(this.#most)) this.#most -= 1;
  }

  /** Of the address with most of them the one that was added first; undefined if there is none. */
  next(): One | undefined {
    const [one] = this.of(this.fullest() ?? '');
    return one;
  }

  /** The address with most of them; undefined if there is none. */
  fullest(): string | undefined {
    const [key] = this.#withCount.get(this.#most) ?? [];
    return key;
  }

  /** Those of an address, in the order in which they were added. */
  of(key: string): ReadonlySet<One> {
    return this.#ofKey.get(key) ?? new Set();
  }

  #move(key: string, before: number, now: number): void {
    const left = this.#withCount.get(before);
    left?.delete(key);
    if (left?.size === 0) this.#withCount.delete(before);
    if (now === 0) return;
    const come = this.#withCount.get(now) ?? new Set();
    come.add(key);
    this.#withCount.set(now, come);
  }
}
