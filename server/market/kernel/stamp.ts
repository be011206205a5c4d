/** Where a fact stands in its log and time. */
export interface Stamp {
  seq: number;
  atMs: number;
}
