import { afterAll } from 'vitest';
import { SqliteGround } from './sqlite-ground.ts';
import { verifySuite } from './verify-suite.ts';

const ground = new SqliteGround();
afterAll(() => ground.remove());
verifySuite(ground);
