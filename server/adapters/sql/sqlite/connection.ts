import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database as SqliteDatabase } from 'better-sqlite3';
import Database from 'better-sqlite3';
import { type Migration, sqliteDialect } from '../migrations/migration.ts';
import { migrations, SCHEMA_VERSION } from '../migrations/migrations.ts';
import { StoreOpenError } from '../store-open-error.ts';
import { APPLICATION_ID, refuseOtherFormat } from './file-mark.ts';

/** How commits reach the disk: `full` survives a power cut, `normal` may lose the newest commits in one. */
export type SqliteSync = 'full' | 'normal';

/**
 * Pages in the write-ahead log before the writer itself folds it into the file, about 256 MB: a thread of its own does so
 * all the time (checkpoint-worker.ts), and it comes to this only in a rush, or while a
 * long reader keeps the log from being begun anew.
 */
const CHECKPOINT_PAGES = 64_000;
/** The log's file keeps so much of what it once took: cutting it off takes 25 ms, and growing again makes each commit slow. */
const LOG_BYTES = 5_000 * CHECKPOINT_PAGES;
const BUSY_MS = 5_000;

export interface WriterConnection {
  db: SqliteDatabase;
  close(): void;
}

/**
 * Opens the one writing connection of a file, creating and migrating it.
 * The file beside it (`…-owner`) is kept locked for life, so that a second process is told at once; the lock dies
 * with the process, however that ends.
 * @throws StoreOpenError
 */
export function openWriter(file: string, sync: SqliteSync): WriterConnection {
  const owner = claimFile(file);
  try {
    const db = tellingWhy(file, () => prepareFile(file, sync));
    return {
      db,
      close: () => {
        foldLog(db);
        db.close();
        owner.close();
      },
    };
  } catch (error) {
    owner.close();
    throw error;
  }
}

/** Opens a connection that only reads, on a file that a writer has prepared. @throws StoreOpenError */
export function openReader(file: string): SqliteDatabase {
  return tellingWhy(file, () => {
    refuseOtherFormat(file);
    const db = new Database(file, { readonly: true, fileMustExist: true });
    db.pragma(`busy_timeout = ${BUSY_MS}`);
    db.pragma('cache_size = -16000');
    db.pragma('temp_store = MEMORY');
    return db;
  });
}

/** True if a file is of an older schema: what this program reads in it may lack. @throws StoreOpenError */
export function isOlder(file: string): boolean {
  const db = openReader(file);
  try {
    return tellingWhy(file, () => Number(db.pragma('user_version', { simple: true })) < SCHEMA_VERSION);
  } finally {
    db.close();
  }
}

/**
 * Opens a copy that nobody else has, to change it before it counts; brings it to this program's schema.
 * @param of the file that it was made of, which is the one to name
 * @throws StoreOpenError if it is of a newer program, or of another one
 */
export function openCopy(file: string, of: string): SqliteDatabase {
  return tellingWhy(of, () => {
    refuseOtherFormat(file, of);
    const db = new Database(file, { fileMustExist: true });
    try {
      refuseForeign(db, of);
      db.pragma('synchronous = FULL');
      db.pragma('foreign_keys = ON');
      migrate(db);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/**
 * Opens a connection that folds the write-ahead log into a file that a writer has prepared. It has read in the file: as
 * long as it lives, SQLite takes neither the log nor its index away.
 */
export function openCheckpointer(file: string): SqliteDatabase {
  return tellingWhy(file, () => {
    const db = new Database(file, { fileMustExist: true });
    db.pragma('synchronous = FULL');
    db.pragma('user_version');
    return db;
  });
}

/**
 * Keeps every other server off a file: one's own, or one that is about to be replaced.
 * @throws StoreOpenError while one has it, or if it is of another format
 */
export function claimFile(file: string): SqliteDatabase {
  return tellingWhy(file, () => {
    refuseOtherFormat(file);
    return own(file);
  });
}

/** The file that is locked while a process has a market's file. */
export function ownerFile(file: string): string {
  return `${file}-owner`;
}

function own(file: string): SqliteDatabase {
  // One level only: on a virtual file system like /proc a recursive mkdir never returns (Node 20).
  const folder = dirname(file);
  if (!existsSync(folder)) mkdirSync(folder);
  const owner = new Database(ownerFile(file), { timeout: 0 });
  try {
    owner.exec('BEGIN EXCLUSIVE');
    return owner;
  } catch (error) {
    owner.close();
    throw error;
  }
}

/**
 * SQLite folds the log in itself as it closes, unless another program has the file open just then; and a log that somebody
 * deleted is gone with the process. What is not folded stays in the log, where the next start reads it.
 */
function foldLog(db: SqliteDatabase): void {
  try {
    db.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    // A full disk, or one that fails: whatever was committed is in the log.
  }
}

function prepareFile(file: string, sync: SqliteSync): SqliteDatabase {
  const db = new Database(file);
  try {
    db.pragma(`busy_timeout = ${BUSY_MS}`);
    refuseForeign(db, file);
    db.pragma('journal_mode = WAL');
    db.pragma(`synchronous = ${sync === 'normal' ? 'NORMAL' : 'FULL'}`);
    db.pragma('foreign_keys = ON');
    db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    db.pragma(`journal_size_limit = ${LOG_BYTES}`);
    db.pragma('cache_size = -32000');
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function refuseForeign(db: SqliteDatabase, file: string): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  const applicationId = Number(db.pragma('application_id', { simple: true }));
  const tables = Number(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get());
  if (tables > 0 && applicationId !== APPLICATION_ID) {
    throw new StoreOpenError({
      what: 'The file is a database of another program',
      where: file,
      howToFix: 'Name another file for the market.',
    });
  }
  if (version > SCHEMA_VERSION) {
    throw new StoreOpenError({
      what: `The store has schema ${version}, and this program knows ${SCHEMA_VERSION}`,
      where: file,
      howToFix: 'Start a newer program, or restore an older backup.',
    });
  }
}

/** Brings a file to the schema of the last step, each step in a transaction of its own. It never goes back. */
export function migrate(db: SqliteDatabase, steps: readonly Migration[] = migrations): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  for (const migration of steps.slice(version)) {
    db.transaction(() => {
      for (const statement of migration.up(sqliteDialect)) db.exec(statement);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${migration.version}`);
    })();
  }
}

function tellingWhy<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof StoreOpenError || !(error instanceof Error)) throw error;
    throw new StoreOpenError({ where: file, ...reasonOf(error) });
  }
}

function reasonOf(error: Error): { what: string; howToFix: string } {
  const code = 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return {
      what: 'Another process has this store open',
      howToFix: 'Stop it, or start this one on another file.',
    };
  }
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) {
    return {
      what: 'The file is not a readable database',
      howToFix: 'Name another file, or restore a backup.',
    };
  }
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') {
    return { what: 'The disk is full', howToFix: 'Free some space.' };
  }
  return {
    what: `The store cannot be opened for writing: ${error.message}`,
    howToFix: 'Give a folder that exists and that this user may write to.',
  };
}
