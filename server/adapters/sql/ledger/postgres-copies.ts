import { spawn } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { RestoredLog } from '../../../event-log/ports/log-gaps.ts';
import { postgresLists } from '../after-sale-texts.ts';
import { gapValues, NOTE_GAP } from '../gap-texts.ts';
import { idsText } from '../personal-texts.ts';
import type { PoolConnection } from '../postgres/pool-connection.ts';
import { prepare } from '../postgres/prepare.ts';
import { emptyIn, VACUUM } from '../postgres/text-store.ts';
import { StoreOpenError } from '../store-open-error.ts';
import { numbered } from '../texts.ts';
import { connected, refuseOtherFormat } from './postgres-ledger.ts';

/** Where Debian keeps the client programs of each version. */
const DEBIAN = '/usr/lib/postgresql';
/** The database that is there on every server. */
const MAINTENANCE = 'postgres';
const TRIES = 20;
const PAUSE_MS = 100;
const NAME = /^[A-Za-z_][A-Za-z0-9_$-]{0,62}$/;

/**
 * Dumps a market's database as of now into one new file, in PostgreSQL's custom form, while servers go on writing.
 * @throws StoreOpenError if it is of another format
 */
export async function copyPostgres(url: string, into: string): Promise<void> {
  if (existsSync(into)) {
    throw new StoreOpenError({
      what: 'There is a file of that name',
      where: into,
      howToFix: 'Name a new one.',
    });
  }
  await refuseOtherFormat(url);
  const part = `${into}.part`;
  rmSync(part, { force: true });
  try {
    await run('pg_dump', ['--format=custom', '--no-owner', '--no-privileges', `--file=${part}`, url]);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  renameSync(part, into);
}

/** A copy that was brought into a database of its own, beside the market that it is to replace. */
export interface StagedCopy {
  url: string;
  /** A market has the name already. */
  isThere: boolean;
  /**
   * Gives logs their new histories, and what they may have lost to remember.
   * @param emptied people's words that were destroyed since it was made: they are in it too (A4)
   */
  renew(logs: readonly RestoredLog[], emptied: readonly string[]): Promise<void>;
  /** Takes the market's name, in one transaction. @returns the name under which the replaced market lies, or null */
  install(stamp: string): Promise<string | null>;
  discard(): Promise<void>;
}

/**
 * Brings a dump into a new database of the market's server, to be looked at before it counts.
 * @throws StoreOpenError while servers have the market's database open, or if it or the dump is of another format
 */
export async function stagePostgres(url: string, copy: string): Promise<StagedCopy> {
  const name = databaseOf(url);
  const staged = `${name}_restoring`;
  const desk = await connected(urlOf(url, MAINTENANCE), 'restore');
  const close = () => desk.close();
  let isThere: boolean;
  try {
    await patiently(() => refuseRunning(desk, name));
    const isTaken = await hasDatabase(desk, name);
    if (isTaken) await refuseOtherFormat(url);
    isThere = isTaken && (await hasMarket(url));
    await desk.query(`DROP DATABASE IF EXISTS ${quoted(staged)}`);
    await desk.query(`CREATE DATABASE ${quoted(staged)} ENCODING 'UTF8' TEMPLATE template0`);
    await run('pg_restore', [
      '--no-owner',
      '--no-privileges',
      '--exit-on-error',
      `--dbname=${urlOf(url, staged)}`,
      copy,
    ]);
    await refuseOtherFormat(urlOf(url, staged), copy);
    await prepare(urlOf(url, staged));
  } catch (error) {
    // Half a copy is of no use, and may be what filled the disk.
    await desk.query(`DROP DATABASE IF EXISTS ${quoted(staged)}`).catch(() => {});
    close();
    throw error;
  }

  return {
    url: urlOf(url, staged),
    isThere,
    async renew(logs, emptied) {
      const link = await connected(urlOf(url, staged), 'restore');
      try {
        await link.query('BEGIN');
        for (const { logId, history, gaps } of logs) {
          await link.query(RENEW, [history, logId]);
          for (const gap of gaps) {
            await link.query(numbered(NOTE_GAP), gapValues(logId, gap));
            await link.query(NOTE_LOST_KEYS, [logId, gap.history, gap.keys]);
          }
        }
        const found = await link.query<{ textId: string }>(EMPTIED, [[...emptied]]);
        const count = await emptyIn(link, found.rows, Date.now());
        await link.query('COMMIT');
        if (count > 0) await link.query(VACUUM);
      } finally {
        link.close();
      }
    },
    async install(stamp) {
      await patiently(() => refuseRunning(desk, name));
      const aside = `${name}_replaced_${stamp}`.slice(0, 63);
      const isTaken = await hasDatabase(desk, name);
      await patiently(async () => {
        await desk.query('BEGIN');
        try {
          if (isTaken) await desk.query(`ALTER DATABASE ${quoted(name)} RENAME TO ${quoted(aside)}`);
          await desk.query(`ALTER DATABASE ${quoted(staged)} RENAME TO ${quoted(name)}`);
          await desk.query('COMMIT');
        } catch (error) {
          await desk.query('ROLLBACK');
          throw error;
        }
      });
      close();
      return isTaken ? aside : null;
    },
    async discard() {
      await desk.query(`DROP DATABASE IF EXISTS ${quoted(staged)}`);
      close();
    },
  };
}

const EMPTIED = numbered(idsText(postgresLists, 'text_id'));
const NOTE_LOST_KEYS = `INSERT INTO lost_key (log_id, history, key) SELECT $1, $2, unnest($3::text[])
  ON CONFLICT (log_id, history, key) DO NOTHING`;
const RENEW = `UPDATE log_head SET history = $1, owner_node = NULL, owner_address = NULL, owner_until_ms = NULL
  WHERE log_id = $2`;
// A server that has nothing to do keeps only its connections called `fairday`.
const IS_OPEN = `SELECT 1 FROM pg_stat_activity WHERE datname = $1 AND application_name LIKE 'fairday%' LIMIT 1`;

async function refuseRunning(desk: PoolConnection, name: string): Promise<void> {
  const { count } = await desk.query(IS_OPEN, [name]);
  if (count === 0) return;
  throw new StoreOpenError({
    what: 'Servers have this market open',
    where: name,
    howToFix: 'Stop them all, then restore.',
  });
}

/** A connection that was just closed may be seen for a moment longer. */
async function patiently(act: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await act();
      return;
    } catch (error) {
      if (tries >= TRIES) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function hasDatabase(desk: PoolConnection, name: string): Promise<boolean> {
  return (await desk.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])).count > 0;
}

/** An empty database is none. */
async function hasMarket(url: string): Promise<boolean> {
  const link = await connected(url, 'restore');
  try {
    const { rows } = await link.query<{ it: string | null }>("SELECT to_regclass('log_head')::text AS it");
    return rows[0]?.it !== null;
  } finally {
    link.close();
  }
}

function databaseOf(url: string): string {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  if (NAME.test(name)) return name;
  throw new StoreOpenError({
    what: 'The database has no name that can be worked with',
    where: 'DATABASE_URL',
    howToFix: 'Name it with letters, digits and underscores.',
  });
}

function urlOf(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Runs a client program of PostgreSQL; what it complains of is the error. */
async function run(program: 'pg_dump' | 'pg_restore', args: readonly string[]): Promise<void> {
  const path = pathOf(program);
  if (!path) {
    throw new StoreOpenError({
      what: `The program ${program} is not here`,
      where: 'PATH',
      howToFix: 'Install the client programs of PostgreSQL (Debian: postgresql-client).',
    });
  }
  const child = spawn(path, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-1_000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${program} failed: ${said.trim()}`);
}

function pathOf(program: string): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PG_BIN ? [process.env.PG_BIN] : []),
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? null;
}
