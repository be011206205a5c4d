import type { Database as SqliteDatabase } from 'better-sqlite3';

/**
 * Asks SQLite whether its file is whole.
 * @param depth `quick` leaves out whether every index agrees with its table
 * @returns the first thing that is wrong, or null
 */
export function damageOf(db: SqliteDatabase, depth: 'quick' | 'whole'): string | null {
  try {
    const check = depth === 'quick' ? 'quick_check(1)' : 'integrity_check(1)';
    const found = String(db.pragma(check, { simple: true }));
    return found === 'ok' ? null : found.trim();
  } catch (error) {
    // A page that cannot be made sense of stops the check itself.
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!/^SQLITE_(?:CORRUPT|NOTADB)/.test(code)) throw error;
    return `${(error as Error).message} (${code})`;
  }
}
