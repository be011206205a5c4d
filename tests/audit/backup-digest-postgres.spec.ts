import { basename } from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import { backupDigestSuite } from './backup-digest-suite.ts';
import { PostgresGround } from './postgres-ground.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let ground: PostgresGround;
beforeAll(async () => {
  ground = await PostgresGround.start();
});
afterAll(() => ground.remove());

backupDigestSuite({
  database: 'fairday.dump',
  open: () => ground.open(),
  url: () => ground.url,
  // A database that is not there yet: a restore makes it.
  nowhere: (folder) => ground.server.urlOf(basename(folder)),
});
