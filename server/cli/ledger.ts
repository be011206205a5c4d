import { openPostgresLedger } from '../adapters/sql/ledger/postgres-ledger.ts';
import { openSqliteLedgerOfAnySchema } from '../adapters/sql/ledger/sqlite-ledger.ts';
import type { Config } from '../config.ts';
import type { Ledger } from '../ports/ledger.ts';

/** The books of the market of the configuration, to be read while a server may be writing on. */
export async function openLedger(config: Config): Promise<Ledger> {
  if (config.database.kind === 'memory') {
    throw new Error('A market in memory has no books to look into: set DATABASE_URL.');
  }
  if (config.database.kind === 'postgres') return openPostgresLedger(config.database.url);
  return openSqliteLedgerOfAnySchema(config.database.file);
}

/** The logs that are meant: one by its id or a stream's name, or null for all. Throws if there is none. */
export async function logIdsOf(ledger: Ledger, which: string): Promise<string[] | null> {
  if (which === 'all') return null;
  for (const { logId } of await ledger.heads()) {
    if (logId === which) return [logId];
    const [stream] = await ledger.rows('streams', logId, null, 1);
    if (stream?.slug === which) return [logId];
  }
  throw new Error(`There is no stream ${which}: name one by its id or its address, or say all.`);
}
