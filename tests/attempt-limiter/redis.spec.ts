import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { redisAttemptLimiter } from '../../server/adapters/attempt-limiter/redis.ts';
import { openRedis, type Redis } from '../../server/adapters/redis/redis.ts';
import { attemptSizes } from '../../server/gateway/limits/table.ts';
import { usualLimits } from '../../server/ports/limits.ts';
import { startRedis, type TestRedis } from '../builders/redis.ts';
import { until } from '../builders/until.ts';
import { attemptLimiterSuite, withSignIns } from './attempt-limiter-suite.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const MASTER = 'a secret for tests, thirty-two characters or more';

let server: TestRedis;
const links: Redis[] = [];
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.close());
afterEach(async () => {
  server.resume();
  await Promise.all(links.splice(0).map((link) => link.close()));
});

async function openNode(sizes = attemptSizes(usualLimits)) {
  const redis = await openRedis({ url: server.url, master: MASTER, onNote: () => {} });
  links.push(redis);
  await until(() => redis.commands.isUp());
  return withSignIns(redisAttemptLimiter({ redis, master: MASTER, sizes }));
}

attemptLimiterSuite(openNode);

describe('over several nodes', () => {
  test('[X88] guesses are counted together, wherever they are made', async () => {
    const nodes = [await openNode(), await openNode()];
    const waits = [];
    for (let guess = 0; guess < 12; guess += 1) {
      waits.push(await nodes[guess % 2]!.signIn('together@market.example', 'there'));
    }
    expect(waits.filter((waitMs) => waitMs > 0)).toHaveLength(2);
    await nodes[0]!.signedIn('together@market.example', 'there');
    expect(await nodes[1]!.signIn('together@market.example', 'there')).toBe(0);
  });

  test('[A3] no e-mail and no address is written to Redis, and everything there ends', async () => {
    const tries = await openNode();
    await tries.signIn('private@market.example', '203.0.113.9');
    await tries.count('signInLinkOfAddress', '203.0.113.9');
    const keys = (await server.command('KEYS', 'fairday:*')) as string[];
    expect(keys.length).toBeGreaterThan(2);
    expect(keys.join()).not.toMatch(/private@|203\.0/);
    for (const key of keys) expect(await server.command('TTL', key)).toBeGreaterThan(0);
  });

  const moods: Record<string, { begins: () => unknown; ends: () => unknown }> = {
    'is killed': { begins: () => server.kill(), ends: () => server.start() },
    'stops in its tracks': { begins: () => server.pause(), ends: () => server.resume() },
    'is full': {
      begins: () => server.command('CONFIG', 'SET', 'maxmemory', '1kb'),
      ends: () => server.command('CONFIG', 'SET', 'maxmemory', '0'),
    },
    'is a read-only replica': {
      begins: () => server.command('REPLICAOF', '127.0.0.1', '1'),
      ends: () => server.command('REPLICAOF', 'NO', 'ONE'),
    },
  };
  for (const [mood, { begins, ends }] of Object.entries(moods)) {
    test(`[X88] while Redis ${mood} tries are still counted, refused for nothing, and answered within 1.5 s`, async () => {
      const tries = await openNode();
      const account = `${mood}@market.example`;
      await begins();
      const waits: number[] = [];
      let longestMs = 0;
      for (let guess = 1; guess <= 11; guess += 1) {
        const start = performance.now();
        waits.push(await tries.signIn(account, 'there'));
        longestMs = Math.max(longestMs, performance.now() - start);
      }
      await tries.signedIn(account, 'there');
      expect(await tries.signIn(account, 'there')).toBe(0);
      for (let wrong = 0; wrong < 20; wrong += 1) {
        expect(await tries.waitMs('wrongCodeOfBuyer', account)).toBe(0);
        await tries.count('wrongCodeOfBuyer', account);
      }
      await tries.uncount('wrongCodeOfBuyer', account);
      expect(await tries.waitMs('wrongCodeOfBuyer', account)).toBe(0);
      await tries.count('wrongCodeOfBuyer', account);
      const isCounted = (await tries.waitMs('wrongCodeOfBuyer', account)) > 0;
      await ends();
      expect(isCounted).toBe(true);
      expect(waits.slice(0, 10)).toEqual(Array(10).fill(0));
      expect(waits[10]).toBeGreaterThan(0);
      // An address and an account are asked one after the other, and only the first question has to wait.
      expect(longestMs).toBeLessThan(1_500);
    });
  }

  test('[C20] a count of a wrong kind is counted in memory instead', async () => {
    const tries = await openNode();
    await tries.count('signInLinkOfAddress', 'somebody');
    for (const key of (await server.command('KEYS', 'fairday:*:tries:*')) as string[]) {
      await server.command('DEL', key);
      await server.command('LPUSH', key, 'nonsense');
    }
    expect(await tries.count('signInLinkOfAddress', 'somebody')).toBe(0);
  });
});
