/** A Map whose members are looked up by their keys alone: walking along them is a fault. */
export class UnwalkedMap<Key, Value> extends Map<Key, Value> {
  constructor(entries: Iterable<readonly [Key, Value]>) {
    super();
    for (const [key, value] of entries) this.set(key, value);
  }
  override values(): never {
    throw new Error('Somebody walks along all of it.');
  }
  override keys(): never {
    return this.values();
  }
  override entries(): never {
    return this.values();
  }
  override forEach(): never {
    return this.values();
  }
  override [Symbol.iterator](): never {
    return this.values();
  }
}
