import type { Ledger } from '../../../ports/ledger.ts';
import { Link } from '../postgres/link.ts';
import { openErrorOf } from '../postgres/open-errors.ts';
import { sqlState } from '../postgres/sql-errors.ts';
import { ledgerOver } from './ledger.ts';

const CONNECT_MS = 5_000;
/** Parameters: log, seq, how many. */
const JOINED_FACTS = `SELECT '[' || coalesce(string_agg(body, ',' ORDER BY seq), '') || ']' AS texts FROM (
  SELECT seq, body FROM fact WHERE stream_id = $1 AND seq > $2 ORDER BY seq LIMIT $3) AS page`;

/**
 * Reads a market's database as of now. Servers may go on writing: what they write from here on is not seen.
 * @throws StoreOpenError
 */
export async function openPostgresLedger(url: string): Promise<Ledger> {
  const link = await connected(url, 'fairday ledger');
  await link.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  return ledgerOver({
    all: async (text, values) => (await link.query(numbered(text), values)).rows,
    async joined(logId, afterSeq, limit) {
      const { rows } = await link.query<{ texts: string }>(JOINED_FACTS, [logId, afterSeq, limit]);
      return rows[0]?.texts ?? '[]';
    },
    hasTable: async (name) => (await link.query(HAS_TABLE, [name])).rows.length > 0,
    hasColumn: async (table, column) => (await link.query(HAS_COLUMN, [table, column])).rows.length > 0,
    damage: () => damageOf(link),
    close: async () => link.close(),
  });
}

/** Every row of every table, long values included. What no statement reads in a table stays unseen: its indexes. */
async function damageOf(link: Link): Promise<string | null> {
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

const HAS_TABLE = `SELECT 1 FROM pg_class
  WHERE relname = $1 AND relnamespace = current_schema()::regnamespace`;
const HAS_COLUMN = `SELECT 1 FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relname = $1 AND a.attname = $2 AND c.relnamespace = current_schema()::regnamespace`;
const TABLES = `SELECT relname AS name FROM pg_class
  WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace ORDER BY relname`;

export async function connected(url: string, name: string): Promise<Link> {
  try {
    return await Link.open({ url, name, session: {} }, performance.now() + CONNECT_MS);
  } catch (error) {
    const { host, pathname } = new URL(url);
    throw openErrorOf(error, `${host}${pathname}`);
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
