import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database as SqliteDatabase } from 'better-sqlite3';
import Database from 'better-sqlite3';
import type { RestoredLog } from '../../../event-log/ports/log-gaps.ts';
import { sqliteLists } from '../after-sale-texts.ts';
import { gapValues, NOTE_GAP, NOTE_LOST_KEY } from '../gap-texts.ts';
import { idsText } from '../personal-texts.ts';
import { claimFile, openCopy, openReader, ownerFile } from '../sqlite/connection.ts';
import { damageOf } from '../sqlite/damage.ts';
import { emptier } from '../sqlite/text-writes.ts';
import { StoreOpenError } from '../store-open-error.ts';

/** Pages copied at a time: a few milliseconds, so that a signal is heard in between. */
const PAGES = 1_000;
const SIDE_FILES = ['-wal', '-shm'];

export interface CopyProgress {
  totalPages: number;
  remainingPages: number;
}

/**
 * Copies a market's file as of now into one new file, while a server goes on writing (SQLite's online backup). It reads
 * inside one transaction, so nothing that is written meanwhile makes it begin anew; the writer waits for nothing, only
 * its write-ahead log grows until the copy is done. The new file appears under its name when it is whole and on disk.
 * @throws StoreOpenError if the copy is damaged, as the file that it was made of must be
 */
export async function copySqlite(
  file: string,
  into: string,
  onProgress: (progress: CopyProgress) => void = () => {},
): Promise<void> {
  if (existsSync(into)) throw existsAlready(into);
  const part = `${into}.part`;
  removeCopy(part);
  try {
    await copyInto(part, file, onProgress);
  } catch (error) {
    // A full disk is not to be filled by what is of no use.
    removeCopy(part);
    throw error;
  }
  const damage = damageIn(part);
  if (damage !== null) {
    // It may be the best there is, so it stays, under a name that nobody takes for a backup.
    const aside = `${into}.damaged`;
    settle(part, aside);
    throw new StoreOpenError({ what: `The copy is damaged (${damage})`, where: aside, howToFix: DAMAGED });
  }
  settle(part, into);
}

async function copyInto(
  part: string,
  file: string,
  onProgress: (progress: CopyProgress) => void,
): Promise<void> {
  const db = openReader(file);
  try {
    db.exec('BEGIN');
    db.prepare('SELECT count(*) FROM log_head').get();
    await db.backup(part, {
      progress(progress) {
        onProgress(progress);
        return PAGES;
      },
    });
  } finally {
    db.close();
  }
  // One file is a backup that nobody can take apart: without a write-ahead log beside it.
  inOneFile(part);
}

/** Removes a copy, with what SQLite keeps beside one that is open. */
export function removeCopy(file: string): void {
  for (const name of [file, `${file}-journal`, ...SIDE_FILES.map((side) => file + side)]) {
    rmSync(name, { force: true });
  }
}

const DAMAGED = 'Keep it, look at the disk, and see what “fairday verify all” says of the market.';

function damageIn(file: string): string | null {
  const db = openReader(file);
  try {
    return damageOf(db, 'quick');
  } finally {
    db.close();
  }
}

/** A backup that was copied to the market that it is to replace, as this program would have it. */
export interface StagedFile {
  file: string;
  /**
   * Takes the market's name; what is replaced stays beside it under another one. At any instant there is a whole market
   * under the name: the new one takes it in one step.
   * @param logs the history that each log of the copy has from now on, and what it may have lost
   * @param emptied people's words that were destroyed since it was made: they are in it too (A4)
   * @returns where the replaced market lies, or null if there was none
   */
  install(stamp: string, logs: readonly RestoredLog[], emptied: readonly string[]): string | null;
  /** Removes the copy, unless it was installed, and lets servers open the market again. */
  discard(): void;
}

/**
 * Copies a backup beside the market, and brings the copy up to this program's schema, to be looked at before it counts.
 * The backup itself is only read. Until `discard` no server opens the market; where none is in the end, nothing stays.
 * @throws StoreOpenError while a server has the market, if the backup is damaged, or if the disk is full
 */
export async function stageSqlite(market: string, backup: string): Promise<StagedFile> {
  const isFirst = !existsSync(ownerFile(market));
  const owner = claimFile(market);
  const next = `${market}.restoring`;
  const discard = () => {
    removeCopy(next);
    // While it is still locked. Whoever has opened it in this moment gets no lock: SQLite sees that its name is gone.
    if (isFirst && !existsSync(market)) rmSync(ownerFile(market), { force: true });
    owner.close();
  };
  try {
    removeCopy(next);
    const damage = damageIn(backup);
    if (damage !== null) {
      const what = `This backup is not put back, its file is damaged: ${damage}`;
      throw new StoreOpenError({ what, where: backup, howToFix: 'Take another one.' });
    }
    await copyUp(backup, next);
  } catch (error) {
    discard();
    throw error;
  }
  return {
    file: next,
    install(stamp, logs, emptied) {
      const db = openCopy(next, backup);
      try {
        renew(db, logs);
        emptyTextsOf(db, emptied);
      } finally {
        db.close();
      }
      sync(next);
      const aside = existsSync(market) ? `${market}.replaced-${stamp}` : null;
      if (aside) setAside(market, aside);
      renameSync(next, market);
      sync(dirname(market));
      return aside;
    },
    discard,
  };
}

/**
 * Copies a file and brings the copy up to this program's schema. A copy that was left there before is removed.
 * @throws and leaves no copy
 */
export async function copyUp(file: string, into: string): Promise<void> {
  removeCopy(into);
  try {
    await copyInto(into, file, () => {});
    openCopy(into, file).close();
  } catch (error) {
    removeCopy(into);
    throw error;
  }
}

/** All of it or nothing: a log that has another history remembers what it lost. */
function renew(db: SqliteDatabase, logs: readonly RestoredLog[]): void {
  const renewHead = db.prepare(RENEW);
  const noteGap = db.prepare(NOTE_GAP);
  const noteKey = db.prepare(NOTE_LOST_KEY);
  db.transaction(() => {
    for (const { logId, history, gaps } of logs) {
      renewHead.run(history, logId);
      for (const gap of gaps) {
        noteGap.run(gapValues(logId, gap));
        for (const key of gap.keys) noteKey.run(logId, gap.history, key);
      }
    }
  })();
}

/** What a copy brings back of people's words that were destroyed since is destroyed in it, before anybody can read it. */
function emptyTextsOf(db: SqliteDatabase, textIds: readonly string[]): void {
  db.pragma('secure_delete = ON');
  const there = db.prepare(idsText(sqliteLists, 'text_id')).all(sqliteLists.list(textIds));
  db.transaction(() => emptier(db)(there as { textId: string }[], Date.now()))();
}

const RENEW = `UPDATE log_head SET history = ?, owner_node = NULL, owner_address = NULL, owner_until_ms = NULL
  WHERE log_id = ?`;

/** A market that can be read is folded into its one file first; the log of one that can't goes aside with it. */
function setAside(file: string, aside: string): void {
  try {
    inOneFile(file);
  } catch {
    for (const side of SIDE_FILES) if (existsSync(file + side)) renameSync(file + side, aside + side);
  }
  linkSync(file, aside);
}

function inOneFile(file: string): void {
  const db = new Database(file);
  try {
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

function settle(part: string, into: string): void {
  sync(part);
  renameSync(part, into);
  sync(dirname(into));
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

function existsAlready(where: string): StoreOpenError {
  return new StoreOpenError({ what: 'There is a file of that name', where, howToFix: 'Name a new one.' });
}
