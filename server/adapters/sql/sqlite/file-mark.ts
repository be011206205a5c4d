import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { FORMAT } from '../../../lib/format.ts';
import { otherFormat } from '../../other-format.ts';
import { StoreOpenError } from '../store-open-error.ts';

/** "FDM" and a digit: marks a file as ours and says its format. Format 1 had "FAIR". */
const MARK = 0x46444d;
const MARK_OF_FORMAT_1 = 0x46414952;
export const APPLICATION_ID = MARK * 256 + digit(FORMAT.log);

/**
 * Refuses a market of another format before anything is changed, the file or what lies beside it. What is no market, or
 * cannot be read, is left to whoever opens it.
 * @param of the file to name, where this is a copy of it
 * @throws StoreOpenError
 */
export function refuseOtherFormat(file: string, of = file): void {
  const format = formatOf(markIn(file));
  const other = format === null ? null : otherFormat(format);
  if (other) throw new StoreOpenError({ ...other, where: of });
}

function formatOf(mark: number): number | null {
  if (mark === MARK_OF_FORMAT_1) return 1;
  return Math.floor(mark / 256) === MARK ? (mark % 256) - digit(0) : null;
}

function digit(format: number): number {
  return '0'.charCodeAt(0) + format;
}

/**
 * The mark of a file; 0: it has none, or is no database.
 *
 * SQLite alone may read the file. A server may have it open in this very process, and whoever closes a descriptor of it
 * that is not SQLite's takes all of SQLite's locks away (https://sqlite.org/howtocorrupt.html#posix_close_bug).
 */
function markIn(file: string): number {
  if (!existsSync(file) || !statSync(file).isFile()) return 0;
  try {
    // Where a log was left, a connection that only reads folds nothing into the file. Where none was, such a connection
    // would leave an empty one behind; one that may write has nothing to write, and clears away what it made.
    const db = new Database(file, { readonly: hasLog(file), fileMustExist: true });
    try {
      return Number(db.pragma('application_id', { simple: true }));
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof Database.SqliteError) return 0;
    throw error;
  }
}

/** What SQLite left of a file that was not closed: a write-ahead log, or the journal of a change that was broken off. */
function hasLog(file: string): boolean {
  return existsSync(`${file}-wal`) || existsSync(`${file}-journal`);
}
