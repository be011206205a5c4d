import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { formatMoney } from '../../shared/values/money.ts';
import { emptiedTextsIn } from '../adapters/files/emptied-texts.ts';
import { type Checked, readBackup, type WholeBackup } from '../adapters/files/whole-backup.ts';
import { stagePostgres } from '../adapters/sql/ledger/postgres-copies.ts';
import { openPostgresLedger } from '../adapters/sql/ledger/postgres-ledger.ts';
import { stageSqlite } from '../adapters/sql/ledger/sqlite-copies.ts';
import { openSqliteLedger, openSqliteLedgerOfAnySchema } from '../adapters/sql/ledger/sqlite-ledger.ts';
import { type Config, makeDataDir, readConfig } from '../config.ts';
import { fingerprintText, type SealedLook, whyNotOpened } from '../startup/sealed-data.ts';
import { diskFull, isDiskFull } from './disk-full.ts';
import { progressLine } from './progress.ts';
import { removeIfEmpty } from './remove-if-empty.ts';
import { type Planned, planOf, type RestorePlan } from './restore-plan.ts';

/** What a restore did; `replaced` is where the market lies that was here before. */
export interface RestoreReport extends Omit<RestorePlan, 'takesAway'> {
  ok: true;
  replaced: string | null;
}

/** Asked before anything is replaced. @returns false: everything stays as it is */
export type Consent = (plan: RestorePlan) => Promise<boolean>;

interface RestoreOptions {
  json?: boolean;
  /** Say what would be lost, and do nothing. */
  dryRun?: boolean;
  /** Whatever is lost, it is wanted. */
  yes?: boolean;
  /** So are addresses that this secret does not open. */
  giveUpSealedData?: boolean;
}

/**
 * Puts a backup in the market's place, with the market stopped: sees that it is as it was made, looks through it, gives every
 * log a new history so that every open page starts over, and lists what the replaced market knew beyond it. Where something
 * would be lost, somebody has to type yes. Where it is refused, everything is as it was, an empty folder too.
 * @param path a file that `backup` wrote, or a folder
 * @throws BackupRefused if it is not as it was made
 */
export async function restore(path: string, options: RestoreOptions): Promise<void> {
  const isQuiet = options.json === true;
  const config = readConfig(process.env, 'serve', { keepsSecret: false });
  const backup = readWhole(resolve(path), isQuiet);
  const report = await inItsFolders(config, () => restoreBackup(config, backup, options, isQuiet));
  process.stdout.write(isQuiet ? `${JSON.stringify(report)}\n` : textOf(report));
}

type Done = (RestoreReport & { filesBack: number; checked: Checked }) | DryRun;
type DryRun = RestorePlan & { ok: true; dryRun: true; checked: Checked };

async function restoreBackup(
  config: Config,
  { file, checked, putFilesBack }: WholeBackup,
  options: RestoreOptions,
  isQuiet: boolean,
): Promise<Done> {
  let plan: RestorePlan | null = null;
  let filesBack = 0;
  const report = await restoreMarket(config, file, isQuiet, async (made) => {
    plan = made;
    if (options.dryRun) return false;
    const why = whyNotOpened(config, made);
    if (why !== null && !options.giveUpSealedData) throw new Error(`${why} Nothing has changed.`);
    const isMeant = !made.takesAway || options.yes === true || (await typedYes(made, checked, isQuiet));
    // Before the market itself: a picture that nobody shows yet is in nobody's way.
    if (isMeant) filesBack = putFilesBack(config.dataDir);
    return isMeant;
  });
  if (report) return { ...report, filesBack, checked };
  if (options.dryRun && plan) return { ok: true, dryRun: true, ...(plan as RestorePlan), checked };
  throw new Error('Nothing was restored, and nothing has changed.');
}

