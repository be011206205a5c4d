import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import { systemClock } from '../../server/adapters/system/clock.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { buildApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import type { DecidedBatch } from '../../server/event-log/commit/decide-batch.ts';
import { LogTime } from '../../server/event-log/log-time.ts';
import { loadState } from '../../server/event-log/replica/load.ts';
import { Replica } from '../../server/event-log/replica/replica.ts';
import { SnapshotQueue } from '../../server/event-log/replica/snapshot-queue.ts';
import { createLog } from '../../server/gateway/logging/log.ts';
import { snapshotVersion } from '../../server/lib/format.ts';
import { logKinds } from '../../server/logs.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import { emptyStream, streamRules } from '../../server/market/market.ts';
import { writeState } from '../../server/market/snapshot.ts';
import type { StreamState } from '../../server/market/state.ts';
import { snapshotOf } from '../../server/threads/snapshots/make-snapshot.ts';
import { environmentOf } from '../bench/folder.ts';
import { placeMany } from '../bench/place-many.ts';
import { stallKeeper } from '../bench/stall.ts';
import { codeOf, countingIds, STREAM, Stall } from '../builders/engine-stall.ts';
import { gate, turns } from '../builders/engine-store.ts';

// The thread that makes snapshots runs when nobody else wants the core: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 240_000 });

