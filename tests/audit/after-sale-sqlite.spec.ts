import { afterAll } from 'vitest';
import { afterSaleSuite } from './after-sale-suite.ts';
import { SqliteGround } from './sqlite-ground.ts';

const ground = new SqliteGround();
afterAll(() => ground.remove());
afterSaleSuite(ground);
