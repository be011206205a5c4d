import { refuseOtherFormat as refuseDatabase } from '../adapters/sql/ledger/postgres-ledger.ts';
import { refuseOtherFormat as refuseFile } from '../adapters/sql/sqlite/file-mark.ts';
import { StoreOpenError } from '../adapters/sql/store-open-error.ts';
import type { Config } from '../config.ts';

/**
 * For a command that does not open the market itself. A database that does not answer, or is not there yet, is of no other
 * format as far as anybody knows.
 * @throws StoreOpenError if the market is of another format
 */
export async function refuseOtherFormat({ database }: Pick<Config, 'database'>): Promise<void> {
  if (database.kind === 'sqlite') refuseFile(database.file);
  if (database.kind !== 'postgres') return;
  try {
    await refuseDatabase(database.url);
  } catch (error) {
    if (error instanceof StoreOpenError && error.isOtherFormat) throw error;
  }
}
