const FIRST_TABLE = 1_024;

/**
 * A set of fingerprints of keys (ports/key-prints.ts) in plain tables of numbers. It grows by one more table, twice as
 * large, so nothing that is in it is ever moved: a Set of a million stops everything for a tenth of a second each time
 * it doubles, and the collector visits each number in it.
 */
export class FingerprintSet {
  /** The last one is being filled, up to the half; each place holds a print and 1, or 0 where it is empty. */
  private readonly tables: Float64Array[] = [];
  private placesLeft = 0;

  has(print: number): boolean {
    return this.tables.some((table) => table[placeOf(table, print)] !== 0);
  }

  add(print: number): void {
    if (this.has(print)) return;
    const last = this.tables.at(-1);
    const table = last && this.placesLeft > 0 ? last : this.grow(last ? 2 * last.length : FIRST_TABLE);
    table[placeOf(table, print)] = print + 1;
    this.placesLeft -= 1;
  }

  private grow(places: number): Float64Array {
    const table = new Float64Array(places);
    this.tables.push(table);
    this.placesLeft = places / 2;
    return table;
  }
}

/** Where a print stands in a table, or the empty place where it would. */
function placeOf(table: Float64Array, print: number): number {
  const mask = table.length - 1;
  let place = (print >>> 0) & mask;
  while (table[place] !== 0 && table[place] !== print + 1) place = (place + 1) & mask;
  return place;
}
