import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { BackupManifest } from '../adapters/files/backup-manifest.ts';
import { beginBackup, pruneBackups } from '../adapters/files/dated-backups.ts';
import { noteEmptiedTexts } from '../adapters/files/emptied-texts.ts';
import { besideOf, writeDigestBeside } from '../adapters/files/file-digest.ts';
import { noteBackup } from '../adapters/files/last-backup.ts';
import { copyPostgres } from '../adapters/sql/ledger/postgres-copies.ts';
import { openPostgresLedger } from '../adapters/sql/ledger/postgres-ledger.ts';
import { copySqlite } from '../adapters/sql/ledger/sqlite-copies.ts';
import { openSqliteLedgerOfAnySchema } from '../adapters/sql/ledger/sqlite-ledger.ts';
import { claimFile } from '../adapters/sql/sqlite/connection.ts';
import { StoreOpenError } from '../adapters/sql/store-open-error.ts';
import { findingText } from '../audit/broken.ts';
import { marketIdOf } from '../audit/market-id.ts';
import { verifyMarket } from '../audit/verify.ts';
import { type Config, readConfig } from '../config.ts';
import { version } from '../lib/version.ts';
import { logKinds } from '../logs.ts';
import type { Ledger } from '../ports/ledger.ts';
import { diskFull, FULL, plainly } from './disk-full.ts';
import { progressLine } from './progress.ts';

interface BackupOptions {
  json?: boolean;
  /** A folder of backups, in which one more is made. */
  to?: string;
  /** How many of them stay, the newest. */
  keep?: string;
}

/**
 * Copies the market while it sells on: into one new file with its digest beside it, or with pictures into a dated folder of
 * its own.
 */
