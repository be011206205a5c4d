import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { formatMoney } from '../../shared/values/money.ts';
import { putFilesBack, readBackup } from '../adapters/files/dated-backups.ts';
import { stagePostgres } from '../adapters/sql/ledger/postgres-copies.ts';
import { openPostgresLedger } from '../adapters/sql/ledger/postgres-ledger.ts';
import { stageSqlite } from '../adapters/sql/ledger/sqlite-copies.ts';
import { openSqliteLedger, openSqliteLedgerOfAnySchema } from '../adapters/sql/ledger/sqlite-ledger.ts';
import { systemIds } from '../adapters/system/ids.ts';
import { findingText, lateText } from '../audit/broken.ts';
import { withGaps } from '../audit/gaps.ts';
import { type Losses, lossesOf } from '../audit/losses.ts';
import { marketIdOf } from '../audit/market-id.ts';
import { verifyMarket } from '../audit/verify.ts';
import { type Config, readConfig } from '../config.ts';
import type { RestoredLog } from '../event-log/ports/log-gaps.ts';
import type { Ledger } from '../ports/ledger.ts';
import { strangeSeals, whichIsMissing } from '../sealed-data.ts';
import { secretsOf } from '../secrets-of.ts';
import { diskFull, isDiskFull } from './disk-full.ts';
import { progressLine } from './progress.ts';

/** What a restore would do: what comes back, and what is known to be missing afterwards. */
export interface RestorePlan {
  logs: { logId: string; seq: number; history: string }[];
  /** The backup was made of another market than the one that it would replace. */
  isOtherMarket: boolean;
  /** null: there was no market before, or it can't be read any more. */
  losses: Losses | null;
  /** Why nothing is known of what is missing. */
  unknown: string | null;
  /** What is named of the backup and refuses nothing: deadlines that an older version wrote too late (T7). */
  late: string[];
  /** So many addresses are in the backup, and this secret does not open all of them; 0: it does. */
  unreadableContacts: number;
  /** Something that was here would be gone, or may be: somebody has to say yes to that. */
  takesAway: boolean;
}

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
 * Puts a backup in the market's place, with the market stopped: looks through it first, gives every log a new history so
 * that every open page starts over, and lists what the replaced market knew beyond it. Where something would be lost,
 * somebody has to type yes.
 * @param path a file that `backup` wrote, or a folder
 */
export async function restore(path: string, options: RestoreOptions): Promise<void> {
  const isQuiet = options.json === true;
  let plan: RestorePlan | null = null;
  const config = readConfig(process.env);
  const { file, putBack } = openBackup(resolve(path), config.dataDir);
  let filesBack = 0;
  const report = await restoreMarket(config, file, isQuiet, async (made) => {
    plan = made;
    if (options.dryRun) return false;
    const { unreadableContacts } = made;
    if (unreadableContacts > 0 && !options.giveUpSealedData) {
      throw new Error(`${whichIsMissing(config, unreadableContacts)} Nothing has changed.`);
    }
    const isMeant = !made.takesAway || options.yes === true || (await typedYes(made, isQuiet));
    // Before the market itself: a picture that nobody shows yet is in nobody's way.
    if (isMeant) filesBack = putBack();
    return isMeant;
  });
  if (report) {
    process.stdout.write(
      isQuiet ? `${JSON.stringify({ ...report, filesBack })}\n` : sentences(report, filesBack),
    );
    return;
  }
  if (options.dryRun && plan) {
    process.stdout.write(
      isQuiet ? `${JSON.stringify({ ok: true, dryRun: true, ...(plan as RestorePlan) })}\n` : planned(plan),
    );
    return;
  }
  throw new Error('Nothing was restored, and nothing has changed.');
}

/** The database of a backup, and how its other files are put back. */
function openBackup(path: string, dataDir: string): { file: string; putBack(): number } {
  if (!existsSync(path) || !statSync(path).isDirectory()) return { file: path, putBack: () => 0 };
  const made = readBackup(path);
  return { file: join(path, made.database), putBack: () => putFilesBack(path, made, dataDir) };
}

/** Only where somebody can read what would be lost. */
async function typedYes(plan: RestorePlan, isQuiet: boolean): Promise<boolean> {
  if (isQuiet || !process.stdin.isTTY) {
    throw new Error(
      'Something that is here would be lost. See it with --dry-run, then say --yes. Nothing has changed.',
    );
  }
  process.stdout.write(planned(plan));
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
    let made: Made;
    try {
      made = await planOf(config, backup, isQuiet, existsSync(market), () =>
        openSqliteLedgerOfAnySchema(market, `${market}.comparing`),
      );
    } finally {
      await backup.close();
    }
    const { plan, restored } = made;
    if (!(await consent(plan))) return null;
    return reportOf(plan, staged.install(stampNow(), restored));
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
    let made: Made;
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
    await staged.renew(restored);
    return reportOf(plan, await staged.install(stampNow()));
  } catch (error) {
    await staged.discard().catch(() => {});
    throw error;
  }
}

