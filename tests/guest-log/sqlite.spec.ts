import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';
import { openSqliteLedger } from '../../server/adapters/sql/ledger/sqlite-ledger.ts';
import { openSqliteProjections } from '../../server/adapters/sql/ledger/sqlite-projections.ts';
import { SqliteGround } from '../audit/sqlite-ground.ts';
import { guestLogSuite } from './suite.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
vi.mock('../../server/logs.ts', async (original) => {
  const { logKinds } = await original<typeof import('../../server/logs.ts')>();
  const { diaryLog } = await import('./diary.ts');
  return { logKinds: [...logKinds, diaryLog] };
});

const ground = new SqliteGround();
const AUTH_SECRET = 'a secret for tests, thirty-two characters or more';
afterAll(() => ground.remove());
guestLogSuite(() => ({
  nodes: 1,
  open: () => ground.open(),
  ledger: async () => openSqliteLedger(ground.file),
  projections: async () => openSqliteProjections(ground.file, true),
  here: () => ({ DATA_DIR: ground.folder, AUTH_SECRET }),
  elsewhere: async () => ({ DATA_DIR: mkdtempSync(join(ground.folder, 'elsewhere-')), AUTH_SECRET }),
  file: join(ground.folder, 'backup.db'),
}));
