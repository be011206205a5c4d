import { type LogGap, MAX_GAPS, MAX_LOST_KEYS } from '../../event-log/ports/log-gaps.ts';
import type { SqlValue } from './schema.ts';

/** The newest gaps of a log, the newest first; parameter: log. */
export const GAPS = `SELECT history, from_ms AS "fromMs", to_ms AS "toMs", lost, next_number AS "nextNumber"
  FROM log_gap WHERE log_id = ? ORDER BY to_ms DESC, history LIMIT ${MAX_GAPS}`;

/** Keys of a gap; parameters: log, history. */
export const LOST_KEYS = `SELECT key FROM lost_key WHERE log_id = ? AND history = ? ORDER BY key LIMIT ${MAX_LOST_KEYS}`;

export const NOTE_GAP = `INSERT INTO log_gap (log_id, history, from_ms, to_ms, lost, next_number)
  VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (log_id, history) DO NOTHING`;

export const NOTE_LOST_KEY = `INSERT INTO lost_key (log_id, history, key) VALUES (?, ?, ?)
  ON CONFLICT (log_id, history, key) DO NOTHING`;

type GapRow = Omit<LogGap, 'keys'>;

/** The values of `NOTE_GAP`. */
export function gapValues(logId: string, { history, fromMs, toMs, lost, nextNumber }: GapRow): SqlValue[] {
  return [logId, history, fromMs, toMs, lost, nextNumber];
}

/**
 * The gaps of a log, the oldest first.
 * @param ask asks one of the texts above
 */
export async function gapsFrom(
  ask: (text: string, values: readonly SqlValue[]) => Promise<unknown[]>,
  logId: string,
): Promise<LogGap[]> {
  const rows = (await ask(GAPS, [logId])) as GapRow[];
  const gaps: LogGap[] = [];
  for (const row of rows) {
    const keys = (await ask(LOST_KEYS, [logId, row.history])) as { key: string }[];
    gaps.unshift({ ...row, keys: keys.map(({ key }) => key) });
  }
  return gaps;
}
