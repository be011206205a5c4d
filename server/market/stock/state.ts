/** What moved between the stream and the warehouse, and when units come free by themselves. */
export interface StockState {
  /**
   * When holds of each item expire, epoch ms, the earliest first, so that nobody walks along all of them for it; a time
   * stands there once for each that expires then, and no entry where none does.
   */
  expiries: Map<number, number[]>;
  /** Units that went back to the warehouse (S4, S5): transfer → what moved. The warehouse books each once. */
  returned: Map<string, { productId: string; units: number }>;
  /** Transfers that came in: each is taken once. */
  transfers: Set<string>;
  /** Transfers that were given up before they came in, and may not come in any more. */
  voided: Set<string>;
}

/** A stop of sale can be taken back (L5). */
export interface StockUndo {
  kind: 'stop';
  seq: number;
  atMs: number;
  itemNumber: number;
}
