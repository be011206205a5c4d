import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { basename, join, sep } from 'node:path';

/** A backup that is being made, and one that is being removed. */
const PART = /^\.fairday-\d{8}T\d{6}Z\.(?:part|old)$/;

/** True if a folder, by its name, is no whole backup: one is being made, or removed. */
export function isPart(path: string): boolean {
  return PART.test(basename(path));
}

/** Files below a folder, with `/` between names. */
export function pathsIn(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(path.length + 1)
        .split(sep)
        .join('/'),
    );
}

/** A folder and those below it, the outer ones first. */
export function foldersIn(path: string): string[] {
  const below = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  return [path, ...below.map((entry) => join(entry.parentPath, entry.name)).sort()];
}

/** Has what stands under a name reach the disk. */
export function syncPath(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
