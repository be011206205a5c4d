/**
 * When the command was received, which judges its price (T3); absent: at the time that dates the fact. Facts that were
 * written as version 1 do not say.
 */
export interface Arrived {
  receivedAtMs?: number;
  /** When an earlier try was received, if a receipt of it gave a price (F5); absent: none did. */
  receiptAtMs?: number;
}

/** The arrival as a fact keeps it: nothing where the fact is dated with it anyway (T3). */
export function unlessAt({ receivedAtMs, atMs }: { receivedAtMs: number; atMs: number }): {
  receivedAtMs?: number;
} {
  return receivedAtMs === atMs ? {} : { receivedAtMs };
}
