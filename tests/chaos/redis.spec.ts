import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { metricValues } from '../../server/tools/docs/metric-values.ts';
import { startRedis, type TestRedis } from '../builders/redis.ts';
import { TcpProxy } from '../builders/tcp-proxy.ts';
import { until } from '../builders/until.ts';
import { Crowd, pause } from '../crash/crowd.ts';
import { ServerProcess } from '../crash/server-process.ts';
import { ChaosCluster } from './nodes.ts';

/** How long a mood of Redis lasts here: past every timeout. */
const MOOD_MS = Number(process.env.FAIRDAY_FAULT_MS ?? 5_000);
/** Nobody may have to wait for Redis: an order at the least in this time, on each stream. */
const GAP_MS = 2_000;
/** A screen may be so far behind the log while nodes only ask each second (K3). */
const BEHIND_MS = 3_000;
/** So far a replica is behind its primary, and so long it takes until somebody notices that the primary is gone. */
const LAG_MS = 300;
const NOTICED_MS = 1_000;
/** Until the nodes carry hints over Redis again. */
const RECOVERY_MS = 5_000;

let cluster: ChaosCluster;
let crowd: Crowd;
const seen: string[] = [];

beforeAll(async () => {
  cluster = await ChaosCluster.open(2);
  crowd = await Crowd.open(cluster.ground, { buyers: 12 });
  await cluster.start();
  crowd.connect(cluster.door(crowd), true);
  crowd.start();
  await crowd.orders(20);
}, 180_000);
afterEach(() => crowd.isWhole(`seed ${crowd.seed}`));
afterAll(async () => {
  console.log(seen.join('\n'));
  await cluster?.close();
});

async function headOf(streamId: string): Promise<number> {
  const [row] = await cluster.ground.ledger.read((ask) =>
    ask<{ seq: number }>('SELECT seq FROM log_head WHERE log_id = ?', streamId),
  );
  return Number(row!.seq);
}

/** Every screen gets as far as the logs are now. @returns how long the last one took, ms */
async function screensFollow(): Promise<number> {
  const heads = await Promise.all(crowd.streams.map(({ streamId }) => headOf(streamId)));
  return until(() => crowd.shoppers.every(({ cursor }, n) => cursor.seq >= heads[n % 2]!), BEHIND_MS);
}

/** Both nodes listen on one channel of Redis again. */
async function isHeard(): Promise<boolean> {
  try {
    const channels = (await cluster.redis.command('PUBSUB', 'CHANNELS', 'fairday:*:bus')) as string[];
    if (channels.length !== 1) return false;
    const [, listeners] = (await cluster.redis.command('PUBSUB', 'NUMSUB', channels[0]!)) as [string, number];
    return Number(listeners) === cluster.nodes.length;
  } catch {
    return false;
  }
}

/** Guesses at a password, one per node. @returns how long the longer one took, ms */
async function guess(): Promise<number> {
  const times = cluster.nodes.map(async ({ server }) => {
    const start = performance.now();
    const { status } = await fetch(`http://127.0.0.1:${server.port}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: `http://127.0.0.1:${server.port}` },
      body: JSON.stringify({ email: `${start}@market.example`, password: 'a guess at a password' }),
    });
    expect(status).toBe(401);
    return performance.now() - start;
  });
  return Math.max(...(await Promise.all(times)));
}

/** What each node tells those who watch it. */
async function redisUp(): Promise<(number | undefined)[]> {
  const told = cluster.nodes.map(async ({ server }) => {
    const answer = await fetch(`http://127.0.0.1:${server.port}/metrics`);
    return metricValues(await answer.text()).get('fairday_redis_up');
  });
  return Promise.all(told);
}

/** Redis has a mood; the market sells and shows all the while, and has its Redis again soon after. */
async function goesOn(mood: string, begins: () => unknown, ends: () => unknown = () => {}): Promise<void> {
  const fromMs = Date.now();
  const before = crowd.journal.ackedOrders().size;
  await begins();
  let behindMs = 0;
  let guessMs = 0;
  while (Date.now() < fromMs + MOOD_MS) {
    behindMs = Math.max(behindMs, await screensFollow());
    guessMs = Math.max(guessMs, await guess());
    await pause(200);
  }
  await ends();
  const gapsMs = crowd.streams.map(({ streamId }) => crowd.journal.longestGapMs(streamId, fromMs));
  const orders = crowd.journal.ackedOrders().size - before;
  const recoveryMs = await until(isHeard, RECOVERY_MS);
  seen.push(
    `${mood}: ${orders} orders, none for ${Math.max(...gapsMs)} ms at most; screens behind ${Math.round(behindMs)} ms, ` +
      `a guess answered in ${Math.round(guessMs)} ms; heard again after ${Math.round(recoveryMs)} ms`,
  );
  expect(Math.max(...gapsMs), mood).toBeLessThan(GAP_MS);
  expect(orders, mood).toBeGreaterThan(20);
  expect(guessMs, mood).toBeLessThan(3_000);
}

test('with a Redis in good health', () => goesOn('well', () => {}));

test('[C18] killed, and started again empty', async () => {
  await expect.poll(redisUp).toEqual([1, 1]);
  await goesOn(
    'killed',
    () => cluster.redis.kill(),
    async () => {
      await expect.poll(redisUp).toEqual([0, 0]);
      await cluster.redis.start();
    },
  );
  await expect.poll(redisUp).toEqual([1, 1]);
});

