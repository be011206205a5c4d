import type { Database as SqliteDatabase } from 'better-sqlite3';
import { transaction } from './statements.ts';

/** Snapshots that a log keeps; older ones are cleared away while a newer one is written. */
const KEPT = 2;
/** Old parts that go with each part that comes, so that no single transaction is long. */
const CLEARED = 2;

/** The place of a snapshot. */
export interface SnapshotPlace {
  logId: string;
  version: number;
  seq: number;
}

/** Snapshots are written in parts, each in a short transaction of its own: no order waits for a whole one. */
export function snapshotWrites(db: SqliteDatabase) {
  const insertPart = db.prepare(
    `INSERT INTO snapshot_part (log_id, version, seq, part, text) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (log_id, version, seq, part) DO UPDATE SET text = excluded.text`,
  );
  const clearParts = db.prepare(
    `DELETE FROM snapshot_part WHERE rowid IN (
       SELECT p.rowid FROM snapshot_part p WHERE p.log_id = ? AND p.version = ? AND p.seq < ? AND NOT EXISTS (
         SELECT 1 FROM snapshot s WHERE s.log_id = p.log_id AND s.version = p.version AND s.seq = p.seq)
       LIMIT ?)`,
  );
  // The parts of an older one may have been cleared away meanwhile: it is believed only if they are all there.
  const finish = db.prepare(
    `INSERT INTO snapshot (log_id, version, seq, parts, digest) SELECT @logId, @version, @seq, @parts, @digest WHERE @parts =
       (SELECT count(*) FROM snapshot_part WHERE log_id = @logId AND version = @version AND seq = @seq AND part < @parts)
     ON CONFLICT (log_id, version, seq) DO UPDATE SET parts = excluded.parts, digest = excluded.digest`,
  );
  const forget = db.prepare(
    `DELETE FROM snapshot WHERE log_id = @logId AND version = @version AND seq NOT IN (
       SELECT seq FROM snapshot WHERE log_id = @logId AND version = @version ORDER BY seq DESC LIMIT @kept)`,
  );

  return {
    saveSnapshotPart: transaction(
      db,
      ({ logId, version, seq }: SnapshotPlace, part: number, text: string) => {
        insertPart.run(logId, version, seq, part, text);
        clearParts.run(logId, version, seq, CLEARED);
      },
    ),

    /** From now on the snapshot counts; of older ones those are kept that are worth it. */
    finishSnapshot: transaction(
      db,
      ({ logId, version, seq }: SnapshotPlace, parts: number, digest: string) => {
        finish.run({ logId, version, seq, parts, digest });
        forget.run({ logId, version, kept: KEPT });
      },
    ),
  };
}
