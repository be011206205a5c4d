import { afterAll } from 'vitest';
import { firstPaidSuite } from './first-paid-suite.ts';
import { SqliteGround } from './sqlite-ground.ts';

const ground = new SqliteGround();
afterAll(() => ground.remove());
firstPaidSuite(ground);