test('[C17] stopped in its tracks', () =>
  goesOn(
    'stopped',
    () => cluster.redis.pause(),
    () => cluster.redis.resume(),
  ));

test('[C20] emptied', () => goesOn('FLUSHALL', () => cluster.redis.command('FLUSHALL')));

test('[C20] asleep for three seconds', () =>
  goesOn('DEBUG SLEEP 3', () => {
    cluster.redis.command('DEBUG', 'SLEEP', '3').catch(() => {});
  }));

test('[C20] out of memory', () =>
  goesOn(
    'maxmemory',
    () => cluster.redis.command('CONFIG', 'SET', 'maxmemory', '1kb'),
    () => cluster.redis.command('CONFIG', 'SET', 'maxmemory', '0'),
  ));

test('[C19] a replica that may not be written', () =>
  goesOn(
    'READONLY',
    () => cluster.redis.command('REPLICAOF', '127.0.0.1', '1'),
    () => cluster.redis.command('REPLICAOF', 'NO', 'ONE'),
  ));

test('[C19] the primary is killed and a replica that had not heard everything is promoted', async () => {
  const primary = cluster.redis;
  const replica = await startRedis();
  const replication = await TcpProxy.to(primary.port);
  const keysOf = async (redis: TestRedis) => (await redis.command('KEYS', 'fairday:*')) as string[];
  const roleOf = async (redis: TestRedis) => String(await redis.command('INFO', 'replication'));
  try {
    await primary.command('CONFIG', 'SET', 'repl-diskless-sync-delay', '0');
    await replica.command('REPLICAOF', '127.0.0.1', String(replication.port));
    await until(async () => (await roleOf(replica)).includes('master_link_status:up'));
    await primary.command('SET', 'heard', 'yes');
    await until(async () => (await replica.command('GET', 'heard')) === 'yes');
    await expect(replica.command('SET', 'mine', 'no')).rejects.toThrow('READONLY');
    // What the nodes had written is there.
    expect((await keysOf(replica)).length).toBeGreaterThan(2);
    await goesOn('promoted', async () => {
      // From here on the primary takes what nobody else will ever have.
      replication.set({ stalled: ['down'] });
      await guess();
      await primary.command('SET', 'unheard', 'yes');
      await pause(LAG_MS);
      await primary.kill();
      await pause(NOTICED_MS);
      cluster.leadToRedis(replica);
      await pause(NOTICED_MS);
      // The nodes have found the replica; while it is one, it may not be written.
      expect(await roleOf(replica)).toContain('role:slave');
      await replica.command('REPLICAOF', 'NO', 'ONE');
    });
    expect(await roleOf(replica)).toContain('role:master');
    expect(await replica.command('MGET', 'heard', 'unheard')).toEqual(['yes', null]);
    // The nodes write there: a guess is counted where it is now.
    const before = new Set(await keysOf(replica));
    await guess();
    expect((await keysOf(replica)).filter((key) => !before.has(key))).not.toEqual([]);
    await expect(primary.command('PING')).rejects.toThrow();
  } finally {
    await replication.close();
    if (cluster.redis !== replica) await replica.close();
  }
});

test('[C20] full of keys of another kind', () =>
  goesOn('wrong types', async () => {
    const keys = (await cluster.redis.command('KEYS', 'fairday:*')) as string[];
    expect(keys.length).toBeGreaterThan(2);
    for (const key of keys) await cluster.redis.command('SET', key, 'nonsense');
  }));

test('[X139] with a stranger who shouts into the channel', () =>
  goesOn('shouted at', async () => {
    const [channel] = (await cluster.redis.command('PUBSUB', 'CHANNELS', 'fairday:*:bus')) as string[];
    for (let n = 0; n < 200; n += 1) {
      await cluster.redis.command(
        'PUBLISH',
        channel!,
        n % 2 ? 'x'.repeat(100_000) : '{"kind":"head","seq":1e9}',
      );
    }
  }));

describe('starting', () => {
  test('[C18] a node starts while Redis is away, and sells', async () => {
    await cluster.redis.kill();
    const [node] = cluster.nodes;
    await node!.server.stop();
    await node!.server.start();
    await crowd.orders(20);
    await cluster.redis.start();
    await until(isHeard, RECOVERY_MS);
  });

  test('[X95] a node whose password Redis refuses ends with one line', async () => {
    const guarded = await startRedis({ password: 'right' });
    const server = new ServerProcess({
      ...cluster.ground.environment,
      REDIS_URL: `redis://:wrong@127.0.0.1:${guarded.port}`,
    });
    const fault = await server.start().catch((error: Error) => error);
    await guarded.close();
    expect(String(fault)).toMatch(
      /It ended with 1: fairday: Redis at 127\.0\.0\.1:\d+ refuses the name or password: correct REDIS_URL[^\n]*\n$/,
    );
  });
});

test('[INV4][INV6][INV13] after all of it everybody has one answer per key, and all screens show the same', async () => {
  const total = await crowd.endsWell('at the end');
  expect(total.acked).toBeGreaterThan(200);
  expect(crowd.journal.refusals.get('INTERNAL') ?? 0).toBe(0);
  // That Redis is away is noted as a warning; nothing stumbles over it.
  expect(cluster.faults().filter((line) => /redis|hint of another/i.test(line))).toEqual([]);
});
