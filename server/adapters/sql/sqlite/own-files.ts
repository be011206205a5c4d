import { statSync } from 'node:fs';
import type { StoreFile } from '../../../ports/store-files.ts';

const ENDS: readonly (readonly [StoreFile, end: string])[] = [
  ['database', ''],
  ['wal', '-wal'],
  ['shm', '-shm'],
];

/**
 * Remembers which files a connection has open, by their inodes. No SQLite takes one away or replaces it while the
 * connection lives: another one under the name, or none, is somebody else's work. They are only asked for, never opened
 * (file-mark.ts).
 * @param file of a connection that has read in it, so that its log and index are there
 * @returns tells which are not under their names any more
 */
export function watchOwnFiles(file: string): () => StoreFile[] {
  const inodes = () => ENDS.map(([, end]) => inodeOf(file + end));
  const own = inodes();
  return () => {
    const found = inodes();
    return ENDS.filter((_, n) => found[n] !== own[n]).map(([name]) => name);
  };
}

/** Null: there is no such file. Of some file systems an inode is too large for a number. */
function inodeOf(path: string): bigint | null {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
}
