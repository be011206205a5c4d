import { copyFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { otherFormat } from '../other-format.ts';
import { isPart, pathsIn, syncPath } from './backup-folders.ts';
import { type BackupManifest, MANIFEST, manifestIn } from './backup-manifest.ts';
import { BackupRefused } from './backup-refused.ts';
import { besideOf, digestBeside, digestOfFile } from './file-digest.ts';

/**
 * How sure it is that a backup is as it was made: every byte; or, of one that was made before there were digests, the sizes
 * of its files; or, of a single file of that time, nothing.
 */
export type Checked = 'digests' | 'sizes' | 'nothing';

/** Told how much of a backup has been read. */
export type OnRead = (file: string, bytes: number, ofBytes: number) => void;

/** A backup that is as it was made, as far as can be known. */
export interface WholeBackup {
  /** The database, or its dump. */
  file: string;
  checked: Checked;
  /**
   * Puts pictures and recordings' indexes beside a market, where they are missing: what is there stays. An index goes only
   * where the recording's folder is, since without its pieces nothing plays.
   * @returns how many were put there
   */
  putFilesBack(dataDir: string): number;
}

/**
 * Reads a backup, a folder or a file, from end to end, and sees that it is as it was made. Nothing is opened as a database,
 * and nothing is written.
 * @throws BackupRefused that names the file; Error if it is no backup, or one of another format
 */
export function readBackup(path: string, onRead: OnRead = () => {}): WholeBackup {
  return statSync(path).isDirectory() ? readFolder(path, onRead) : readFile(path, onRead);
}

function readFolder(folder: string, onRead: OnRead): WholeBackup {
  const made = manifestOf(folder);
  checkSizes(folder, made);
  for (const { path, bytes, sha256 } of made.files) {
    if (sha256 === undefined) continue;
    if (sha256 !== digestOfFile(join(folder, path), (read) => onRead(path, read, bytes)))
      throw new BackupRefused('altered', path, folder);
  }
  return {
    file: join(folder, made.database),
    checked: made.sha256 === undefined ? 'sizes' : 'digests',
    putFilesBack: (dataDir) => putFilesBack(folder, made, dataDir),
  };
}

/** A database alone. One that lies in a backup's folder has its digest there. */
function readFile(file: string, onRead: OnRead): WholeBackup {
  const name = basename(file);
  const beside = digestBeside(file);
  const said = beside ?? manifestIn(dirname(file))?.files.find(({ path }) => path === name)?.sha256;
  if (said === undefined) return { file, checked: 'nothing', putFilesBack: () => 0 };
  const ofBytes = statSync(file).size;
  if (said !== digestOfFile(file, (bytes) => onRead(name, bytes, ofBytes)))
    throw new BackupRefused('altered', name, beside === null ? dirname(file) : besideOf(file));
  return { file, checked: 'digests', putFilesBack: () => 0 };
}

function manifestOf(folder: string): BackupManifest {
  if (!existsSync(join(folder, MANIFEST)) || isPart(folder)) {
    throw new Error(`${folder} is no whole backup: name the folder fairday-… itself that backup --to made.`);
  }
  const made = manifestIn(folder);
  if (!made) throw new BackupRefused('unreadable', MANIFEST, folder);
  const other = otherFormat(made.format);
  if (other) throw new Error(`${other.what} (${folder}). ${other.howToFix}`);
  return made;
}

/** Costs no reading, so it comes before the digests; and a file too many may be one that SQLite would read along. */
function checkSizes(folder: string, made: BackupManifest): void {
  const there = new Set(pathsIn(folder));
  for (const { path, bytes } of made.files) {
    if (!there.delete(path)) throw new BackupRefused('missing', path, folder);
    const { size } = statSync(join(folder, path));
    if (size !== bytes) throw new BackupRefused(size < bytes ? 'shorter' : 'longer', path, folder);
  }
  there.delete(MANIFEST);
  const [unknown] = there;
  if (unknown !== undefined) throw new BackupRefused('unknown', unknown, folder);
}

function putFilesBack(folder: string, made: BackupManifest, dataDir: string): number {
  let put = 0;
  for (const { path } of made.files) {
    const into = join(dataDir, path);
    const isIndex = path.startsWith('recordings/');
    if (path === made.database || existsSync(into) || (isIndex && !existsSync(dirname(into)))) continue;
    mkdirSync(dirname(into), { recursive: true });
    const aside = join(dirname(into), `.${basename(into)}.restoring`);
    copyFileSync(join(folder, path), aside);
    syncPath(aside);
    renameSync(aside, into);
    put += 1;
  }
  return put;
}
