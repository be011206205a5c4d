/** What moved between the stream and the warehouse, and when units come free by themselves. */
export interface StockState {
  /** When units of each item expire, so that nobody walks along all holds for it; no entry where none do. */
  expiries: Map<number, Expiries>;
  /** Units that went back to the warehouse (S4, S5): transfer → what moved. The warehouse books each once. */
  returned: Map<string, { productId: string; units: number }>;
  /** Transfers that came in: each is taken once. */
  transfers: Set<string>;
  /** Transfers that were given up before they came in, and may not come in any more. */
  voided: Set<string>;
}

/** When units of one item expire, epoch ms, the earliest first; a time stands there once for each that expires then. */
export interface Expiries {
  /** Every hold. */
  holds: number[];
  /** Of them, those of newcomers (H6). */
  newHolds: number[];
  /** Newcomers' orders that wait for a payment online, as far as they are noted in `newcomersUnpaid` (H6). */
  newUnpaid: number[];
}

/** A stop of sale can be taken back (L5). */
export interface StockUndo {
  kind: 'stop';
  seq: number;
  atMs: number;
  itemNumber: number;
}
