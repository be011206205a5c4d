import type { AudienceRow } from '../../../ports/audience.ts';
import type { Head, StoredSnapshot } from '../../../ports/store.ts';
import type { SqliteDatabase } from '../driver.ts';
import { audienceTable } from '../schema.ts';
import { upsertText } from '../texts.ts';
import { transaction } from './statements.ts';

/** What is written beside the cuts: new logs, snapshots, cursors, who is watching. */
export function smallWrites(db: SqliteDatabase) {
  const create = db.prepare(
    `INSERT INTO stream_head (stream_id, kind, history, seq, at_ms, hash) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (stream_id) DO NOTHING`,
  );
  const saveSnapshot = db.prepare(
    `INSERT INTO snapshot (stream_id, version, seq, state) VALUES (?, ?, ?, ?)
     ON CONFLICT (stream_id, version) DO UPDATE SET seq = excluded.seq, state = excluded.state
     WHERE excluded.seq >= snapshot.seq`,
  );
  const saveCursor = db.prepare(
    `INSERT INTO cursor (consumer, stream_id, seq) VALUES (?, ?, ?)
     ON CONFLICT (consumer, stream_id) DO UPDATE SET seq = excluded.seq WHERE excluded.seq > cursor.seq`,
  );
  const audience = db.prepare<unknown[]>(upsertText(audienceTable));
  const closeOpen = db.prepare('UPDATE audience SET to_ms = max(from_ms, ?) WHERE to_ms IS NULL');
  const beat = db.prepare(
    `INSERT INTO note (name, value) VALUES ('beat', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  );

  return {
    create: (head: Head): boolean =>
      create.run(head.logId, head.kind, head.history, head.seq, head.atMs, head.hash).changes === 1,

    /** Keeps the newest snapshot of each version. */
    saveSnapshot(logId: string, snapshot: StoredSnapshot): void {
      saveSnapshot.run(logId, snapshot.version, snapshot.seq, snapshot.state);
    },

    saveCursor(consumer: string, logId: string, seq: number): void {
      saveCursor.run(consumer, logId, seq);
    },

    recordAudience: transaction(db, (rows: readonly AudienceRow[]): void => {
      for (const row of rows) audience.run(audienceTable.values(row));
    }),

    closeOpenAudience(atMs: number): void {
      closeOpen.run(atMs);
    },

    beat(atMs: number): void {
      beat.run(atMs);
    },
  };
}
