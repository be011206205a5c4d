import { openSqliteAlone } from '../../../../adapters/sql/sqlite/open-alone.ts';
import type { Config } from '../../../../config.ts';
import { openStores, type Stores } from '../../../../main.ts';

/** The empty stores of a market that nobody asks anything yet: a file is written and read on the program's own thread. */
export async function openStoresAlone(config: Config): Promise<Stores> {
  const { database } = config;
  return database.kind === 'sqlite' ? openSqliteAlone({ file: database.file }) : openStores(config);
}
