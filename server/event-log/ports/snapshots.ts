/** Makes snapshots of logs away from the program's own loop. One is asked for at a time. */
export interface Snapshots {
  /**
   * Writes the state of a log as it stands, from its newest snapshot and the facts after it.
   * @returns why that snapshot was passed over and all facts were read, in a sentence; null: it was not
   */
  make(logId: string, kind: string): Promise<string | null>;
}
