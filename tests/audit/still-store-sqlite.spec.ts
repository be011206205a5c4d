import { afterAll } from 'vitest';
import { openSqliteLedger } from '../../server/adapters/sql/ledger/sqlite-ledger.ts';
import { SqliteGround } from './sqlite-ground.ts';
import { stillStoreSuite } from './still-store-suite.ts';

const ground = new SqliteGround();
afterAll(() => ground.remove());
stillStoreSuite({ open: () => ground.open(), books: async () => openSqliteLedger(ground.file) });
