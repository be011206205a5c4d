import type { Ledger } from '../../../ports/ledger.ts';
import { openReader } from '../sqlite/connection.ts';
import { statementCache } from '../sqlite/statements.ts';
import { ledgerOver } from './ledger.ts';

/**
 * Reads a market's file as of now. A server may have it open and write on: what it writes from here on is not seen.
 * @throws StoreOpenError if there is no such file, or it is no market
 */
export function openSqliteLedger(file: string): Ledger {
  const db = openReader(file);
  const prepared = statementCache(db);
  db.exec('BEGIN');
  return ledgerOver({
    all: async (text, values) => prepared(text).all(...values),
    async close() {
      db.exec('COMMIT');
      db.close();
    },
  });
}
