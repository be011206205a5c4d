import pg from 'pg';
import { postgresDialect } from '../../server/adapters/sql/migrations/migration.ts';
import { migrations } from '../../server/adapters/sql/migrations/migrations.ts';

/** Makes a market's database one as a program of an older schema would have kept it. Nobody else has it open. */
export async function asOlderDatabase(url: string, version: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("SET session_replication_role = 'replica'");
  await client.query('ALTER SCHEMA public RENAME TO now');
  await client.query('CREATE SCHEMA public');
  for (const { up } of migrations.slice(0, version))
    for (const text of up(postgresDialect)) await client.query(text);
  const { rows } = await client.query<{ name: string; columns: string }>(BOTH);
  for (const { name, columns } of rows) {
    await client.query(
      `INSERT INTO public.${name} (${columns}) SELECT ${columns} FROM now.${name} ON CONFLICT DO NOTHING`,
    );
  }
  await client.query('CREATE TABLE fairday_schema (version INTEGER NOT NULL)');
  await client.query('INSERT INTO fairday_schema (version) VALUES ($1)', [version]);
  await client.query('DROP SCHEMA now CASCADE');
  await client.end();
}

/** The schema that a database says it has. */
export async function schemaOf(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ version: number }>(
    'SELECT max(version) AS version FROM fairday_schema',
  );
  await client.end();
  return rows[0]!.version;
}

/** What every table has in both schemas. */
const BOTH = `SELECT old.table_name AS name, string_agg(old.column_name, ', ') AS columns
  FROM information_schema.columns old
  JOIN information_schema.columns now USING (table_name, column_name)
  WHERE old.table_schema = 'public' AND now.table_schema = 'now' GROUP BY old.table_name`;
