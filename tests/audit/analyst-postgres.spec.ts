import { afterAll, beforeAll, vi } from 'vitest';
import { openPostgresLedger } from '../../server/adapters/sql/ledger/postgres-ledger.ts';
import { analystSuite } from './analyst-suite.ts';
import { PostgresGround } from './postgres-ground.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let ground: PostgresGround;
beforeAll(async () => {
  ground = await PostgresGround.start();
});
afterAll(() => ground.remove());
analystSuite({
  open: () => ground.open(),
  database: () => ({ kind: 'postgres', url: ground.url }),
  ledger: () => openPostgresLedger(ground.url),
});
