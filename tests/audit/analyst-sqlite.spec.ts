import { afterAll } from 'vitest';
import { openSqliteLedger } from '../../server/adapters/sql/ledger/sqlite-ledger.ts';
import { analystSuite } from './analyst-suite.ts';
import { SqliteGround } from './sqlite-ground.ts';

const ground = new SqliteGround();
afterAll(() => ground.remove());
analystSuite({
  open: () => ground.open(),
  database: () => ({ kind: 'sqlite', file: ground.file }),
  ledger: () => openSqliteLedger(ground.file),
});
