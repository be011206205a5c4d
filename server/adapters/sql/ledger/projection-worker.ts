import { workerData } from 'node:worker_threads';
import type { StoredSnapshot } from '../../../event-log/ports/store.ts';
import { serveWorkerRpc } from '../../threads/worker-rpc-server.ts';
import type { PackedBatch } from '../packed-batch.ts';
import { digestOf, partsOf } from '../snapshot-parts.ts';
import { openWriter } from '../sqlite/connection.ts';
import { rowWriter } from '../sqlite/row-writer.ts';
import {
  FORGET_ALL,
  FORGET_SHOP,
  FORGET_STREAM,
  INSERT_SNAPSHOT,
  INSERT_SNAPSHOT_PART,
  SET_CURSOR,
  SET_OPEN,
} from './projection-texts.ts';

const { file, isWhole } = workerData as { file: string; isWhole: boolean };

/** 256 MiB, in SQLite's spelling: what does not fit is written out in the middle of the work, and again later. */
const CACHE = -262_144;

/** Indexes that are quicker made anew than kept along, where every log is made again. */
const ORDER_INDEXES = `SELECT name, sql FROM sqlite_schema
  WHERE type = 'index' AND tbl_name IN ('orders', 'order_line') AND sql IS NOT NULL`;

export type ProjectionCalls = ReturnType<typeof openCalls>;

/** The thread that writes projections while another reads the log: one transaction from the first call to `finish`. */
function openCalls() {
  const { db, close } = openWriter(file, 'full');
  db.pragma(`cache_size = ${CACHE}`);
  db.exec('BEGIN IMMEDIATE');
  const { write } = rowWriter(db);
  const insertPart = db.prepare(INSERT_SNAPSHOT_PART);
  const insertSnapshot = db.prepare(INSERT_SNAPSHOT);
  const setCursor = db.prepare(SET_CURSOR);
  const setOpen = db.prepare(SET_OPEN);
  const indexes = isWhole ? (db.prepare(ORDER_INDEXES).all() as { name: string; sql: string }[]) : [];
  for (const { name } of indexes) db.prepare(`DROP INDEX ${name}`).run();
  if (isWhole) for (const text of FORGET_ALL) db.prepare(text).run();

  return {
    open: () => undefined,
    clear(logId: string, kind: string): void {
      if (isWhole) return;
      for (const text of FORGET_STREAM) db.prepare(text).run(logId);
      if (kind === 'shop') for (const text of FORGET_SHOP) db.prepare(text).run();
    },
    /** A batch's rows and prices as JSON: between threads one text costs a third of its thousands of values. */
    write(batch: string): void {
      write(JSON.parse(batch) as Pick<PackedBatch, 'rows' | 'prices'>);
    },
    snapshot(logId: string, { version, seq, state }: StoredSnapshot): void {
      const parts = partsOf(state);
      for (const [part, text] of parts.entries()) insertPart.run(logId, version, seq, part, text);
      insertSnapshot.run(logId, version, seq, parts.length, digestOf(parts));
    },
    isOpen(logId: string, isOpen: boolean): void {
      setOpen.run(isOpen ? 1 : 0, logId);
    },
    cursor(consumer: string, logId: string, seq: number): void {
      setCursor.run(consumer, logId, seq);
    },
    finish(): void {
      for (const { sql: text } of indexes) db.prepare(text).run();
      db.exec('COMMIT');
    },
    close(): void {
      if (db.inTransaction) db.exec('ROLLBACK');
      close();
    },
  };
}

serveWorkerRpc(openCalls);
