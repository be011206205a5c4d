/** A maker of snapshots off the main loop, one at a time. */
export interface Snapshots {
  /**
   * Writes a snapshot of a log, from its newest one and the facts after it.
   * @returns why that snapshot was skipped and all facts were read, in a sentence; null: it was not
   */
  make(logId: string, kind: string): Promise<string | null>;
}
