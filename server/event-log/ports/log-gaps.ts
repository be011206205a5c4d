/**
 * A time in which a log may have lost acknowledged facts: a backup was restored, or a lagging standby took over.
 * Commands of that time may be missing under their keys.
 */
export interface LogGap {
  /** The log's history since then; keys made under it are not of that time. */
  history: string;
  /** The time of the last fact left, epoch ms. */
  fromMs: number;
  /** When the gap was made or noticed, epoch ms. */
  toMs: number;
  /** The amount lost, in the type's own count; null: unknown. */
  lost: number | null;
  /** The least unused number after it, if the log's type gives numbers; null: the given numbers are unknown. */
  nextNumber: number | null;
  /** Keys answered in that time whose own dates do not show it, because of wrong clocks. */
  keys: readonly string[];
}

/** What a restored log remembers of its loss. */
export interface RestoredLog {
  logId: string;
  seq: number;
  /** Its history from now on. */
  history: string;
  /** The gap of this restore, and those of the replaced log. */
  gaps: LogGap[];
}

/** Bounds of a log's gaps, the newest, and of each gap's keys: a restore must end, and a server must open. */
export const MAX_GAPS = 100;
export const MAX_LOST_KEYS = 10_000;
