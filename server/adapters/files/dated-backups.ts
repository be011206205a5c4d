import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { foldersIn, isPart, pathsIn, syncPath } from './backup-folders.ts';
import {
  BACKUP_FILE,
  type BackedUpFile,
  type BackupManifest,
  type BackupOrigin,
  MANIFEST,
  manifestIn,
  manifestText,
} from './backup-manifest.ts';
import { digestOfFile } from './file-digest.ts';

/** A whole backup. The time is UTC, to the second. */
const WHOLE = /^fairday-\d{8}T\d{6}Z$/;
/** What a database that was being copied leaves beside its file. */
const REST = /^fairday\.(?:db|dump)(?:\.part)?(?:-wal|-shm|-journal)?$/;

/** A backup that is being made, in a folder that nobody takes for one. */
export interface BackupPart {
  /** Where the database is to be written. */
  databaseFile(name: BackupManifest['database']): string;
  /** Takes pictures and recordings' indexes along; what a backup before has already shares its place on the disk. */
  takeFiles(dataDir: string): void;
  /** Gives it its name, once all of it is on the disk. @returns where it lies */
  finish(made: BackupOrigin): { folder: string; files: number; bytes: number };
  /** Removes all that was written of it. */
  discard(): void;
}

/** Begins a backup in a folder of backups. Nobody else makes one there meanwhile. */
export function beginBackup(folder: string, nowMs: number): BackupPart {
  for (const name of readdirSync(folder).filter(isPart)) removeMade(join(folder, name));
  const before = wholeBackups(folder).at(-1) ?? null;
  const name = freeName(folder, nowMs);
  const part = join(folder, `.${name}.part`);
  mkdirSync(part);
  const files: BackedUpFile[] = [];
  const note = (path: string, sha256: string) =>
    files.push({ path, bytes: statSync(join(part, path)).size, sha256 });

  return {
    databaseFile: (database) => join(part, database),
    takeFiles(dataDir) {
      for (const path of filesOf(dataDir)) {
        const digest = take(dataDir, path, part, before);
        if (digest !== null) note(path, digest);
      }
    },
    finish(made) {
      note(made.database, digestOfFile(join(part, made.database)));
      writeFileSync(join(part, MANIFEST), manifestText(made, files), { flush: true });
      for (const each of foldersIn(part)) syncPath(each);
      renameSync(part, join(folder, name));
      syncPath(folder);
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      return { folder: join(folder, name), files: files.length, bytes };
    },
    discard: () => removeMade(part),
  };
}

/**
 * Removes the oldest backups of a market, all but the newest `keep`. A folder with a file that is not of the backup stays.
 * @returns those that were removed, and those that would have been
 */
export function pruneBackups(
  folder: string,
  market: string | null,
  keep: number,
): { removed: string[]; spared: string[] } {
  const own = wholeBackups(folder).filter((each) => each.manifest.market === market);
  const [removed, spared]: [string[], string[]] = [[], []];
  for (const { path, manifest: made } of own.slice(0, Math.max(0, own.length - keep))) {
    if (hasOthers(path, made)) {
      spared.push(path);
      continue;
    }
    const aside = join(folder, `.${basename(path)}.old`);
    renameSync(path, aside);
    removeMade(aside);
    removed.push(path);
  }
  return { removed, spared };
}

interface Whole {
  path: string;
  manifest: BackupManifest;
}

/** Backups that are whole by their manifest, the oldest first. */
function wholeBackups(folder: string): Whole[] {
  return readdirSync(folder)
    .filter((name) => WHOLE.test(name))
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      const made = manifestIn(path);
      return made ? [{ path, manifest: made }] : [];
    });
}

function freeName(folder: string, nowMs: number): string {
  for (let atMs = nowMs; ; atMs += 1_000) {
    const stamp = new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, '');
    if (!existsSync(join(folder, `fairday-${stamp}`))) return `fairday-${stamp}`;
  }
}

/** Pictures and recordings' indexes of a data folder, by their paths in it. */
function filesOf(dataDir: string): string[] {
  const under = (path: string) =>
    existsSync(join(dataDir, path)) ? readdirSync(join(dataDir, path)).map((name) => `${path}/${name}`) : [];
  const indexes = under('recordings').map((path) => `${path}/index.jsonl`);
  return [...under('pictures'), ...under('pictures/.given'), ...indexes].filter((path) =>
    BACKUP_FILE.test(path),
  );
}

/** @returns its digest; null if it went away meanwhile, or never was there */
function take(dataDir: string, path: string, part: string, before: Whole | null): string | null {
  const from = join(dataDir, path);
  if (!existsSync(from) || !statSync(from).isFile()) return null;
  const into = join(part, path);
  mkdirSync(dirname(into), { recursive: true });
  const known = before && isPicture(path) ? digestInBackup(before, path, statSync(from).size) : null;
  if (known !== null && isLinked(join(before!.path, path), into)) return known;
  copyFileSync(from, into);
  syncPath(into);
  return digestOfFile(into);
}

function isPicture(path: string): boolean {
  return path.startsWith('pictures/') && !path.includes('.given');
}

/**
 * A picture is named by its content: of the same name and length it is the same one, as long as the backup still has what it
 * was given. One that has changed there would be in every later backup too.
 * @returns null if it is not in the backup, or has changed there
 */
function digestInBackup({ path: folder, manifest }: Whole, path: string, bytes: number): string | null {
  const file = join(folder, path);
  const noted = manifest.files.find((each) => each.path === path);
  if (noted?.sha256 === undefined || noted.bytes !== bytes || !existsSync(file)) return null;
  return digestOfFile(file) === noted.sha256 ? noted.sha256 : null;
}

/** Not every file system has links. */
function isLinked(from: string, into: string): boolean {
  try {
    linkSync(from, into);
    return true;
  } catch {
    return false;
  }
}

function hasOthers(path: string, made: BackupManifest): boolean {
  const own = new Set([MANIFEST, ...made.files.map((file) => file.path)]);
  return pathsIn(path).some((each) => !own.has(each));
}

/** Removes what we make of a backup's folder, and the folder if nothing else is in it. The manifest goes last. */
function removeMade(path: string): void {
  const made = pathsIn(path).filter((each) => BACKUP_FILE.test(each) || REST.test(each));
  for (const each of made) rmSync(join(path, each), { force: true });
  rmSync(join(path, MANIFEST), { force: true });
  for (const each of foldersIn(path).reverse()) if (readdirSync(each).length === 0) rmdirSync(each);
}
