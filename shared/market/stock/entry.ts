import type { KeyedTuple } from '../../live-view/entry.ts';

/** What a shelf says (K2). */
export type StockState =
  | 'COMING'
  | 'STOPPED'
  | 'SOLD_OUT'
  | 'ALL_HELD'
  | 'AWAITING_PAYMENT'
  | 'LOW'
  | 'IN_STOCK';

/** The states of K2 by their number on the wire; the order is part of the protocol. */
export const stockStates: readonly StockState[] = [
  'IN_STOCK',
  'LOW',
  'AWAITING_PAYMENT',
  'ALL_HELD',
  'SOLD_OUT',
  'STOPPED',
  'COMING',
];

/** The shelf of an item, from the ledger alone (K3). */
export interface StockEntry {
  state: StockState;
  /** min(actual, 21): exact up to 20, "more than 20" at 21 (K2). */
  available: number;
  /** With ALL_HELD: when the next held unit may free, else null. */
  nextFreeAtMs: number | null;
  /** With a flash: units of its quota that can still be bought at its price, min(actual, 21), else null. */
  flashLeft: number | null;
}

type StockTuple = [state: number, available: number, nextFreeAtMs: number, flashLeft: number];

/** The shelves, by item: by far the most of what is told. They lie flat in their change. */
export const stock: KeyedTuple<'stock', number, StockEntry, StockTuple> = {
  field: 'stock',
  none: {},
  keyOf: Number,
  read: ([, , state, available, nextFreeAtMs, flashLeft]) => ({
    state: stockStates[state] ?? 'STOPPED',
    available,
    nextFreeAtMs: nextFreeAtMs || null,
    flashLeft: flashLeft < 0 ? null : flashLeft,
  }),
};

/** A shelf as it is told. */
export function stockTold(shelf: StockEntry): StockTuple {
  const { state, available, nextFreeAtMs, flashLeft } = shelf;
  return [stockStates.indexOf(state), available, nextFreeAtMs ?? 0, flashLeft ?? -1];
}
