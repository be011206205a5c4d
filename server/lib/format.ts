/**
 * How a market is stored. A market of another format is refused, and left as it is. This is the one place that says so:
 * files, databases, facts and backups carry these numbers.
 */
export const FORMAT = {
  /**
   * Of the log: what facts are called and hold, and the tables beside them. Each fact has it in its text (`v`). Within a
   * format facts gain optional fields and the schema gains migrations; old facts are applied for ever.
   */
  log: 2,
  /** Of the snapshots of each kind of log. Those of another version are passed over, and the log is read instead. */
  snapshots: { stream: 1, shop: 1 },
} as const;
