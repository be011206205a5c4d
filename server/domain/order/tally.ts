import type { Flash, Item } from '../state.ts';
import type { HoldPart } from './order.ts';

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
}

/** What earlier lines of the same order take: two lines of one item share its stock, its quota and its limits. */
export interface Tally {
  direct: Map<number, number>;
  flash: Map<string, number>;
  limits: Map<string, number>;
  holds: Map<string, number>;
}

export function emptyTally(): Tally {
  return { direct: new Map(), flash: new Map(), limits: new Map(), holds: new Map() };
}
