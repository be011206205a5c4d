const FIRST_TABLE = 1_024;

/**
 * A set of keys' fingerprints in plain tables of numbers. It grows by a further table, twice as large, so no entry
 * moves. A Set of a million stops the loop for 0.1 s at each doubling, and burdens the garbage collector.
 */
export class FingerprintSet {
  /** The last table is filled up to the half. A place holds a fingerprint plus 1, or 0 if it is empty. */
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

/** The place of a fingerprint in a table, or the empty place for it. */
function placeOf(table: Float64Array, print: number): number {
  const mask = table.length - 1;
  let place = (print >>> 0) & mask;
  while (table[place] !== 0 && table[place] !== print + 1) place = (place + 1) & mask;
  return place;
}
