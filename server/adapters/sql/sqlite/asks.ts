import type { Database as SqliteDatabase } from 'better-sqlite3';
import type { SqlValue } from '../schema.ts';
import { statementCache } from './statements.ts';

/** A thread that answers texts of the program's own with their values beside them. */
export function answersAsks(db: SqliteDatabase) {
  const prepared = statementCache(db);
  return { ask: (text: string, values: readonly SqlValue[]): unknown[] => prepared(text).all(...values) };
}
