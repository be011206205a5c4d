import type { SecurityEntry, SecurityPlace, SecurityQuestion } from '../../ports/security-log.ts';
import type { SqlValue } from './schema.ts';

/** A text with its values; `?` is a parameter. */
interface Asked {
  text: string;
  values: SqlValue[];
}

/** Newest first. The conditions are in the text, so that each mix of them finds its index. */
export function securityPage({
  kind,
  staffId = null,
  sinceMs,
  untilMs,
  after,
  limit,
}: SecurityQuestion): Asked {
  const conditions: [condition: string, ...values: SqlValue[]][] = [];
  if (kind !== null) conditions.push(['kind = ?', kind]);
  if (staffId !== null) conditions.push(['staff_id = ?', staffId]);
  if (sinceMs !== null) conditions.push(['at_ms >= ?', sinceMs]);
  if (untilMs !== null) conditions.push(['at_ms < ?', untilMs]);
  if (after !== null) conditions.push(['(at_ms, entry_id) < (?, ?)', after.atMs, after.entryId]);
  const where = conditions.length > 0 ? `WHERE ${conditions.map(([text]) => text).join(' AND ')}` : '';
  return {
    text: `
      SELECT entry_id AS "entryId", at_ms AS "atMs", kind, times, is_stranger AS "isStranger",
        staff_id AS "staffId", account, session, address, what, about, stream, row_count AS "rows"
      FROM security_entry ${where} ORDER BY at_ms DESC, entry_id DESC LIMIT ?`,
    values: [...conditions.flatMap(([, ...values]) => values), limit],
  };
}

/** An entry as a database keeps it. */
export function securityEntryOf(kept: unknown): SecurityEntry {
  const row = kept as Omit<SecurityEntry, 'isStranger'> & { isStranger: number };
  return { ...row, isStranger: row.isStranger === 1 };
}

const those = (ofStrangers: boolean) => (ofStrangers ? 'is_stranger = 1' : '1 = 1');

/** Where the newest `most` end. It counts them off, so it is for a thread that nobody waits for. */
export function securityBeyond(most: number, ofStrangers: boolean): Asked {
  return {
    text: `
      SELECT at_ms AS "atMs", entry_id AS "entryId" FROM security_entry WHERE ${those(ofStrangers)}
      ORDER BY at_ms DESC, entry_id DESC LIMIT 1 OFFSET ?`,
    values: [most],
  };
}

/** Deletes at most so many, from the oldest on. */
export function securityTrim(upTo: SecurityPlace, ofStrangers: boolean, step: number): Asked {
  return {
    text: `
      DELETE FROM security_entry WHERE (at_ms, entry_id) IN (
        SELECT at_ms, entry_id FROM security_entry
        WHERE ${those(ofStrangers)} AND (at_ms, entry_id) <= (?, ?) ORDER BY at_ms, entry_id LIMIT ?)`,
    values: [upTo.atMs, upTo.entryId, step],
  };
}
