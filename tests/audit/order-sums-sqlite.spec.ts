import { afterAll } from 'vitest';
import { orderSumsSuite } from './order-sums-suite.ts';
import { SqliteGround } from './sqlite-ground.ts';

const ground = new SqliteGround();
afterAll(() => ground.remove());
orderSumsSuite(ground);
