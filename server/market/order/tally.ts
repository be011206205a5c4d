import type { HoldPart } from '../cart/state.ts';
import type { Flash } from '../flash-sale/state.ts';
import type { Item } from '../lineup/state.ts';

/** A line as the buyer asks for it, at the price that was seen. */
export interface AskedLine {
  itemNumber: number;
  units: number;
  unitPriceMinor: number;
}

/** Units of one item at one price: out of holds, or directly from the shelf. */
export interface Portion {
  item: Item;
  flash: Flash | null;
  unitPriceMinor: number;
  units: number;
  holds: HoldPart[];
  /** Of a flash price. */
  tap?: Tap;
  /** The arrival of an earlier try, if a receipt of it gave the price of units from the shelf (F5). */
  receiptAtMs?: number;
}

/** When the last tap arrived that bound a flash price, and whether one did after the flash's end, by a quote (F5). */
export interface Tap {
  atMs: number;
  isLateOk: boolean;
}

/** What units that were bound by two taps say of them. */
export function bothTaps(first: Tap | undefined, second: Tap | undefined): Tap | undefined {
  if (!first || !second) return first ?? second;
  const atMs = Math.max(first.atMs, second.atMs);
  return { atMs, isLateOk: first.isLateOk || second.isLateOk };
}

/** What earlier lines of the same order take: two lines of one item share its stock, its quota and its limits. */
export interface Tally {
  direct: UnitCount<number>;
  flash: UnitCount<string>;
  limits: UnitCount<string>;
  holds: UnitCount<string>;
}

export function emptyTally(): Tally {
  return { direct: new UnitCount(), flash: new UnitCount(), limits: new UnitCount(), holds: new UnitCount() };
}

/** Units by what they are taken of; most orders have no flash, limit or hold, and make no map for them. */
export class UnitCount<Id> {
  private units: Map<Id, number> | null = null;

  of(id: Id): number {
    return this.units?.get(id) ?? 0;
  }

  add(id: Id, units: number): void {
    this.units ??= new Map();
    this.units.set(id, this.of(id) + units);
  }
}
