import { afterAll, beforeAll, vi } from 'vitest';
import { firstPaidSuite } from './first-paid-suite.ts';
import { PostgresGround } from './postgres-ground.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let ground: PostgresGround;
beforeAll(async () => {
  ground = await PostgresGround.start();
});
afterAll(() => ground.remove());
firstPaidSuite({ open: () => ground.open(), copy: () => ground.copy() });
