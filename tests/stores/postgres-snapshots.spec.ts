import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openPostgres } from '../../server/adapters/sql/postgres/open.ts';
import { loadState } from '../../server/event-log/replica/load.ts';
import { streamRules } from '../../server/market/market.ts';
import { writeState } from '../../server/market/snapshot.ts';
import { placeMany } from '../bench/place-many.ts';
import { inShop } from '../bench/shop.ts';
import { type Databases, someDatabases } from '../builders/postgres.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'fairday-snapshots-'));
let server: Databases;
beforeAll(async () => {
  server = await someDatabases();
});
afterAll(async () => {
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

test('[design] a snapshot is made in a thread while orders go on, and equals what the facts say', async () => {
  const url = await server.database();
  const snapshotThread = new URL('../../server/threads/snapshot-worker', import.meta.url);
  const stores = await openPostgres({ url, snapshotThread });
  const open = async () => stores;
  const { streamId, running } = await inShop({ folder, open }, async ({ app, keeper }) => {
    const stall = await keeper.open(Array(5).fill(100_000));
    const engine = (await app.engines.stream(stall.streamId))!;
    await placeMany(engine, stall, { orders: 1_000, seed: 1 });
    const making = stores.snapshots!.make(stall.streamId, 'stream');
    await placeMany(engine, stall, { orders: 1_000, seed: 2 });
    await making;
    // The second one goes on from the first.
    await stores.snapshots!.make(stall.streamId, 'stream');
    const made = await stores.store.snapshot(stall.streamId, streamRules.snapshotVersion);
    expect(made?.seq).toBe((await stores.store.head(stall.streamId))?.seq);
    await placeMany(engine, stall, { orders: 300, seed: 3 });
    return { streamId: stall.streamId, running: await engine.read((state) => writeState(state)) };
  });

  const { store, close } = await openPostgres({ url });
  const loaded = await loadState(store, streamRules, streamId);
  const replayed = await loadState({ ...store, snapshot: async () => null }, streamRules, streamId);
  expect(replayed!.tail).toBe(loaded!.head.seq);
  expect(loaded!.head.seq).toBeGreaterThan(2_300);
  expect(loaded!.tail).toBeLessThanOrEqual(300);
  expect(writeState(loaded!.state) === writeState(replayed!.state)).toBe(true);
  expect(writeState(loaded!.state) === running).toBe(true);
  await close();
});
