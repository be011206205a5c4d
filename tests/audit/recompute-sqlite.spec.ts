import { afterAll } from 'vitest';
import { openSqliteRecount } from '../../server/adapters/sql/ledger/sqlite-recount.ts';
import { recomputeSuite } from './recompute-suite.ts';
import { SqliteGround } from './sqlite-ground.ts';

const ground = new SqliteGround();
afterAll(() => ground.remove());
recomputeSuite(ground, ({ file }) => openSqliteRecount(file));