const folder = mkdtempSync(join(tmpdir(), 'fairday-snapshots-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const snapshotThread = new URL('../../server/threads/snapshot-worker', import.meta.url);

test('[design] a log that grows gets a snapshot by the way; after a kill only the tail is read', async () => {
  const file = join(folder, 'market.db');
  const stores = await openSqlite({ file, sync: 'normal', snapshotThread });
  const config = readConfig(environmentOf(folder));
  const world = { config, ...stores, clock: systemClock(), ids: systemIds, log: createLog('silent') };
  const app = await buildApp(world);
  const stall = await stallKeeper(app).open(Array(5).fill(100_000));
  const engine = (await app.engines.stream(stall.streamId))!;
  await placeMany(engine, stall, { orders: 20_300, seed: 1 });
  await vi.waitUntil(() => stores.store.snapshot(stall.streamId, streamRules.snapshotVersion), {
    timeout: 180_000,
    interval: 100,
  });

  // The file as a killed process leaves it: nothing was closed.
  const killed = join(folder, 'killed.db');
  for (const end of ['', '-wal']) if (existsSync(file + end)) copyFileSync(file + end, killed + end);
  const running = await engine.read((state) => writeState(state));
  await app.close();
  await stores.close();

  const { store, close } = await openSqlite({ file: killed });
  const loaded = await loadState(store, streamRules, stall.streamId);
  const replayed = await loadState({ ...store, snapshot: async () => null }, streamRules, stall.streamId);
  expect(loaded!.head.seq).toBeGreaterThan(20_300);
  expect(replayed!.tail).toBe(loaded!.head.seq);
  expect(loaded!.tail).toBeLessThan(5_000);
  expect(writeState(loaded!.state) === writeState(replayed!.state)).toBe(true);
  expect(writeState(loaded!.state) === running).toBe(true);
  await close();
});

test('snapshots are made one at a time, each log once, and one that fails stops nothing', async () => {
  const asked: string[] = [];
  const faults: string[] = [];
  const { open, opened } = gate();
  const queue = new SnapshotQueue(
    {
      async make(logId) {
        asked.push(logId);
        await opened;
        if (logId === 'b') throw new Error('no room');
        return logId === 'c' ? 'The snapshot of c was passed over.' : null;
      },
    },
    (error, context) => faults.push(`${context}: ${error}`),
  );
  for (const logId of ['a', 'b', 'c', 'b']) queue.want(logId, 'stream');
  await turns();
  expect(asked).toEqual(['a']);
  open();
  await turns();
  expect(asked).toEqual(['a', 'b', 'c']);
  expect(faults).toEqual([
    'snapshot: Error: no room',
    'snapshot: DamagedSnapshot: The snapshot of c was passed over.',
  ]);
  queue.close();
  queue.want('d', 'stream');
  await turns();
  expect(asked).toEqual(['a', 'b', 'c']);
});

test('[design] of a snapshot that was torn nothing is believed: the facts are read, and somebody hears of it', async () => {
  const stall = await Stall.open();
  expect(codeOf(await stall.send(stall.add(0)))).toBe('accepted');
  const { store } = stall;
  const whole = (await loadState(store, streamRules, STREAM))!;
  const text = writeState(whole.state);
  const faults: string[] = [];
  for (const state of [text.slice(0, -1), text.slice(0, text.length / 2), '']) {
    await store.saveSnapshot(STREAM, { version: streamRules.snapshotVersion, seq: whole.head.seq, state });
    const loaded = (await loadState(store, streamRules, STREAM, (_error, context) => faults.push(context)))!;
    expect(loaded.tail).toBe(whole.head.seq);
    expect(writeState(loaded.state)).toBe(text);
  }
  expect(faults).toEqual(['snapshot', 'snapshot', 'snapshot']);
});

test('[C46] a snapshot that its store calls damaged is not believed, although it can be read', async () => {
  const stall = await Stall.open();
  const { store } = stall;
  const whole = (await loadState(store, streamRules, STREAM))!;
  const state = writeState({ ...whole.state, title: 'Another day' });
  const { seq } = whole.head;
  const altered = { version: streamRules.snapshotVersion, seq, state, isDamaged: true as const };
  const faults: string[] = [];
  const reads = { ...store, snapshot: async () => altered };
  const loaded = (await loadState(reads, streamRules, STREAM, ({ message }) => faults.push(message)))!;
  expect(writeState(loaded.state)).toBe(writeState(whole.state));
  expect(faults).toEqual([
    `The snapshot of ${STREAM} at ${seq} is not the one that was written: the log is read instead.`,
  ]);
  // Whoever makes the next one begins with the log as well, and says why.
  expect(await snapshotOf(logKinds, reads, STREAM, 'stream')).toEqual({
    snapshot: { version: streamRules.snapshotVersion, seq, state: writeState(whole.state) },
    passedOver: faults[0],
  });
});

test('[design] a snapshot of a state with other fields is of another version: the facts are read', async () => {
  const { undo: _undo, ...before } = emptyStream('');
  // The shape of the records inside rises with them: the test asks only that the fields stand beside it.
  const shapes = Array.from({ length: 99 }, (_, index) => index + 1);
  const shape = shapes.find((each) => snapshotVersion(each, emptyStream('')) === streamRules.snapshotVersion);
  expect(shape).toBeDefined();
  const version = (state: object) => snapshotVersion(shape!, state);
  expect(version(before)).not.toBe(streamRules.snapshotVersion);
  expect(version({ ...emptyStream(''), polls: new Map() })).not.toBe(streamRules.snapshotVersion);
  const stall = await Stall.open();
  const { store } = stall;
  const whole = (await loadState(store, streamRules, STREAM))!;
  const { waitlists: _waitlists, ...lacking } = whole.state;
  await store.saveSnapshot(STREAM, {
    version: version(lacking),
    seq: whole.head.seq,
    state: writeState(lacking),
  });
  const loaded = (await loadState(store, streamRules, STREAM))!;
  expect(loaded.tail).toBe(whole.head.seq);
  expect(writeState(loaded.state)).toBe(writeState(whole.state));
});

test('[design] snapshots come apart by as many facts as the state has records, and none of what is too big', async () => {
  const { store, clock } = await Stall.open();
  const asked: number[] = [];
  let records = 0;
  const rules = { ...streamRules, sizeOf: () => records };
  const deps = {
    store,
    ids: countingIds(),
    rules,
    time: new LogTime(clock),
    onFault: () => {},
    wantSnapshot: () => void asked.push(copy.head.seq),
  };
  const copy = (await Replica.open(deps, STREAM))!;
  const start = copy.head.seq;
  const grows = (seq: number) =>
    copy.take({ head: { ...copy.head, seq } } as DecidedBatch<StreamState, StreamFact>);
  grows(19_999);
  expect(asked).toEqual([]);
  grows(20_010);
  expect(asked).toEqual([20_010]);
  records = 60_000;
  grows(80_009);
  expect(asked).toEqual([20_010]);
  grows(80_010);
  expect(asked).toEqual([20_010, 80_010]);
  records = 250_001;
  grows(900_000);
  expect(asked).toEqual([20_010, 80_010]);
  await copy.saveSnapshot();
  expect(await store.snapshot(STREAM, streamRules.snapshotVersion)).toBe(null);
  records = 100_000;
  grows(900_001);
  expect(asked).toEqual([20_010, 80_010, 900_001]);
  expect(start).toBeLessThan(20_000);
});

test('a log of a type that nobody knows has no snapshot made by the rules of another', async () => {
  const stall = await Stall.open({ stock: [1] });
  await stall.send(stall.add(0));
  expect(await snapshotOf(logKinds, stall.store, STREAM, 'stream')).toMatchObject({
    ...{ snapshot: { seq: (await stall.head()).seq }, passedOver: null },
  });
  await expect(snapshotOf(logKinds, stall.store, STREAM, 'another')).rejects.toThrow(
    'No kind of log is called another.',
  );
});
