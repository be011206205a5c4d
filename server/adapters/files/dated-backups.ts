import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import * as z from 'zod/mini';
import { FORMAT } from '../../lib/format.ts';
import { otherFormat } from '../other-format.ts';

/** A whole backup, one that is being made, and one that is being removed. The time is UTC, to the second. */
const WHOLE = /^fairday-\d{8}T\d{6}Z$/;
const PART = /^\.fairday-\d{8}T\d{6}Z\.(?:part|old)$/;
const MANIFEST = 'backup.json';
/** The only files that a backup has, so that nothing else is ever written, read or removed. */
const FILE =
  /^(?:fairday\.(?:db|dump)|pictures\/[0-9a-f]{40}\.(?:jpg|png|webp)|pictures\/\.given\/(?!\.)[\w.-]{1,100}|recordings\/[0-9a-z-]{8,64}\/index\.jsonl)$/;
/** What a database that was being copied leaves beside its file. */
const REST = /^fairday\.(?:db|dump)(?:\.part)?(?:-wal|-shm|-journal)?$/;

const manifest = z.strictObject({
  what: z.literal('fairday backup'),
  madeAtMs: z.int(),
  /** The program that made it. */
  version: z.string(),
  /** Of the market in it. Backups of format 1 do not name theirs. */
  format: z._default(z.int(), 1),
  /** Which market it is of: the hash of its shop's first fact; null while that has none. */
  market: z.nullable(z.string()),
  database: z.enum(['fairday.db', 'fairday.dump']),
  files: z.array(z.strictObject({ path: z.string().check(z.regex(FILE)), bytes: z.int() })),
});
export type BackupManifest = z.infer<typeof manifest>;

/** A backup that is being made, in a folder that nobody takes for one. */
export interface BackupPart {
  /** Where the database is to be written. */
  databaseFile(name: BackupManifest['database']): string;
  /** Takes pictures and recordings' indexes along; what a backup before has already shares its place on the disk. */
  takeFiles(dataDir: string): void;
  /** Gives it its name, once all of it is on the disk. @returns where it lies */
  finish(made: Omit<BackupManifest, 'what' | 'format' | 'files'>): {
    folder: string;
    files: number;
    bytes: number;
  };
  /** Removes all that was written of it. */
  discard(): void;
}

/** Begins a backup in a folder of backups. Nobody else makes one there meanwhile. */
export function beginBackup(folder: string, nowMs: number): BackupPart {
  for (const name of readdirSync(folder).filter((each) => PART.test(each))) removeMade(join(folder, name));
  const before = wholeBackups(folder).at(-1) ?? null;
  const name = freeName(folder, nowMs);
  const part = join(folder, `.${name}.part`);
  mkdirSync(part);
  const files: BackupManifest['files'] = [];
  const note = (path: string) => files.push({ path, bytes: statSync(join(part, path)).size });

  return {
    databaseFile: (database) => join(part, database),
    takeFiles(dataDir) {
      for (const path of filesOf(dataDir)) if (take(dataDir, path, part, before)) note(path);
    },
    finish(made) {
      note(made.database);
      const written: BackupManifest = { what: 'fairday backup', format: FORMAT.log, ...made, files };
      writeFileSync(join(part, MANIFEST), `${JSON.stringify(written)}\n`, { flush: true });
      for (const each of foldersIn(part)) sync(each);
      renameSync(part, join(folder, name));
      sync(folder);
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

/**
 * Reads what a backup's folder holds, and sees that all of it is there.
 * @throws Error that says what is missing, or that it is of another format
 */
export function readBackup(folder: string): BackupManifest {
  const made = existsSync(join(folder, MANIFEST)) ? manifestIn(folder) : null;
  if (!made || PART.test(basename(folder))) {
    throw new Error(`${folder} is no whole backup: name the folder fairday-… itself that backup --to made.`);
  }
  const other = otherFormat(made.format);
  if (other) throw new Error(`${other.what} (${folder}). ${other.howToFix}`);
  for (const { path, bytes } of made.files) {
    const there = existsSync(join(folder, path)) ? statSync(join(folder, path)).size : null;
    if (there !== bytes)
      throw new Error(`The backup ${folder} is not whole: ${path} is ${there === null ? 'missing' : 'cut'}.`);
  }
  return made;
}

/**
 * Puts pictures and recordings' indexes of a backup beside a market, where they are missing: what is there stays. An index
 * goes only where the recording's folder is, since without its pieces nothing plays.
 * @returns how many were put there
 */
export function putFilesBack(folder: string, made: BackupManifest, dataDir: string): number {
  let put = 0;
  for (const { path } of made.files) {
    const into = join(dataDir, path);
    const isIndex = path.startsWith('recordings/');
    if (path === made.database || existsSync(into) || (isIndex && !existsSync(dirname(into)))) continue;
    mkdirSync(dirname(into), { recursive: true });
    const aside = join(dirname(into), `.${basename(into)}.restoring`);
    copyFileSync(join(folder, path), aside);
    sync(aside);
    renameSync(aside, into);
    put += 1;
  }
  return put;
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

/** @returns null if it is not one that we made */
function manifestIn(path: string): BackupManifest | null {
  try {
    const parsed = manifest.safeParse(JSON.parse(readFileSync(join(path, MANIFEST), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
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
  return [...under('pictures'), ...under('pictures/.given'), ...indexes].filter((path) => FILE.test(path));
}

/** @returns false if it went away meanwhile, or never was there */
function take(dataDir: string, path: string, part: string, before: Whole | null): boolean {
  const from = join(dataDir, path);
  if (!existsSync(from) || !statSync(from).isFile()) return false;
  const into = join(part, path);
  mkdirSync(dirname(into), { recursive: true });
  // A picture is named by its content: of the same name and length it is the same one.
  const known =
    before && path.startsWith('pictures/') && !path.includes('.given') ? join(before.path, path) : null;
  if (known && existsSync(known) && statSync(known).size === statSync(from).size && isLinked(known, into))
    return true;
  copyFileSync(from, into);
  sync(into);
  return true;
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
  const made = pathsIn(path).filter((each) => FILE.test(each) || REST.test(each));
  for (const each of made) rmSync(join(path, each), { force: true });
  rmSync(join(path, MANIFEST), { force: true });
  for (const each of foldersIn(path).reverse()) if (readdirSync(each).length === 0) rmdirSync(each);
}

/** Files below a folder, with `/` between names. */
function pathsIn(path: string): string[] {
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
function foldersIn(path: string): string[] {
  const below = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  return [path, ...below.map((entry) => join(entry.parentPath, entry.name)).sort()];
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
