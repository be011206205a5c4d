import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import { copyPostgres } from '../../server/adapters/sql/ledger/postgres-copies.ts';
import { openPostgresLedger } from '../../server/adapters/sql/ledger/postgres-ledger.ts';
import { restoreMarket } from '../../server/cli/restore.ts';
import { readConfig } from '../../server/config.ts';
import { clockAheadSuite } from './clock-ahead-suite.ts';
import { PostgresGround } from './postgres-ground.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let ground: PostgresGround;
let folder: string;
beforeAll(async () => {
  ground = await PostgresGround.start();
  folder = mkdtempSync(join(tmpdir(), 'fairday-dump-'));
});
afterAll(async () => {
  await ground.remove();
  rmSync(folder, { recursive: true, force: true });
});
clockAheadSuite({
  open: () => ground.open(),
  books: () => openPostgresLedger(ground.url),
  async backsUpAndRestores() {
    const dump = join(folder, 'market.dump');
    await copyPostgres(ground.url, dump);
    const config = readConfig({
      NODE_ENV: 'test',
      DATABASE_URL: ground.url,
      AUTH_SECRET: 'a secret for tests, thirty-two characters or more',
    });
    const report = await restoreMarket(config, dump, true, async () => true);
    return report?.logs.length ?? 0;
  },
});
