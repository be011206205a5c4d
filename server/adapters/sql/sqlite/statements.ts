import type { Database as SqliteDatabase, Statement as SqliteStatement } from 'better-sqlite3';

const MAX_KEPT = 200;

/** Prepared statements by their text, so that a list of three ids is prepared once and not each time. */
export function statementCache(db: SqliteDatabase): (text: string) => SqliteStatement {
  const kept = new Map<string, SqliteStatement>();
  return (text) => {
    const known = kept.get(text);
    if (known) return known;
    if (kept.size >= MAX_KEPT) kept.clear();
    const statement = db.prepare<unknown[]>(text);
    kept.set(text, statement);
    return statement;
  };
}

/** The same function, whole or not at all. */
export function transaction<Args extends unknown[], Value>(
  db: SqliteDatabase,
  run: (...args: Args) => Value,
): (...args: Args) => Value {
  return db.transaction(run);
}
