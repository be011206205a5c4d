import { afterAll, beforeAll, vi } from 'vitest';
import { orderSumsSuite } from './order-sums-suite.ts';
import { PostgresGround } from './postgres-ground.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let ground: PostgresGround;
beforeAll(async () => {
  ground = await PostgresGround.start();
});
afterAll(() => ground.remove());
orderSumsSuite({ open: () => ground.open(), copy: () => ground.copy() });
