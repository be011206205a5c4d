/** Counts by name. The names are a closed list, and to count one allocates nothing. */
export class Tally<Name extends string> {
  readonly #names: readonly Name[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #counts: Float64Array;

  constructor(names: readonly Name[]) {
    this.#names = names;
    this.#places = new Map(names.map((name, place) => [name, place]));
    this.#counts = new Float64Array(names.length);
  }

  /** @returns false if there is no such name: then nothing was counted */
  add(name: string): boolean {
    const place = this.#places.get(name);
    if (place === undefined) return false;
    this.#counts[place]! += 1;
    return true;
  }

  /** All of them together. */
  get total(): number {
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  /** Every name with its count, those of 0 too. */
  read(): [name: Name, count: number][] {
    return this.#names.map((name, place) => [name, this.#counts[place]!]);
  }
}
