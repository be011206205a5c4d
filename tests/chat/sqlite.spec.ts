import { existsSync, readFileSync } from 'node:fs';
import { afterAll, vi } from 'vitest';
import { openSqliteLedger } from '../../server/adapters/sql/ledger/sqlite-ledger.ts';
import { openSqliteProjections } from '../../server/adapters/sql/ledger/sqlite-projections.ts';
import { SqliteGround } from '../audit/sqlite-ground.ts';
import { chatSuite } from './suite.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const ground = new SqliteGround();
afterAll(() => ground.remove());
chatSuite(() => ({
  nodes: 1,
  open: () => ground.open(),
  ledger: async () => openSqliteLedger(ground.file),
  projections: async () => openSqliteProjections(ground.file, true),
  everything: async () =>
    [ground.file, `${ground.file}-wal`]
      .filter((file) => existsSync(file))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n'),
}));
