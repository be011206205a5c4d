import { join } from 'node:path';
import { afterAll } from 'vitest';
import { copySqlite } from '../../server/adapters/sql/ledger/sqlite-copies.ts';
import { openSqliteLedger } from '../../server/adapters/sql/ledger/sqlite-ledger.ts';
import { restoreMarket } from '../../server/cli/restore.ts';
import { readConfig } from '../../server/config.ts';
import { clockAheadSuite } from './clock-ahead-suite.ts';
import { SqliteGround } from './sqlite-ground.ts';

const ground = new SqliteGround();
afterAll(() => ground.remove());
clockAheadSuite({
  open: () => ground.open(),
  books: async () => openSqliteLedger(ground.file),
  async backsUpAndRestores() {
    const backup = join(ground.folder, 'backup.db');
    await copySqlite(ground.file, backup);
    const config = readConfig({
      NODE_ENV: 'test',
      DATA_DIR: ground.folder,
      DATABASE_URL: `sqlite:${ground.file}`,
      AUTH_SECRET: 'a secret for tests, thirty-two characters or more',
    });
    const report = await restoreMarket(config, backup, true, async () => true);
    return report?.logs.length ?? 0;
  },
});
