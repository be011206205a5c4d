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
} as const;

/**
 * The version of the snapshots of a kind of log, 31 bits. Those of another version are passed over, and the log is read
 * instead: so a state gains a field and nobody can forget to say so.
 * @param shape of the records inside of a state: raised where one of them changes, from 1 on
 * @param empty a state before its first fact, with every field
 */
export function snapshotVersion(shape: number, empty: object): number {
  let version = shape;
  for (const letter of Object.keys(empty).sort().join())
    version = (Math.imul(version, 31) + letter.charCodeAt(0)) & 0x7fffffff;
  return version;
}