/** Sees that a backup is as it was made, before anything is written. */
function readWhole(path: string, isQuiet: boolean): WholeBackup {
  if (!existsSync(path)) throw new Error(`There is no file ${path}.`);
  const line = progressLine(isQuiet);
  try {
    return readBackup(path, (name, bytes, ofBytes) =>
      line.show(`comparing ${name} with its digest: ${Math.floor((100 * bytes) / Math.max(1, ofBytes))} %`),
    );
  } finally {
    line.end();
  }
}

/** Makes the folders that a market needs; one in which nothing came to be is removed again. */
async function inItsFolders<T>({ database, dataDir }: Config, work: () => Promise<T>): Promise<T> {
  const folders = database.kind === 'sqlite' ? [dataDir, dirname(database.file)] : [];
  const made = folders.filter((folder) => !existsSync(folder));
  try {
    if (database.kind === 'sqlite') makeDataDir(dataDir);
    return await work();
  } finally {
    for (const folder of made) removeIfEmpty(folder);
  }
}

/** Only where somebody can read what would be lost. */
async function typedYes(plan: RestorePlan, checked: Checked, isQuiet: boolean): Promise<boolean> {
  if (isQuiet || !process.stdin.isTTY) {
    throw new Error(
      'Something that is here would be lost. See it with --dry-run, then say --yes. Nothing has changed.',
    );
  }
  process.stdout.write(planned(plan, checked));
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  // Who ends the line without an answer has not said yes, and what was copied is to be removed.
  const noAnswer = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  const typed = await Promise.race([lines.question('Type yes to put the backup in its place: '), noAnswer]);
  lines.close();
  return typed.trim().toLowerCase() === 'yes';
}

/**
 * @returns null: nobody consented
 * @throws and leaves the market as it is, if the backup is not whole or a server has the market open
 */
export async function restoreMarket(
  config: Config,
  file: string,
  isQuiet: boolean,
  consent: Consent,
): Promise<RestoreReport | null> {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  const { database } = config;
  if (database.kind === 'memory')
    throw new Error('A market in memory can not be restored: set DATABASE_URL.');
  try {
    return database.kind === 'sqlite'
      ? await restoreSqlite(config, database.file, file, isQuiet, consent)
      : await restorePostgres(config, database.url, file, isQuiet, consent);
  } catch (error) {
    const where = database.kind === 'sqlite' ? database.file : 'the database server';
    throw isDiskFull(error) ? diskFull(where) : error;
  }
}

async function restoreSqlite(
  config: Config,
  market: string,
  file: string,
  isQuiet: boolean,
  consent: Consent,
): Promise<RestoreReport | null> {
  if (resolve(market) === file) throw new Error('The backup is the market itself.');
  const staged = await stageSqlite(market, file);
  try {
    const backup = openSqliteLedger(staged.file);
    let made: Planned;
    try {
      made = await planOf(config, backup, isQuiet, existsSync(market), () =>
        openSqliteLedgerOfAnySchema(market, `${market}.comparing`),
      );
    } finally {
      await backup.close();
    }
    const { plan, restored } = made;
    if (!(await consent(plan))) return null;
    return reportOf(plan, staged.install(stampNow(), restored, emptiedSince(made, file)));
  } finally {
    staged.discard();
  }
}

async function restorePostgres(
  config: Config,
  url: string,
  file: string,
  isQuiet: boolean,
  consent: Consent,
): Promise<RestoreReport | null> {
  const staged = await stagePostgres(url, file);
  try {
    const backup = await openPostgresLedger(staged.url);
    let made: Planned;
    try {
      made = await planOf(config, backup, isQuiet, staged.isThere, () => openPostgresLedger(url));
    } finally {
      await backup.close();
    }
    const { plan, restored } = made;
    if (!(await consent(plan))) {
      await staged.discard();
      return null;
    }
    await staged.renew(restored, emptiedSince(made, file));
    return reportOf(plan, await staged.install(stampNow()));
  } catch (error) {
    await staged.discard().catch(() => {});
    throw error;
  }
}

