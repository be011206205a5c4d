import Database from 'better-sqlite3';
import { sqliteDialect } from '../../server/adapters/sql/migrations/migration.ts';
import { migrations } from '../../server/adapters/sql/migrations/migrations.ts';

/** "FAIR", as the program marks its files. */
const APPLICATION_ID = 0x46414952;

/** Writes what a market's file holds into a new one as a program of an older schema would have kept it. */
export function asOlderFile(file: string, into: string, version: number): void {
  const old = new Database(into);
  for (const { up } of migrations.slice(0, version)) for (const text of up(sqliteDialect)) old.exec(text);
  old.pragma('foreign_keys = OFF');
  old.exec(`ATTACH '${file}' AS now`);
  const tables = old
    .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table'")
    .pluck()
    .all() as string[];
  for (const table of tables) {
    const there = columnsOf(old, 'now', table);
    const both = columnsOf(old, 'main', table).filter((column) => there.includes(column));
    if (both.length === 0) continue;
    old.exec(`INSERT OR IGNORE INTO main.${table} (${both}) SELECT ${both} FROM now.${table}`);
  }
  old.exec('DETACH now');
  old.pragma(`application_id = ${APPLICATION_ID}`);
  old.pragma(`user_version = ${version}`);
  old.close();
}

function columnsOf(db: Database.Database, schema: string, table: string): string[] {
  return db.prepare('SELECT name FROM pragma_table_info(?, ?)').pluck().all(table, schema) as string[];
}
