/** What moved between the stream and the warehouse. */
export interface StockState {
  /** Units that went back to the warehouse (S4, S5): transfer → what moved. The warehouse books each once. */
  returned: Map<string, { productId: string; units: number }>;
  /** Transfers that came in: each is taken once. */
  transfers: Set<string>;
  /** Transfers that were given up before they came in, and may not come in any more. */
  voided: Set<string>;
}
