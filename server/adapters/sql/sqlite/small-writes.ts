import type { Database as SqliteDatabase } from 'better-sqlite3';
import type { LogGap } from '../../../event-log/ports/log-gaps.ts';
import type { Head, Owner } from '../../../event-log/ports/store.ts';
import type { AudienceRow, ExposureRow } from '../../../ports/audience.ts';
import { gapValues, NOTE_GAP } from '../gap-texts.ts';
import { audienceTable, exposureTable, ownerValues } from '../schema.ts';
import {
  CLOSE_LEFT_AUDIENCE,
  claimText,
  DROP_OWNER_HINTS,
  exposeText,
  FORGET_SILENT_NODES,
  RENEW_HISTORY,
  TAKE_LEASE,
  upsertText,
} from '../texts.ts';
import { transaction } from './statements.ts';

/** What is written beside the batches: new logs, cursors, who is watching. */
export function smallWrites(db: SqliteDatabase) {
  const create = db.prepare(
    `INSERT INTO log_head (log_id, kind, history, seq, at_ms, hash, is_open, owner_node, owner_address, owner_until_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (log_id) DO NOTHING`,
  );
  const renewHistory = db.prepare(RENEW_HISTORY);
  const noteGap = db.prepare(NOTE_GAP);
  const saveCursor = db.prepare(
    `INSERT INTO cursor (consumer, log_id, seq) VALUES (?, ?, ?)
     ON CONFLICT (consumer, log_id) DO UPDATE SET seq = excluded.seq WHERE excluded.seq > cursor.seq`,
  );
  const audience = db.prepare<unknown[]>(upsertText(audienceTable));
  const exposure = db.prepare<unknown[]>(exposeText('max'));
  const beat = db.prepare(
    'INSERT INTO beat (node, at_ms) VALUES (?, ?) ON CONFLICT (node) DO UPDATE SET at_ms = excluded.at_ms',
  );
  const closeLeft = db.prepare(CLOSE_LEFT_AUDIENCE);
  const forgetSilent = db.prepare(FORGET_SILENT_NODES);
  const takeLease = db.prepare(TAKE_LEASE);
  const claim = db.prepare(claimText('?'));
  const dropLeases = db.prepare('DELETE FROM lease WHERE holder = ?');
  const dropHints = db.prepare(DROP_OWNER_HINTS);

  return {
    create: (head: Head): boolean =>
      create.run(
        head.logId,
        head.kind,
        head.history,
        head.seq,
        head.atMs,
        head.hash,
        head.isOpen ? 1 : 0,
        ...ownerValues(head.owner),
      ).changes === 1,

    renewHistory: transaction(db, (logId: string, from: string, gap: Omit<LogGap, 'keys'>): boolean => {
      if (renewHistory.run(gap.history, logId, from).changes === 0) return false;
      noteGap.run(gapValues(logId, gap));
      return true;
    }),

    saveCursor(consumer: string, logId: string, seq: number): void {
      saveCursor.run(consumer, logId, seq);
    },

    recordAudience: transaction(db, (rows: readonly AudienceRow[]): void => {
      for (const row of rows) audience.run(audienceTable.values(row));
    }),

    recordExposures: transaction(db, (rows: readonly ExposureRow[]): void => {
      for (const row of rows) exposure.run(exposureTable.values(row));
    }),

    beat(node: string, atMs: number): void {
      beat.run(node, atMs);
    },

    closeLeftAudience: transaction(db, (node: string, silentSinceMs: number): void => {
      closeLeft.run(node, silentSinceMs);
      forgetSilent.run(silentSinceMs);
    }),

    takeLease: (name: string, holder: string, nowMs: number, untilMs: number): boolean =>
      takeLease.run(name, holder, untilMs, nowMs).changes === 1,

    claim(logId: string, owner: Owner, gone: string | null, nowMs: number): void {
      claim.run(...ownerValues(owner), logId, owner.node, gone, nowMs);
    },

    releaseLeases: transaction(db, (holder: string): void => {
      dropLeases.run(holder);
      dropHints.run(holder);
    }),
  };
}
