import type { Database as SqliteDatabase } from 'better-sqlite3';
import type { RefusalTally } from '../../../ports/rows.ts';
import { MAX_REFUSAL_ROWS } from '../../limits.ts';

/** Streams whose row count is remembered at a time. */
const REMEMBERED_STREAMS = 1_000;

export interface RefusalWriter {
  write(streamId: string, refusals: readonly RefusalTally[]): void;
  /** Drops the count of a stream whose transaction was undone. */
  forget(streamId: string): void;
}

/**
 * Prepares the side table of K4. A stream keeps at most MAX_REFUSAL_ROWS rows: known ones go on counting, new ones
 * beyond the bound are dropped.
 */
export function refusalWriter(db: SqliteDatabase): RefusalWriter {
  const count = db.prepare('SELECT count(*) FROM refusal WHERE stream_id = ?').pluck();
  const more = db.prepare(
    `UPDATE refusal SET last_at_ms = max(last_at_ms, ?), count = count + ?, largest_ask = max(largest_ask, ?)
     WHERE stream_id = ? AND buyer_id = ? AND item_number = ? AND code = ?`,
  );
  const first = db.prepare(
    `INSERT INTO refusal (stream_id, buyer_id, item_number, code, first_at_ms, last_at_ms, count, largest_ask)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const counts = new Map<string, number>();

  return {
    write(streamId, refusals) {
      if (refusals.length === 0) return;
      let rows = counts.get(streamId) ?? Number(count.get(streamId));
      for (const r of refusals) {
        const known = more.run(r.atMs, r.count, r.largestAsk, streamId, r.buyerId, r.itemNumber, r.code);
        if (known.changes === 1 || rows >= MAX_REFUSAL_ROWS) continue;
        first.run(streamId, r.buyerId, r.itemNumber, r.code, r.atMs, r.atMs, r.count, r.largestAsk);
        rows += 1;
      }
      if (counts.size >= REMEMBERED_STREAMS) counts.clear();
      counts.set(streamId, rows);
    },
    forget: (streamId) => counts.delete(streamId),
  };
}
