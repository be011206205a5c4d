import type { Ledger } from '../../../ports/ledger.ts';
import { openReader } from '../sqlite/connection.ts';
import { damageOf } from '../sqlite/damage.ts';
import { statementCache } from '../sqlite/statements.ts';
import { ledgerOver } from './ledger.ts';

/** Parameters: log, seq, how many. The inner order is the one in which they are joined. */
const JOINED_FACTS = `SELECT '[' || coalesce(group_concat(body, ','), '') || ']' FROM (
  SELECT body FROM fact WHERE stream_id = ? AND seq > ? ORDER BY seq LIMIT ?)`;

/**
 * Reads a market's file as of now. A server may have it open and write on: what it writes from here on is not seen.
 * @throws StoreOpenError if there is no such file, or it is no market
 */
export function openSqliteLedger(file: string): Ledger {
  const db = openReader(file);
  const prepared = statementCache(db);
  db.exec('BEGIN');
  const joined = db.prepare(JOINED_FACTS).pluck();
  return ledgerOver({
    all: async (text, values) => prepared(text).all(...values),
    joined: async (logId, afterSeq, limit) => joined.get(logId, afterSeq, limit) as string,
    hasTable: async (name) => prepared('SELECT 1 FROM sqlite_master WHERE name = ?').get(name) !== undefined,
    hasColumn: async (table, column) =>
      prepared('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, column) !== undefined,
    damage: async () => damageOf(db, 'whole'),
    async close() {
      db.exec('COMMIT');
      db.close();
    },
  });
}
