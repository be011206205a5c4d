import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openRedis } from '../../server/adapters/redis/redis.ts';
import { systemClock } from '../../server/adapters/system/clock.ts';
import { redisViewerCounter } from '../../server/adapters/viewer-counter/redis.ts';
import { startRedis, type TestRedis } from '../builders/redis.ts';
import { pause, until } from '../builders/until.ts';
import { crowdSuite, KNOWN_MS } from './crowd-suite.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

const MASTER = 'a secret for tests, thirty-two characters or more';
/** Longest until a count is right again after a node or Redis lost everything. */
const HEALED_MS = 15_000;

let redis: TestRedis;
let names = 0;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.close());

async function openNode() {
  names += 1;
  const link = await openRedis({ url: redis.url, master: MASTER, onNote: () => {} });
  const crowd = redisViewerCounter({ redis: link, node: `node-${names}`, clock: systemClock() });
  return { link, crowd };
}

describe('as every crowd', () => {
  crowdSuite(async () => {
    const { link, crowd } = await openNode();
    return {
      ...crowd,
      async close() {
        await crowd.close();
        await link.close();
      },
    };
  });
});

describe('over several nodes', () => {
  const nodes: Awaited<ReturnType<typeof openNode>>[] = [];
  const join = async () => {
    const node = await openNode();
    nodes.push(node);
    return node;
  };
  let streams = 0;
  const aStream = () => {
    streams += 1;
    return `stream-${streams}`;
  };
  afterEach(async () => {
    for (const { crowd, link } of nodes.splice(0)) {
      await crowd.close();
      await link.close();
    }
  });

  /** Two nodes that share viewer `both`; a third one, where only a host sits. */
  async function aHouse() {
    const stream = aStream();
    const [a, b, host] = [await join(), await join(), await join()];
    for (const viewer of ['a1', 'a2', 'both']) a.crowd.enter(stream, viewer);
    for (const viewer of ['b1', 'both']) b.crowd.enter(stream, viewer);
    const counts = () => [a, b, host].map(({ crowd }) => crowd.viewers(stream));
    await until(() => counts().every((count) => count === 4), KNOWN_MS);
    return { stream, a, b, host, counts };
  }

  test('a viewer with tabs at two nodes is one viewer, also for a node without any', async () => {
    const { stream, a, b, counts } = await aHouse();
    b.crowd.leave(stream, 'both');
    await pause(1_500);
    expect(counts()).toEqual([4, 4, 4]);
    a.crowd.leave(stream, 'both');
    await until(() => counts().every((count) => count === 3), KNOWN_MS);
  });

  test('the viewers of a node that closes leave with it', async () => {
    const { b, counts } = await aHouse();
    nodes.splice(nodes.indexOf(b), 1);
    await b.crowd.close();
    await b.link.close();
    await until(() => counts()[0] === 3 && counts()[2] === 3, KNOWN_MS);
  });

  test('[C14] the viewers of a node that dies are gone within 15 s', async () => {
    const { b, counts } = await aHouse();
    // Nothing more is heard of it: no goodbye.
    await b.link.close();
    const tookMs = await until(() => counts()[0] === 3 && counts()[2] === 3, HEALED_MS);
    expect(tookMs).toBeGreaterThan(3_000);
  });

  test('[C20] FLUSHALL is healed within 15 s', async () => {
    const { counts } = await aHouse();
    await redis.command('FLUSHALL');
    await pause(1_200);
    await until(() => counts().every((count) => count === 4), HEALED_MS);
  });

  test('[C20] keys of a wrong kind are replaced', async () => {
    const { counts } = await aHouse();
    const keys = (await redis.command('KEYS', 'fairday:*:crowd:*')) as string[];
    expect(keys.length).toBeGreaterThan(2);
    for (const key of keys) await redis.command('SET', key, 'nonsense');
    await pause(1_200);
    await until(() => counts().every((count) => count === 4), HEALED_MS);
  });

  test('[C18] while Redis is away each node counts its own, afterwards all again', async () => {
    const { stream, a, counts } = await aHouse();
    await redis.kill();
    await until(() => counts().join() === '3,2,0', KNOWN_MS);
    a.crowd.enter(stream, 'a3');
    a.crowd.leave(stream, 'a1');
    a.crowd.leave(stream, 'a2');
    expect(counts()).toEqual([2, 2, 0]);
    await redis.start();
    await until(() => counts().every((count) => count === 3), HEALED_MS);
  });

  test('[C20] a Redis that is full, or a replica that may not be written, is done without', async () => {
    const { counts } = await aHouse();
    for (const [bad, good] of [
      [
        ['REPLICAOF', '127.0.0.1', '1'],
        ['REPLICAOF', 'NO', 'ONE'],
      ],
      [
        ['CONFIG', 'SET', 'maxmemory', '1kb'],
        ['CONFIG', 'SET', 'maxmemory', '0'],
      ],
    ] as const) {
      await redis.command(...bad);
      await until(() => counts().join() === '3,2,0', KNOWN_MS);
      await redis.command(...good);
      await until(() => counts().every((count) => count === 4), HEALED_MS);
    }
  });

  test('[C36] ten thousand who join at once are a handful of commands, and everything ends by itself', async () => {
    const stream = aStream();
    const [a, b] = [await join(), await join()];
    const processed = async () =>
      Number(/total_commands_processed:(\d+)/.exec(String(await redis.command('INFO', 'stats')))?.[1]);
    const before = await processed();
    for (let viewer = 0; viewer < 10_000; viewer += 1) {
      (viewer % 2 ? a : b).crowd.enter(stream, `0190a000-0000-7000-8000-${String(viewer).padStart(12, '0')}`);
    }
    await until(() => [a, b].every(({ crowd }) => crowd.viewers(stream) === 10_000), KNOWN_MS);
    expect((await processed()) - before).toBeLessThan(200);
    for (const key of (await redis.command('KEYS', `fairday:*:crowd:${stream}:*`)) as string[]) {
      // Below 0 it has ended since it was listed (-2), or never ends (-1).
      expect(await redis.command('PTTL', key)).not.toBe(-1);
    }
  });
});
