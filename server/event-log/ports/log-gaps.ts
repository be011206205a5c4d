/**
 * A time of which a log may have lost what was acknowledged: a backup was put back in its place, or a standby that was
 * behind took over. What somebody did then under a key may be missing.
 */
export interface LogGap {
  /** The history that the log has had since: keys that are made under it are not of that time. */
  history: string;
  /** The time of the last fact that is left, epoch ms. */
  fromMs: number;
  /** When the gap was made or noticed, epoch ms. */
  toMs: number;
  /** How much is missing, counted as its type counts it; null: nobody knows. */
  lost: number | null;
  /**
   * The least number that may be given after it, where the type of the log gives numbers: nobody was given it, nor any
   * above it; null: nobody knows which were given.
   */
  nextNumber: number | null;
  /** Keys that were answered in that time, as far as their own dates do not tell: of clocks that were wrong. */
  keys: readonly string[];
}

/** What a restored log has to remember of what it lost. */
export interface RestoredLog {
  logId: string;
  seq: number;
  /** The history that it has from now on. */
  history: string;
  /** That of this restore, and those that the replaced log knew of. */
  gaps: LogGap[];
}

/** A log keeps so many gaps, the newest, and so many keys of each: a restore has to end, and a server to open. */
export const MAX_GAPS = 100;
export const MAX_LOST_KEYS = 10_000;
