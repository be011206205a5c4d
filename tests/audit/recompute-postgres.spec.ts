import { afterAll, beforeAll, vi } from 'vitest';
import { openPostgresRecount } from '../../server/adapters/sql/ledger/postgres-recount.ts';
import { PostgresGround } from './postgres-ground.ts';
import { recomputeSuite } from './recompute-suite.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let ground: PostgresGround;
beforeAll(async () => {
  ground = await PostgresGround.start();
});
afterAll(() => ground.remove());
recomputeSuite({ open: () => ground.open(), copy: () => ground.copy() }, ({ url }) =>
  openPostgresRecount(url),
);
