import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { FORMAT } from '../../../lib/format.ts';
import { otherFormat } from '../../other-format.ts';
import { StoreOpenError } from '../store-open-error.ts';

/** "FDM" and a digit: marks a file as ours and says its format. Format 1 had "FAIR". */
const MARK = 0x46444d;
const MARK_OF_FORMAT_1 = 0x46414952;
export const APPLICATION_ID = MARK * 256 + digit(FORMAT.log);

/** Where SQLite keeps the application id in the first page, and how each of its files begins. */
const APPLICATION_ID_AT = 68;
const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';

/**
 * Refuses a market of another format before anything is opened, so that neither the file changes nor what lies beside it.
 * What is no market is left to whoever opens it.
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

/** The mark of a file; 0: it has none, or is no database. */
function markIn(file: string): number {
  const header = headerOf(file);
  if (header?.toString('latin1', 0, MAGIC.length) !== MAGIC) return 0;
  const mark = header.readUInt32BE(APPLICATION_ID_AT);
  // A market that was killed soon after it was made has it in its write-ahead log alone.
  return mark === 0 && hasLog(file) ? markInLog(file) : mark;
}

function headerOf(file: string): Buffer | null {
  if (!existsSync(file) || !statSync(file).isFile()) return null;
  const handle = openSync(file, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    return readSync(handle, header, 0, HEADER_BYTES, 0) === HEADER_BYTES ? header : null;
  } finally {
    closeSync(handle);
  }
}

function hasLog(file: string): boolean {
  return existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0;
}

/** A connection that only reads folds no log into the file. */
function markInLog(file: string): number {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    return Number(db.pragma('application_id', { simple: true }));
  } finally {
    db.close();
  }
}
