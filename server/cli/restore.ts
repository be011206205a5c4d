import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { formatMoney } from '../../shared/values/money.ts';
import { stagePostgres } from '../adapters/sql/ledger/postgres-copies.ts';
import { openPostgresLedger } from '../adapters/sql/ledger/postgres-ledger.ts';
import { replaceSqlite } from '../adapters/sql/ledger/sqlite-copies.ts';
import { openSqliteLedger } from '../adapters/sql/ledger/sqlite-ledger.ts';
import { claimFile } from '../adapters/sql/sqlite/connection.ts';
import { systemIds } from '../adapters/system/ids.ts';
import { findingText } from '../audit/broken.ts';
import { type Losses, lossesOf } from '../audit/losses.ts';
import { verifyMarket } from '../audit/verify.ts';
import { type Config, readConfig } from '../config.ts';
import type { Ledger } from '../ports/ledger.ts';
import { progressLine } from './progress.ts';

/** What a restore did: what came back, what is known to be missing, and where the replaced market lies. */
export interface RestoreReport {
  ok: true;
  logs: { logId: string; seq: number; history: string }[];
  /** null: there was a market before, and it can't be read any more. */
  losses: Losses | null;
  /** Why nothing is known of what is missing. */
  unknown: string | null;
  replaced: string | null;
}

/**
 * Puts a backup in the market's place, with the market stopped: looks through it first, gives every log a new history so
 * that every open page starts over, and lists what the replaced market knew beyond it.
 */
export async function restore(file: string, options: { json?: boolean }): Promise<void> {
  const report = await restoreMarket(readConfig(process.env), resolve(file), options.json === true);
  process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : sentences(report));
}

/** Throws, and leaves the market as it is, if the backup is not whole or a server has the market open. */
export async function restoreMarket(config: Config, file: string, isQuiet: boolean): Promise<RestoreReport> {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  const { database } = config;
  if (database.kind === 'memory')
    throw new Error('A market in memory can not be restored: set DATABASE_URL.');
  return database.kind === 'sqlite'
    ? restoreSqlite(database.file, file, isQuiet)
    : restorePostgres(database.url, file, isQuiet);
}

async function restoreSqlite(market: string, file: string, isQuiet: boolean): Promise<RestoreReport> {
  if (resolve(market) === file) throw new Error('The backup is the market itself.');
  // Found out before anything is read, which may take minutes.
  claimFile(market).close();
  const backup = openSqliteLedger(file);
  let logs: RestoreReport['logs'];
  let known: Known;
  try {
    logs = await verified(backup, isQuiet);
    known = await knownLosses(backup, existsSync(market), () => openSqliteLedger(market));
  } finally {
    await backup.close();
  }
  const replaced = await replaceSqlite(market, file, stampNow(), (db) => {
    const renew = db.prepare(
      `UPDATE stream_head SET history = ?, owner_node = NULL, owner_address = NULL, owner_until_ms = NULL
       WHERE stream_id = ?`,
    );
    db.transaction(() => {
      for (const { logId, history } of logs) renew.run(history, logId);
    })();
  });
  return { ok: true, logs, ...known, replaced };
}

async function restorePostgres(url: string, file: string, isQuiet: boolean): Promise<RestoreReport> {
  const staged = await stagePostgres(url, file);
  try {
    const backup = await openPostgresLedger(staged.url);
    let logs: RestoreReport['logs'];
    let known: Known;
    try {
      logs = await verified(backup, isQuiet);
      known = await knownLosses(backup, true, () => openPostgresLedger(url));
    } finally {
      await backup.close();
    }
    await staged.renew(logs);
    const replaced = await staged.install(stampNow());
    return { ok: true, logs, ...known, replaced };
  } catch (error) {
    await staged.discard().catch(() => {});
    throw error;
  }
}

/** A backup that is not right in itself is refused, with the first thing that is wrong. @returns its logs, each with a new history */
async function verified(backup: Ledger, isQuiet: boolean): Promise<RestoreReport['logs']> {
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
  return heads.map(({ logId, seq }) => ({ logId, seq, history: systemIds.history() }));
}

type Known = Pick<RestoreReport, 'losses' | 'unknown'>;

async function knownLosses(
  backup: Ledger,
  isThere: boolean,
  openReplaced: () => Ledger | Promise<Ledger>,
): Promise<Known> {
  if (!isThere) return { losses: null, unknown: 'there was no market here to compare with' };
  try {
    const replaced = await openReplaced();
    try {
      return { losses: await lossesOf(replaced, backup), unknown: null };
    } finally {
      await replaced.close();
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { losses: null, unknown: `the market that was replaced can not be read: ${why}` };
  }
}

function stampNow(): string {
  return new Date().toISOString().replace(/\D/g, '').slice(0, 14);
}

function sentences({ logs, losses, unknown, replaced }: RestoreReport): string {
  const back = logs.length === 1 ? '1 log is' : `${logs.length} logs are`;
  const lines = [`${back} back; every open page starts over when it reconnects.`];
  if (replaced) lines.push(`What was here before lies in ${replaced}.`);
  if (unknown) lines.push(`What came after the backup is not known: ${unknown}.`);
  if (losses?.logs.length === 0) lines.push('Nothing is missing: the backup holds all that was here.');
  for (const log of losses?.logs ?? []) {
    const money = (minor: number) => formatMoney(minor, log.currency ?? 'CNY', 'en');
    lines.push(
      `${log.title ?? log.logId}: facts after ${log.commonSeq} are missing (${log.factsLost}): ` +
        `${log.ordersLost} orders of ${money(log.ordersLostMinor)}, ${log.paymentsLost} payments of ${money(log.paymentsLostMinor)}.`,
    );
    for (const { kind, number, amountMinor, atMs } of (losses?.named ?? []).filter(
      ({ streamId }) => streamId === log.logId,
    )) {
      lines.push(`  ${new Date(atMs).toISOString()} ${kind} ${number}: ${money(amountMinor)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
