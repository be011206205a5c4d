/**
 * What of a stream the facts of a batch changed: which entries to tell, to whom, and which rows to write. Which fact does
 * what of this stands with its owner: `invalidates` in each `capability.ts`.
 */
export interface Invalidated {
  stream: boolean;
  order: boolean;
  pins: boolean;
  /** Cards; their shelf and flash are told along. */
  cards: Set<number>;
  stock: Set<number>;
  /** Items whose line of waiting buyers changed: told to the floor. */
  waitlists: Set<number>;
  /** Flashes whose counters changed. */
  flashes: Set<string>;
  /** Items whose flash has other terms or another phase. */
  flashTerms: Set<number>;
  /** Vouchers with other terms, or another count of claims. */
  vouchers: Set<string>;
  /** Items whose promotion changed. */
  promotions: Set<number>;
  buyers: Set<string>;
  orders: Set<string>;
  /** Members of staff whose rights on the stream changed. */
  staff: Set<string>;
  /** Pin, flash or the stream's state: told at once (K3). */
  urgent: boolean;
}

export function nothingInvalidated(): Invalidated {
  return {
    stream: false,
    order: false,
    pins: false,
    cards: new Set(),
    stock: new Set(),
    waitlists: new Set(),
    flashes: new Set(),
    flashTerms: new Set(),
    vouchers: new Set(),
    promotions: new Set(),
    buyers: new Set(),
    orders: new Set(),
    staff: new Set(),
    urgent: false,
  };
}

/** The stream's own entry, told at once. */
export function invalidateStream(into: Invalidated): void {
  into.stream = true;
  into.urgent = true;
}

/** Units of an item moved, bought at list price (null) or bound under a flash. */
export function invalidateUnits(into: Invalidated, itemNumber: number, flashId: string | null): void {
  into.stock.add(itemNumber);
  if (flashId !== null) into.flashes.add(flashId);
}