function reportOf({ takesAway: _, ...plan }: RestorePlan, replaced: string | null): RestoreReport {
  return { ok: true, ...plan, replaced };
}

interface Made {
  plan: RestorePlan;
  /** With what each log has to remember. */
  restored: RestoredLog[];
}

async function planOf(
  config: Config,
  backup: Ledger,
  isQuiet: boolean,
  isThere: boolean,
  openReplaced: () => Ledger | Promise<Ledger>,
): Promise<Made> {
  const { logs, late } = await verified(backup, isQuiet);
  const known = await knownLosses(logs, backup, isThere, openReplaced);
  const isLost = known.losses === null ? isThere && known.isMarket : known.losses.logs.length > 0;
  const { isMarket: _, restored, ...told } = known;
  const strange = strangeSeals(await backup.sealedUnder(), secretsOf(config));
  const unreadableContacts = strange.length > 0 ? await backup.addressCount() : 0;
  return { plan: { logs, late, ...told, unreadableContacts, takesAway: isLost }, restored };
}

/** A backup that is not right in itself is refused, with the first thing that is wrong. @returns its logs, each with a new history */
async function verified(backup: Ledger, isQuiet: boolean): Promise<Pick<RestorePlan, 'logs' | 'late'>> {
  const line = progressLine(isQuiet);
  line.show('looking through every page');
  const damage = await backup.damage();
  if (damage !== null) throw new Error(`This backup is not put back: its file is damaged (${damage}).`);
  const reports = await verifyMarket(backup, null, (logId, seq, headSeq) =>
    line.show(`looking through ${logId}: ${seq} of ${headSeq} facts`),
  );
  line.end();
  const broken = reports.find(({ finding }) => finding !== null)?.finding;
  if (broken) throw new Error(`This backup is not put back: ${findingText(broken)}.`);
  if (reports.length === 0) throw new Error('There is no market in this file.');
  const heads = await backup.heads();
  const logs = heads.map(({ logId, seq }) => ({ logId, seq, history: systemIds.history() }));
  return { logs, late: reports.flatMap((report) => (report.late ? [lateText(report.late)] : [])) };
}

interface Known extends Pick<RestorePlan, 'losses' | 'unknown' | 'isOtherMarket'> {
  /** False: nothing is here that could be lost. */
  isMarket: boolean;
  restored: RestoredLog[];
}

async function knownLosses(
  logs: RestorePlan['logs'],
  backup: Ledger,
  isThere: boolean,
  openReplaced: () => Ledger | Promise<Ledger>,
): Promise<Known> {
  const nowMs = Date.now();
  const restored = await withGaps(logs, backup, null, null, nowMs);
  const nothing = { losses: null, isOtherMarket: false, isMarket: false, restored };
  if (!isThere) return { ...nothing, unknown: 'there was no market here to compare with' };
  try {
    const replaced = await openReplaced();
    try {
      const [here, there] = [await marketIdOf(replaced), await marketIdOf(backup)];
      const isOtherMarket = here !== null && there !== null && here !== there;
      const losses = await lossesOf(replaced, backup);
      const told = { losses, unknown: null, isOtherMarket, isMarket: true };
      if (isOtherMarket) return { ...told, restored };
      return { ...told, restored: await withGaps(logs, backup, replaced, losses, nowMs) };
    } finally {
      await replaced.close();
    }
  } catch (error) {
    // That says nothing of the market.
    if (isDiskFull(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    return { ...nothing, isMarket: true, unknown: `the market that was replaced can not be read: ${why}` };
  }
}

function stampNow(): string {
  return new Date().toISOString().replace(/\D/g, '');
}

function sentences(report: RestoreReport, filesBack: number): string {
  const { logs, replaced } = report;
  const back = logs.length === 1 ? '1 log is' : `${logs.length} logs are`;
  const lines = [`${back} back; every open page starts over when it reconnects.`];
  if (replaced) lines.push(`What was here before lies in ${replaced}.`);
  if (filesBack > 0) lines.push(`${filesBack} pictures and indexes that were missing are back as well.`);
  return `${[...lines, ...missing(report, 'are')].join('\n')}\n`;
}

/** What would be lost, for whoever has to say yes to it. */
function planned(plan: RestorePlan): string {
  const back = plan.logs.length === 1 ? '1 log' : `${plan.logs.length} logs`;
  return `${[`The backup is whole, with ${back}.`, ...missing(plan, 'would be')].join('\n')}\n`;
}

function missing(
  { losses, unknown, isOtherMarket, unreadableContacts, late }: Omit<RestorePlan, 'takesAway'>,
  verb: 'are' | 'would be',
): string[] {
  const lines = late.map((text) => `${text}.`);
  if (isOtherMarket) lines.push('The backup is of another market than the one here.');
  if (unreadableContacts > 0)
    lines.push(`This secret does not open all of the ${unreadableContacts} addresses in the backup.`);
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
