/** A row of the side table of refusals, its buyer after all merges. */
export interface Refused {
  buyerId: string;
  itemNumber: number;
  code: string;
  firstAtMs: number;
  lastAtMs: number;
  count: number;
  largestAsk: number;
}
