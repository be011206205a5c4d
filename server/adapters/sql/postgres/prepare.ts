import { FORMAT } from '../../../lib/format.ts';
import { otherFormat } from '../../other-format.ts';
import { type Migration, postgresDialect } from '../migrations/migration.ts';
import { migrations } from '../migrations/migrations.ts';
import { StoreOpenError } from '../store-open-error.ts';
import { openErrorOf } from './open-errors.ts';
import { PoolConnection } from './pool-connection.ts';

/** Opening and migrating take as long as this: another process may be at it. */
const PREPARE_MS = 60_000;
/** Nobody hears about an unreachable server this late. */
const CONNECT_MS = 5_000;
const LEAST_VERSION = 130_000;
const MIGRATION_LOCK = 'SELECT pg_advisory_xact_lock(1178683730, 1)';

export interface Prepared {
  /** Which columns are text, as `table.column`. */
  textColumns: ReadonlySet<string>;
  /** What an operator should know: settings under which an acknowledged order can be lost. */
  warnings: string[];
}

/**
 * Makes a database ready: creates or migrates its tables, one process at a time, and looks at what it promises.
 * @throws StoreOpenError
 */
export async function prepare(url: string): Promise<Prepared> {
  const where = placeOf(url);
  let link: PoolConnection | null = null;
  try {
    link = await PoolConnection.open(
      { url, name: 'fairday start', session: {} },
      performance.now() + CONNECT_MS,
    );
    link.breakAt(performance.now() + PREPARE_MS);
    await refuseUnfit(link, where);
    await migrate(link, where);
    return { textColumns: await textColumns(link), warnings: await warnings(link) };
  } catch (error) {
    throw openErrorOf(error, where);
  } finally {
    link?.close();
  }
}

/** Where a database is, without who asks and by which password. */
export function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'DATABASE_URL';
  const { host, pathname } = new URL(url);
  return `${host || 'localhost'}${pathname}`;
}

async function refuseUnfit(link: PoolConnection, where: string): Promise<void> {
  const version = Number(await setting(link, 'server_version_num'));
  const encoding = await setting(link, 'server_encoding');
  if (version < LEAST_VERSION) {
    throw new StoreOpenError({
      what: `The server is PostgreSQL ${Math.floor(version / 10_000)}`,
      where,
      howToFix: 'Use PostgreSQL 13 or newer.',
    });
  }
  if (encoding !== 'UTF8') {
    throw new StoreOpenError({
      what: `The database keeps its texts as ${encoding}`,
      where,
      howToFix: 'Create one with ENCODING UTF8.',
    });
  }
  if ((await setting(link, 'transaction_read_only')) === 'on') {
    throw new StoreOpenError({
      what: 'The server is a standby, or may only be read',
      where,
      howToFix: 'Name the primary in DATABASE_URL.',
    });
  }
}

async function migrate(link: PoolConnection, where: string): Promise<void> {
  await link.query('BEGIN');
  await bringUp(link, where);
  await link.query('COMMIT');
}

/**
 * Brings a database to this program's schema, inside the transaction of a connection: it stands if that is committed.
 * @throws StoreOpenError if it is of a newer schema, or of another format
 */
export async function bringUp(
  link: PoolConnection,
  where: string,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  await link.query(MIGRATION_LOCK);
  const version = (await schemaOf(link, where)) ?? 0;
  if (version > steps.length) {
    throw new StoreOpenError({
      what: `The store has schema ${version}, and this program knows ${steps.length}`,
      where,
      howToFix: 'Start a newer program, or restore an older backup.',
    });
  }
  await link.query(
    'CREATE TABLE IF NOT EXISTS fairday_store (format INTEGER NOT NULL, schema INTEGER NOT NULL)',
  );
  for (const migration of steps.slice(version)) {
    for (const statement of migration.up(postgresDialect)) await link.query(statement);
    await link.query('INSERT INTO fairday_store (format, schema) VALUES ($1, $2)', [
      FORMAT.log,
      migration.version,
    ]);
  }
}

/**
 * The schema that a market's database has; null: no market is in it. It is only read.
 * @throws StoreOpenError if it is of another format
 */
export async function schemaOf(link: PoolConnection, where: string): Promise<number | null> {
  const mark = await markOf(link);
  const other = mark && otherFormat(mark.format);
  if (other) throw new StoreOpenError({ ...other, where });
  return mark?.schema ?? null;
}

interface Mark {
  format: number;
  schema: number;
}

async function markOf(link: PoolConnection): Promise<Mark | null> {
  const { rows: tables } = await link.query<{ name: string }>(MARKS);
  const names = tables.map(({ name }) => name);
  // A database of format 1 said its schema in a table of another name.
  if (!names.includes('fairday_store')) return names.length === 0 ? null : { format: 1, schema: 0 };
  const { rows } = await link.query<Mark>(
    'SELECT format, schema FROM fairday_store ORDER BY schema DESC LIMIT 1',
  );
  return rows[0] ?? null;
}

const MARKS = `SELECT relname AS name FROM pg_class
  WHERE relname IN ('fairday_store', 'fairday_schema') AND relkind = 'r' AND pg_table_is_visible(oid)`;

async function textColumns(link: PoolConnection): Promise<ReadonlySet<string>> {
  const { rows } = await link.query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
     WHERE table_schema = current_schema() AND data_type = 'text'`,
  );
  return new Set(rows.map(({ name }) => name));
}

async function warnings(link: PoolConnection): Promise<string[]> {
  const found: string[] = [];
  const standbys = await link.query('SELECT 1 FROM pg_stat_replication LIMIT 1');
  if (standbys.count > 0 && (await setting(link, 'synchronous_standby_names')) === '') {
    found.push(
      'PostgreSQL has a standby and synchronous_standby_names is empty: orders that were acknowledged in the last ' +
        'moments are lost if the standby has to take over. Name it there, if they must not be.',
    );
  }
  for (const name of ['fsync', 'full_page_writes']) {
    if ((await setting(link, name)) === 'off') {
      found.push(
        `PostgreSQL runs with ${name} = off: acknowledged orders can be lost when the machine stops.`,
      );
    }
  }
  return found;
}

async function setting(link: PoolConnection, name: string): Promise<string> {
  const { rows } = await link.query<{ value: string }>('SELECT current_setting($1) AS value', [name]);
  return rows[0]?.value ?? '';
}