/** What was destroyed since a backup was made: by the market here, and by the list beside the backups (A4). */
function emptiedSince({ emptied }: Planned, file: string): string[] {
  // A database lies in a folder of backups, or in one of such a folder.
  const folders = [dirname(file), dirname(dirname(file))];
  const noted = folders.flatMap((folder) => emptiedTextsIn(folder)).map(({ textId }) => textId);
  return [...new Set([...emptied, ...noted])];
}

function reportOf({ takesAway: _, ...plan }: RestorePlan, replaced: string | null): RestoreReport {
  return { ok: true, ...plan, replaced };
}

function stampNow(): string {
  return new Date().toISOString().replace(/\D/g, '');
}

function textOf(done: Done): string {
  return 'dryRun' in done ? planned(done, done.checked) : sentences(done);
}

function sentences(report: Exclude<Done, DryRun>): string {
  const { logs, replaced, filesBack, checked } = report;
  const back = logs.length === 1 ? '1 log is' : `${logs.length} logs are`;
  const lines = [`${back} back; every open page starts over when it reconnects.`];
  if (replaced) lines.push(`What was here before lies in ${replaced}.`);
  if (filesBack > 0) lines.push(`${filesBack} pictures and indexes that were missing are back as well.`);
  return `${[...lines, ...missing(report, checked, 'are')].join('\n')}\n`;
}

/** What would be lost, for whoever has to say yes to it. */
function planned(plan: RestorePlan, checked: Checked): string {
  const back = plan.logs.length === 1 ? '1 log' : `${plan.logs.length} logs`;
  return `${[`The backup is whole, with ${back}.`, ...missing(plan, checked, 'would be')].join('\n')}\n`;
}

/** How sure it is that the backup is as it was made. */
const CHECKED: Readonly<Record<Checked, string>> = {
  digests: 'Every file is as it was written, by its digest.',
  sizes: 'The backup was made before digests, sizes checked.',
  nothing:
    'No digest lies beside this file: it was made before digests, or the .sha256 was left behind. The database’s own checks were made.',
};

function openedText({ sealedContacts, unreadableContacts, missingSecrets }: SealedLook): string {
  const open = `Sealed addresses that open here: ${sealedContacts - unreadableContacts} of ${sealedContacts}.`;
  if (missingSecrets.length > 0) return `${open} A secret is missing (${fingerprintText(missingSecrets)}).`;
  return unreadableContacts > 0 ? `${open} No secret is missing: the others are damaged.` : open;
}

function missing(
  { losses, unknown, isOtherMarket, late, ...sealed }: Omit<RestorePlan, 'takesAway'>,
  checked: Checked,
  verb: 'are' | 'would be',
): string[] {
  const lines = late.map((text) => `${text}.`);
  if (isOtherMarket) lines.push('The backup is of another market than the one here.');
  lines.push(CHECKED[checked]);
  if (sealed.sealedContacts > 0) lines.push(openedText(sealed));
  if (unknown) lines.push(`What came after the backup is not known: ${unknown}.`);
  if (losses?.logs.length === 0) lines.push('Nothing is missing: the backup holds all that was here.');
  for (const log of losses?.logs ?? []) {
    const money = (minor: number) => formatMoney(minor, log.currency ?? 'CNY', 'en');
    lines.push(
      `${log.title ?? log.logId}: facts after ${log.commonSeq} ${verb} missing (${log.factsLost}): ` +
        `${log.ordersLost} orders of ${money(log.ordersLostMinor)}, ${log.paymentsLost} payments of ${money(log.paymentsLostMinor)}.`,
    );
    for (const { kind, reference, amountMinor, atMs } of (losses?.named ?? []).filter(
      ({ streamId }) => streamId === log.logId,
    )) {
      lines.push(`  ${new Date(atMs).toISOString()} ${kind} ${reference}: ${money(amountMinor)}`);
    }
  }
  return lines;
}
