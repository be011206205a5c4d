import { afterAll, beforeAll, vi } from 'vitest';
import { PostgresGround } from './postgres-ground.ts';
import { rebuildSuite } from './rebuild-suite.ts';
import { snapshotDigestSuite } from './snapshot-digest-suite.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let ground: PostgresGround;
beforeAll(async () => {
  ground = await PostgresGround.start();
});
afterAll(() => ground.remove());
const played = { open: () => ground.open(), copy: () => ground.copy() };
snapshotDigestSuite(played, rebuildSuite(played));
