import type { Database as SqliteDatabase } from 'better-sqlite3';
import type { AppendOutcome } from '../../../event-log/ports/store.ts';
import type { PackedBatch, PackedPart } from '../packed-batch.ts';
import { factTable, keyTable, ownerValues } from '../schema.ts';
import { insertText } from '../texts.ts';
import { refusalWriter } from './refusals.ts';
import { rowWriter } from './row-writer.ts';
import { writeMany } from './write-many.ts';

/** A transaction that was begun before its batch was decided to the end. */
interface Begun {
  /** How many facts of the batch are in it. */
  facts: number;
  /** What went wrong, after which it was rolled back; null while nothing did. */
  trouble: AppendOutcome | null;
}

/** `lost`: the parts that the caller counts on are not here, as after the death of a thread. Nothing was written. */
export type RestOutcome = AppendOutcome | { kind: 'lost' };

/** How a batch begins and ends: as a transaction, or as a part of a longer one. */
export interface BatchTexts {
  begin: string;
  commit: string;
  /** One after the other. */
  rollback: readonly string[];
}
const ofItsOwn: BatchTexts = { begin: 'BEGIN IMMEDIATE', commit: 'COMMIT', rollback: ['ROLLBACK'] };

/**
 * Prepares the one transaction of a batch. Safety hangs on the moving of the head alone: it moves only from where the
 * decider stood, so that two deciders can never both commit. What comes ahead opens the transaction, which locks the
 * file, and looks first whether the head stands there.
 */
export function appender(db: SqliteDatabase, texts: BatchTexts = ofItsOwn) {
  const begin = db.prepare(texts.begin);
  const commit = db.prepare(texts.commit);
  const rollback = texts.rollback.map((text) => db.prepare(text));
  let isOpen = false;
  const moveHead = db.prepare(
    `UPDATE log_head SET seq = ?, at_ms = ?, hash = ?, is_open = ?, owner_node = ?, owner_address = ?,
       owner_until_ms = ?
     WHERE log_id = ? AND history = ? AND seq = ?`,
  );
  const hasHistory = db.prepare('SELECT 1 FROM log_head WHERE log_id = ? AND history = ?').pluck();
  const standsAt = db.prepare('SELECT 1 FROM log_head WHERE log_id = ? AND history = ? AND seq = ?').pluck();
  const insertFacts = writeMany(db, factTable, insertText);
  const insertKeys = writeMany(db, keyTable, insertText);
  const usual = db.pragma('synchronous', { simple: true });
  const rows = rowWriter(db);
  const refusals = refusalWriter(db);
  let begun: Begun | null = null;

  const undo = () => {
    // A longer transaction stands as it is.
    if (!isOpen) return;
    isOpen = false;
    if (db.inTransaction) for (const statement of rollback) statement.run();
  };

  const isOurTurn = (batch: PackedBatch): boolean => {
    const { logId, history, from, to, atMs, hash, isOpen, owner } = batch;
    if (batch.hasOnlyRefusals) return hasHistory.get(logId, history) !== undefined;
    const moved = moveHead.run(to, atMs, hash, isOpen ? 1 : 0, ...ownerValues(owner), logId, history, from);
    return moved.changes === 1;
  };

  /**
   * The disk is not waited for: the next batch of the market is synced with all that stands before it in the file's log, and
   * so is a fold, twice a second.
   */
  const commitsUnsynced = <Value>(run: () => Value): Value => {
    db.pragma('synchronous = NORMAL');
    try {
      return run();
    } finally {
      db.pragma(`synchronous = ${usual}`);
    }
  };

  const writeRest = (batch: PackedBatch, isBegun: boolean): RestOutcome => {
    try {
      if (!isBegun) begin.run();
      isOpen = true;
      if (!isOurTurn(batch)) {
        undo();
        return { kind: 'conflict' };
      }
      insertFacts(batch.facts);
      insertKeys(batch.keys);
      rows.write(batch);
      refusals.write(batch.logId, batch.refusals);
      commit.run();
      isOpen = false;
      return { kind: 'committed' };
    } catch (error) {
      undo();
      refusals.forget(batch.logId);
      return { kind: 'failed', ...failureOf(error) };
    }
  };

  return {
    /** Writes a part of a batch that is still being decided. What goes wrong is told by the append. */
    stageAppend({ logId, history, from, facts, keys, ...part }: PackedPart): void {
      const isFirst = begun === null;
      begun ??= { facts: 0, trouble: null };
      if (begun.trouble) return;
      try {
        if (isFirst) {
          begin.run();
          isOpen = true;
          if (standsAt.get(logId, history, from) === undefined) begun.trouble = { kind: 'conflict' };
        }
        if (begun.trouble) {
          undo();
          return;
        }
        insertFacts(facts);
        insertKeys(keys);
        rows.writeOrders(part);
        begun.facts += facts.length;
      } catch (error) {
        undo();
        begun.trouble = { kind: 'failed', ...failureOf(error) };
      }
    },

    /** Forgets what came ahead. */
    discardStaged(): void {
      begun = null;
      undo();
    },

    /** True between a part and the end of its batch: nothing else may be written, or it would be part of it. */
    isInMidst: () => begun !== null,

    /** @param ahead how many of the batch's facts came before, with what belongs to them */
    append(batch: PackedBatch, ahead = 0): RestOutcome {
      const before = begun;
      begun = null;
      if (before?.trouble) return before.trouble;
      if ((before?.facts ?? 0) !== ahead) {
        undo();
        return { kind: 'lost' };
      }
      const write = () => writeRest(batch, before !== null);
      // How much is synced can be changed between transactions alone.
      return batch.isPatient && !db.inTransaction ? commitsUnsynced(write) : write();
    },
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
