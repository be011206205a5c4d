import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import { openPostgresLedger } from '../../server/adapters/sql/ledger/postgres-ledger.ts';
import { openPostgresProjections } from '../../server/adapters/sql/ledger/postgres-projections.ts';
import { PostgresGround } from '../audit/postgres-ground.ts';
import { guestLogSuite } from './suite.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
vi.mock('../../server/logs.ts', async (original) => {
  const { logKinds } = await original<typeof import('../../server/logs.ts')>();
  const { diaryLog } = await import('./diary.ts');
  return { logKinds: [...logKinds, diaryLog] };
});

const folder = mkdtempSync(join(tmpdir(), 'fairday-diary-'));
const AUTH_SECRET = 'a secret for tests, thirty-two characters or more';
let ground: PostgresGround;
beforeAll(async () => {
  ground = await PostgresGround.start();
});
afterAll(async () => {
  await ground?.remove();
  rmSync(folder, { recursive: true, force: true });
});
const place = (url: string) => ({
  DATA_DIR: mkdtempSync(join(folder, 'data-')),
  DATABASE_URL: url,
  AUTH_SECRET,
});
guestLogSuite(() => ({
  nodes: 3,
  open: () => ground.open(),
  ledger: () => openPostgresLedger(ground.url),
  projections: () => openPostgresProjections(ground.url),
  here: () => place(ground.url),
  elsewhere: async () => place(await ground.server.database()),
  file: join(folder, 'backup.dump'),
}));
