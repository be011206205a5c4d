import type { AppendOutcome } from '../../../ports/store.ts';
import type { SqliteDatabase } from '../driver.ts';
import type { PackedBatch } from '../packed-batch.ts';
import { factTable, keyTable, ownerValues } from '../schema.ts';
import { insertText } from '../texts.ts';
import { refusalWriter } from './refusals.ts';
import { rowWriter } from './row-writer.ts';
import { writeMany } from './write-many.ts';

/**
 * Prepares the one transaction of a cut. Safety hangs on its first statement alone: the head moves only from where
 * the decider stood, so that two deciders can never both commit.
 */
export function appender(db: SqliteDatabase): (batch: PackedBatch) => AppendOutcome {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const moveHead = db.prepare(
    `UPDATE stream_head SET seq = ?, at_ms = ?, hash = ?, owner_node = ?, owner_address = ?, owner_until_ms = ?
     WHERE stream_id = ? AND history = ? AND seq = ?`,
  );
  const hasHistory = db.prepare('SELECT 1 FROM stream_head WHERE stream_id = ? AND history = ?').pluck();
  const insertFacts = writeMany(db, factTable, insertText);
  const insertKeys = writeMany(db, keyTable, insertText);
  const writeRows = rowWriter(db);
  const refusals = refusalWriter(db);

  const isOurTurn = (batch: PackedBatch): boolean => {
    const { logId, history, from, to, atMs, hash, owner } = batch;
    if (batch.hasOnlyRefusals) return hasHistory.get(logId, history) !== undefined;
    return moveHead.run(to, atMs, hash, ...ownerValues(owner), logId, history, from).changes === 1;
  };

  return (batch) => {
    try {
      begin.run();
      if (!isOurTurn(batch)) {
        rollback.run();
        return { kind: 'conflict' };
      }
      insertFacts(batch.facts);
      insertKeys(batch.keys);
      writeRows(batch);
      refusals.write(batch.logId, batch.refusals);
      commit.run();
      return { kind: 'committed' };
    } catch (error) {
      if (db.inTransaction) rollback.run();
      refusals.forget(batch.logId);
      return { kind: 'failed', ...failureOf(error) };
    }
  };
}

function failureOf(error: unknown): {
  reason: 'full' | 'fatal' | 'constraint' | 'other';
  message: string;
} {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_FULL')) return { reason: 'full', message };
  if (code.startsWith('SQLITE_CONSTRAINT')) return { reason: 'constraint', message };
  if (/^SQLITE_(IOERR|CORRUPT|NOTADB|CANTOPEN|READONLY)/.test(code)) return { reason: 'fatal', message };
  return { reason: 'other', message };
}