export async function backup(file: string | undefined, options: BackupOptions): Promise<void> {
  const config = readConfig(process.env);
  if ((file === undefined) === (options.to === undefined))
    throw new Error('Name a file for the backup, or a folder of backups with --to.');
  if (file === undefined) return backupTo(config, resolve(options.to!), keepOf(options.keep), options.json);
  if (options.keep !== undefined) throw new Error('--keep goes with --to: a file stands for itself.');
  const into = resolve(file);
  const sha256 = await copyWithDigest(config, into, options.json === true);
  await noteEmptied(config, into, dirname(into), Date.now());
  const bytes = statSync(into).size;
  noteBackup(config.dataDir, { atMs: Date.now(), where: into, bytes });
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ ok: true, file: into, bytes, sha256 })}\n`
      : `${into}: ${mib(bytes)}. Its digest is in ${basename(besideOf(into))}: keep the two together. Keep pictures/ as well and, apart from all of these, ${secretPlace(config)}: without it no address in the backup can be read.\n`,
  );
}

async function backupTo(config: Config, to: string, keep: number, isJson = false): Promise<void> {
  if (!existsSync(to) || !statSync(to).isDirectory()) {
    const howToFix = 'Make it first: a name that was mistyped would fill another disk.';
    throw new StoreOpenError({ what: 'There is no such folder', where: to, howToFix });
  }
  const claim = claimBackups(to);
  try {
    const { market, ...made } = await makeBackup(config, to, isJson);
    const pruned =
      keep === 0 ? { removed: [], spared: [] } : await prune(config, to, keep, market, made.folder);
    const secret = secretPlace(config);
    process.stdout.write(
      isJson
        ? `${JSON.stringify({ ok: true, ...made, ...pruned, secret })}\n`
        : `${told(config, { ...made, ...pruned }).join('\n')}\n`,
    );
  } finally {
    claim.close();
  }
}

interface Made {
  folder: string;
  files: number;
  bytes: number;
}

/** @throws and leaves nothing behind if it can't be made whole */
async function makeBackup(
  config: Config,
  to: string,
  isJson: boolean,
): Promise<Made & { market: string | null }> {
  const database = databaseOf(config);
  const nowMs = Date.now();
  const part = beginBackup(to, nowMs);
  try {
    const into = part.databaseFile(database);
    await copyDatabase(config, into, isJson);
    part.takeFiles(config.dataDir);
    const market = await withLedger(config, into, marketIdOf);
    await noteEmptied(config, into, to, nowMs);
    const made = part.finish({ madeAtMs: nowMs, version, market, database });
    noteBackup(config.dataDir, { atMs: nowMs, where: made.folder, bytes: made.bytes });
    return { ...made, market };
  } catch (error) {
    const damaged = setDamagedAside(part.databaseFile(database), to, error);
    part.discard();
    throw damaged ?? plainly(error, to);
  }
}

/** Removes old ones, if the books of the new one are right: else one of the old ones may be the last that is good. */
async function prune(
  config: Config,
  to: string,
  keep: number,
  market: string | null,
  folder: string,
): Promise<{ removed: string[]; spared: string[] }> {
  const reports = await withLedger(config, join(folder, databaseOf(config)), (ledger) =>
    verifyMarket(ledger, logKinds, null),
  );
  const broken = reports.find(({ finding }) => finding !== null)?.finding;
  if (!broken) return pruneBackups(to, market, keep);
  throw new Error(
    `The backup ${folder} is made, but its books are not right: ${findingText(broken)}. No older one was removed.`,
  );
}

function told(
  config: Config,
  { folder, files, bytes, removed, spared }: Made & { removed: string[]; spared: string[] },
): string[] {
  const lines = [`${folder}: ${files === 1 ? '1 file' : `${files} files`}, ${mib(bytes)}.`];
  if (config.database.kind === 'postgres') {
    lines.push(
      `The database is a dump of one instant, without roles and rights. Pictures and recordings’ indexes are those of ${config.dataDir} on this machine.`,
    );
  }
  lines.push('Recordings themselves are not in it.');
  if (removed.length > 0) lines.push(`Removed: ${removed.map((path) => basename(path)).join(', ')}.`);
  for (const path of spared) lines.push(`Not removed: ${path} has files that are not of the backup.`);
  lines.push(
    `The secret is not in it. Keep ${secretPlace(config)} in another place: without it no address in the backup can be read.`,
  );
  return lines;
}

/** @throws and leaves no file behind if the copy or its digest can't be made whole */
async function copyWithDigest(config: Config, into: string, isJson: boolean): Promise<string> {
  if (existsSync(besideOf(into))) {
    const what = 'There is a file of that name';
    throw new StoreOpenError({ what, where: besideOf(into), howToFix: 'Name a new one.' });
  }
  await copyDatabase(config, into, isJson);
  try {
    return writeDigestBeside(into);
  } catch (error) {
    for (const path of [into, besideOf(into)]) rmSync(path, { force: true });
    throw plainly(error, into);
  }
}

/** @throws and leaves no file behind if the copy can't be made whole */
async function copyDatabase({ database }: Config, into: string, isJson: boolean): Promise<void> {
  const line = progressLine(isJson);
  try {
    if (database.kind === 'sqlite') {
      await copySqlite(database.file, into, ({ totalPages, remainingPages }) =>
        line.show(`${totalPages - remainingPages} of ${totalPages} pages`),
      );
    } else if (database.kind === 'postgres') await copyPostgres(database.url, into);
    else throw nothingToCopy();
  } catch (error) {
    throw plainly(error, into);
  } finally {
    line.end();
  }
}

function databaseOf({ database }: Config): BackupManifest['database'] {
  if (database.kind === 'memory') throw nothingToCopy();
  return database.kind === 'sqlite' ? 'fairday.db' : 'fairday.dump';
}

function nothingToCopy(): Error {
  return new Error('A market in memory has nothing to back up: set DATABASE_URL.');
}

/** Reads a copy; a dump can't be read, so of PostgreSQL it is the market itself. */
async function withLedger<T>(
  { database }: Config,
  copy: string,
  read: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  const ledger =
    database.kind === 'postgres'
      ? await openPostgresLedger(database.url)
      : await openSqliteLedgerOfAnySchema(copy);
  try {
    return await read(ledger);
  } finally {
    await ledger.close();
  }
}

/** The words that the market has destroyed are named beside its copies: older ones may still have them (A4). */
async function noteEmptied(config: Config, copy: string, folder: string, nowMs: number): Promise<void> {
  noteEmptiedTexts(folder, await withLedger(config, copy, (ledger) => ledger.emptiedTexts(nowMs)), nowMs);
}

/** One at a time; the claim ends with the process, however that ends. */
function claimBackups(folder: string): { close(): unknown } {
  try {
    return claimFile(join(folder, '.fairday-backup'));
  } catch (error) {
    if (!(error instanceof StoreOpenError)) throw error;
    if (error.what === FULL) throw diskFull(folder);
    if (!error.what.startsWith('Another process')) throw error;
    const howToFix = 'Wait for it to end.';
    throw new StoreOpenError({ what: 'Another backup is being made', where: folder, howToFix });
  }
}

/** A copy that turned out to be damaged may be the best there is: the newest of them stays, under a name that says so. */
function setDamagedAside(file: string, folder: string, error: unknown): StoreOpenError | null {
  const damaged = `${file}.damaged`;
  if (!(error instanceof StoreOpenError) || !existsSync(damaged)) return null;
  const where = join(folder, 'fairday.db.damaged');
  renameSync(damaged, where);
  return new StoreOpenError({ what: error.what, where, howToFix: error.howToFix });
}

function keepOf(keep: string | undefined): number {
  if (keep === undefined) return 0;
  if (!/^\d{1,4}$/.test(keep)) throw new Error('--keep wants a whole number; 0 removes nothing.');
  return Number(keep);
}

function secretPlace({ isSecretKept, dataDir }: Config): string {
  return isSecretKept ? join(dataDir, 'secret') : 'AUTH_SECRET';
}

function mib(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MiB`;
}
