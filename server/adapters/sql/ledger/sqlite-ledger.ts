import type { Ledger } from '../../../ports/ledger.ts';
import { isOlder, openReader } from '../sqlite/connection.ts';
import { damageOf } from '../sqlite/damage.ts';
import { statementCache } from '../sqlite/statements.ts';
import { ledgerOver } from './ledger.ts';
import { copyUp, removeCopy } from './sqlite-copies.ts';

/** Parameters: log, seq, how many. The inner order is the one in which they are joined. */
const JOINED_FACTS = `SELECT '[' || coalesce(group_concat(body, ','), '') || ']' FROM (
  SELECT body FROM fact WHERE log_id = ? AND seq > ? ORDER BY seq LIMIT ?)`;

/**
 * Reads a file whatever program wrote it: one of an older schema is copied, the copy is brought up and read in its place,
 * and removed with `close`.
 * @param aside where the copy lies meanwhile
 */
export async function openSqliteLedgerOfAnySchema(
  file: string,
  aside = `${file}.reading-${process.pid}`,
): Promise<Ledger> {
  if (!isOlder(file)) return openSqliteLedger(file);
  await copyUp(file, aside);
  try {
    const ledger = openSqliteLedger(aside);
    return {
      ...ledger,
      async close() {
        await ledger.close();
        removeCopy(aside);
      },
    };
  } catch (error) {
    removeCopy(aside);
    throw error;
  }
}

/**
 * Reads a market's file as of now, which has this program's schema. A server may have it open and write on: what it writes from here on is not seen.
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
    damage: async () => damageOf(db, 'whole'),
    async close() {
      db.exec('COMMIT');
      db.close();
    },
  });
}
