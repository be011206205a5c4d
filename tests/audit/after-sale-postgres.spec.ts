import { afterAll, beforeAll, vi } from 'vitest';
import { afterSaleSuite } from './after-sale-suite.ts';
import { PostgresGround } from './postgres-ground.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let ground: PostgresGround;
beforeAll(async () => {
  ground = await PostgresGround.start();
});
afterAll(() => ground.remove());
afterSaleSuite({ open: () => ground.open(), copy: () => ground.copy() });
