import { setTimeout as pause } from 'node:timers/promises';
import { StoreAway } from '../../../lib/store-away.ts';
import type { Ledger } from '../../../ports/ledger.ts';
import { SCHEMA_VERSION } from '../migrations/migrations.ts';
import { openErrorOf } from '../postgres/open-errors.ts';
import { type Answer, PoolConnection } from '../postgres/pool-connection.ts';
import { bringUp, placeOf, schemaOf } from '../postgres/prepare.ts';
import { isAway, sqlState } from '../postgres/sql-errors.ts';
import { StoreOpenError } from '../store-open-error.ts';
import { ledgerOver } from './ledger.ts';

const CONNECT_MS = 5_000;
/** Parameters: log, seq, how many. */
const JOINED_FACTS = `SELECT '[' || coalesce(string_agg(body, ',' ORDER BY seq), '') || ']' AS texts FROM (
  SELECT seq, body FROM fact WHERE log_id = $1 AND seq > $2 ORDER BY seq LIMIT $3) AS page`;

/**
 * Reads a market's database as of now. Servers may go on writing: what they write from here on is not seen. One of an
 * older schema is brought up inside the transaction that reads it, and is as it was when that ends.
 * What it gives throws StoreAway once the database is gone.
 * @throws StoreOpenError, also if a database of an older schema is open: its servers would have to wait
 */
export async function openPostgresLedger(url: string): Promise<Ledger> {
  const link = await connected(url, 'fairday ledger');
  try {
    await link.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await bringOlderUp(link, url);
    await link.query('SET TRANSACTION READ ONLY');
  } catch (error) {
    link.close();
    throw error instanceof StoreOpenError ? error : awayOr(error);
  }
  return ledgerOver({
    all: async (text, values) => (await asked(link, numbered(text), values)).rows,
    async joined(logId, afterSeq, limit) {
      const { rows } = await asked<{ texts: string }>(link, JOINED_FACTS, [logId, afterSeq, limit]);
      return rows[0]?.texts ?? '[]';
    },
    damage: () => damageOf(link),
    async close() {
      // What brought an older schema up is undone first, so that the next who looks does not find this one still at it.
      await link.query('ROLLBACK').catch(() => {});
      link.close();
    },
  });
}

/** A thread of a server reads here as well, and an outage is told from a fault of the program by its kind. */
async function asked<Row>(
  link: PoolConnection,
  text: string,
  values: readonly unknown[],
): Promise<Answer<Row>> {
  try {
    return await link.query<Row>(text, values);
  } catch (error) {
    throw awayOr(error);
  }
}

/** What a statement failed with, named as an outage if it is one. */
function awayOr(error: unknown): unknown {
  return error instanceof Error && isAway(error) ? new StoreAway(error.message, { cause: error }) : error;
}

/** Every row of every table, long values included. What no statement reads in a table stays unseen: its indexes. */
async function damageOf(link: PoolConnection): Promise<string | null> {
  try {
    const { rows } = await link.query<{ name: string }>(TABLES);
    for (const { name } of rows) {
      await link.query(`SELECT sum(length(t::text)) FROM "${name.replaceAll('"', '""')}" AS t`);
    }
    return null;
  } catch (error) {
    // Class XX is what PostgreSQL finds wrong with its own files.
    if (!sqlState(error).startsWith('XX')) throw error;
    return (error as Error).message;
  }
}

/** How long others may take to leave a database that is brought up, and between two looks at them, in ms. */
const LEAVING_MS = 2_000;
const LOOK_MS = 100;

async function bringOlderUp(link: PoolConnection, url: string): Promise<void> {
  const where = placeOf(url);
  const schema = await schemaOf(link, where);
  // No market: what is read next says so.
  if (schema === null || schema >= SCHEMA_VERSION) return;
  // A connection that was just closed is counted until its process at the server has ended.
  for (let lookedMs = 0; (await link.query(OTHERS)).count > 0; lookedMs += LOOK_MS) {
    if (lookedMs < LEAVING_MS) {
      await pause(LOOK_MS);
      // A transaction goes on seeing those whom it saw first.
      await link.query('SELECT pg_stat_clear_snapshot()');
      continue;
    }
    const what = 'Servers of an older program have this market open';
    throw new StoreOpenError({ what, where, howToFix: 'Stop them all, or look with their program.' });
  }
  await bringUp(link, where);
}

/**
 * Refuses a database of another format, which is only read.
 * @param where what to name in its place
 * @throws StoreOpenError, also if nobody answers
 */
export async function refuseOtherFormat(url: string, where = placeOf(url)): Promise<void> {
  const link = await connected(url, 'fairday format');
  try {
    await schemaOf(link, where);
  } catch (error) {
    throw openErrorOf(error, where);
  } finally {
    link.close();
  }
}

/** True if a database is of an older schema: what this program reads in it may lack. @throws StoreOpenError */
export async function isOlderDatabase(url: string): Promise<boolean> {
  const link = await connected(url, 'fairday schema');
  try {
    const schema = await schemaOf(link, placeOf(url));
    return schema !== null && schema < SCHEMA_VERSION;
  } catch (error) {
    throw openErrorOf(error, placeOf(url));
  } finally {
    link.close();
  }
}

const OTHERS = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
  AND application_name LIKE 'fairday%' AND pid <> pg_backend_pid() LIMIT 1`;
const TABLES = `SELECT relname AS name FROM pg_class
  WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace ORDER BY relname`;

export async function connected(url: string, name: string): Promise<PoolConnection> {
  try {
    return await PoolConnection.open({ url, name, session: {} }, performance.now() + CONNECT_MS);
  } catch (error) {
    throw openErrorOf(error, placeOf(url));
  }
}

const texts = new Map<string, string>();
const MAX_TEXTS = 500;

/** A text with `$1, $2 …` where it has `?`. */
export function numbered(text: string): string {
  const known = texts.get(text);
  if (known !== undefined) return known;
  let count = 0;
  const made = text.replace(/\?/g, () => {
    count += 1;
    return `$${count}`;
  });
  if (texts.size < MAX_TEXTS) texts.set(text, made);
  return made;
}
