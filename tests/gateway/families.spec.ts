import { expect, test } from 'vitest';
import { newCommitTimes } from '../../server/event-log/ports/commit-times.ts';
import type { Inside } from '../../server/gateway/deps.ts';
import { newCounters } from '../../server/gateway/metrics/counters.ts';
import { familiesOf } from '../../server/gateway/metrics/families.ts';
import { noLiveMedia } from './no-live-media.ts';

const inside: Inside = {
  startedAtMs: 0,
  audit: () => null,
  outbox: () => ({ isHere: true, work: [] }),
  lags: () => [
    { what: 'refunds', logsBehind: 2, behindSinceMs: 4_000 },
    { what: 'settlement', logsBehind: 0, behindSinceMs: null },
  ],
  load: () => ({ waiting: 3, parked: 1, streamsAwake: 2, streamsLive: 1 }),
  commitTimes: newCommitTimes(),
  damagedSnapshots: () => 0,
  isRedisUp: () => null,
  walBytes: async () => null,
  clockOff: () => ({ logsMs: 0, machineMs: null }),
  disk: async () => null,
  lostFiles: () => null,
};

async function told(isStoreUp: () => Promise<boolean>, more: Partial<Inside> = {}) {
  const families = await familiesOf({
    ...{ counters: newCounters(), media: noLiveMedia, connections: () => 5, nowMs: () => 10_000, isStoreUp },
    security: { state: () => ({ waiting: 0, written: 0, lost: 0, failures: 0, failingSinceMs: null }) },
    inside: { ...inside, ...more },
  });
  const numbers = families.flatMap(({ name, samples }) =>
    samples.map(({ labels, value }) => [[name, ...Object.values(labels)].join(' '), value] as const),
  );
  return new Map(numbers);
}

test('a store that says no or does not answer is away, and nobody waits for it for long', async () => {
  expect((await told(async () => true)).get('fairday_store_up')).toBe(1);
  expect((await told(async () => false)).get('fairday_store_up')).toBe(0);
  expect((await told(() => new Promise(() => {}))).get('fairday_store_up')).toBe(0);
});

test('what a server has not is not told: Redis, a write-ahead log, a disk that says nothing', async () => {
  const without = await told(async () => true);
  const names = [
    'fairday_redis_up',
    'fairday_wal_bytes',
    'fairday_store_files_lost',
    'fairday_disk_free_bytes',
  ];
  expect(names.filter((name) => without.has(name))).toEqual([]);
  const disk = async () => ({ freeBytes: 7, totalBytes: 9 });
  const gone = await told(async () => true, {
    ...{ isRedisUp: () => false, walBytes: async () => 4_096, lostFiles: () => ['wal', 'shm'], disk },
  });
  expect(names.map((name) => gone.get(name))).toEqual([0, 4_096, 2, 7]);
  expect((await told(async () => true, { isRedisUp: () => true })).get('fairday_redis_up')).toBe(1);
});

test('[T7] a clock that is off is told against the logs, and against the machine where that is known', async () => {
  const [logs, machine] = ['fairday_clock_off_seconds logs', 'fairday_clock_off_seconds machine'];
  const right = await told(async () => true);
  expect([right.get(logs), right.get(machine)]).toEqual([0, undefined]);
  const off = await told(async () => true, { clockOff: () => ({ logsMs: 540_000, machineMs: -1_500 }) });
  expect([off.get(logs), off.get(machine)]).toEqual([540, -1.5]);
});

test('work that waits is told with how long it has, and who waits in the queue by what for', async () => {
  const numbers = await told(async () => true);
  expect(numbers.get('fairday_outbox_lag_seconds refunds')).toBe(6);
  expect(numbers.get('fairday_outbox_lag_seconds settlement')).toBe(0);
  expect(numbers.get('fairday_outbox_logs_behind refunds')).toBe(2);
  expect(numbers.get('fairday_queue_length waiting')).toBe(3);
  expect(numbers.get('fairday_queue_length parked')).toBe(1);
  expect(numbers.get('fairday_connections')).toBe(5);
});
