import { afterAll, beforeAll, vi } from 'vitest';
import { openPostgresLedger } from '../../server/adapters/sql/ledger/postgres-ledger.ts';
import { PostgresGround } from './postgres-ground.ts';
import { stillStoreSuite } from './still-store-suite.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let ground: PostgresGround;
beforeAll(async () => {
  ground = await PostgresGround.start();
});
afterAll(() => ground.remove());
stillStoreSuite({ open: () => ground.open(), books: () => openPostgresLedger(ground.url) });
