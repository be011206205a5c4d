import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { deriveKey } from '../../server/adapters/crypto/keys.ts';
import { openRedis } from '../../server/adapters/redis/redis.ts';
import { startRedis, type TestRedis } from '../builders/redis.ts';
import { pause, until } from '../builders/until.ts';
import { busSuite, head } from './bus-suite.ts';
import { type BusNode, MASTER, openNode } from './node.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

/** Longest until a bus is whole again after Redis is. */
const RECOVERY_MS = 5_000;

describe('as every bus', () => {
  busSuite(async () => {
    const redis = await startRedis();
    const nodes: BusNode[] = [];
    return {
      async join(name) {
        const node = await openNode(redis.url, name);
        nodes.push(node);
        return node.bus;
      },
      async close() {
        await Promise.all(nodes.map((node) => node.close()));
        await redis.close();
      },
    };
  });
});

describe('with a Redis that has its moods', () => {
  let redis: TestRedis;
  const nodes: BusNode[] = [];
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());
  afterEach(async () => {
    redis.resume();
    await Promise.all(nodes.splice(0).map((node) => node.close()));
  });

  async function join(name: string, url = redis.url, options = {}) {
    const node = await openNode(url, name, options);
    nodes.push(node);
    return node;
  }
  async function pair() {
    const found = [await join('a'), await join('b')] as const;
    await until(() => found.every(({ bus }) => bus.isWhole()));
    return found;
  }
  /** Node a is heard by node b, within the time that a recovery may take. */
  async function reaches([a, b]: readonly [BusNode, BusNode], ms = RECOVERY_MS) {
    const seq = b.heard.length + 1_000;
    const tookMs = await until(async () => {
      a.bus.publish(head(seq));
      await pause(20);
      return b.heard.some((message) => message.kind === 'head' && message.head.seq === seq);
    }, ms);
    await until(() => a.bus.isWhole() && b.bus.isWhole(), ms);
    return tookMs;
  }

  test('[X139] what strangers shout into the channel is not heard', async () => {
    const [a, b] = await pair();
    const channel = a.redis.nameOf('bus');
    const shout = (text: string) => redis.command('PUBLISH', channel, text);
    const signed = (text: string, master = MASTER) =>
      createHmac('sha256', deriveKey(master, 'bus')).update(text).digest('base64url') + text;
    const good = { node: 'z', message: head(9) };
    const forgeries = [
      '',
      'hello',
      JSON.stringify(good),
      `${'A'.repeat(43)}${JSON.stringify(good)}`,
      signed(JSON.stringify(good), 'the secret of another market, long enough'),
      // Signed well, but no message: not even a node with a fault brings another down.
      signed('{'),
      signed('null'),
      signed(JSON.stringify({ ...good, more: 1 })),
      signed(JSON.stringify({ node: 'z', message: { ...head(9), seq: -1 } })),
      signed(JSON.stringify({ node: 'z', message: { ...head(9), seq: 1e300 } })),
      signed(JSON.stringify({ node: 'z', message: { ...head(9), history: 'x'.repeat(9) } })),
      signed(JSON.stringify({ node: 'z', message: { kind: 'else' } })),
      signed(JSON.stringify({ node: 'z', message: { ...head(9), logId: 'x'.repeat(20_000) } })),
      'x'.repeat(1_000_000),
    ];
    for (const text of forgeries) await shout(text);
    await redis.command('PUBLISH', channel, Buffer.from([0xff, 0x00, 0xfe]).toString('latin1'));
    await shout(signed(JSON.stringify(good)));
    await until(() => b.heard.length > 0);
    expect(b.heard).toEqual([head(9)]);
    expect(b.faults).toEqual([]);
  });

  test('a listener that throws is reported, and the others hear', async () => {
    const [a, b] = await pair();
    const fault = new Error('a listener stumbled');
    const later: unknown[] = [];
    b.bus.subscribe(() => {
      throw fault;
    });
    b.bus.subscribe((message) => later.push(message));
    a.bus.publish(head(1));
    await until(() => later.length > 0);
    expect(b.faults).toEqual([fault]);
  });

  test('two markets in one Redis do not hear each other', async () => {
    const [a, b] = await pair();
    const stranger = await join('c', redis.url, { master: 'the secret of another market, long enough' });
    await until(() => stranger.bus.isWhole());
    a.bus.publish(head(1));
    await until(() => b.heard.length > 0);
    expect(stranger.heard).toEqual([]);
  });

  test('[X95] a refused password stops the start with one line that does not repeat it', async () => {
    const guarded = await startRedis({ password: 'right' });
    try {
      const urls = [`redis://:wrong-one@127.0.0.1:${guarded.port}`, `redis://127.0.0.1:${guarded.port}`];
      for (const url of urls) {
        const fault = await openRedis({ url, master: MASTER, onNote: () => {} }).catch((error) => error);
        expect(fault.name).toBe('RedisRefused');
        expect(fault.message).toContain(`127.0.0.1:${guarded.port}`);
        expect(fault.message).toContain('REDIS_URL');
        expect(fault.message).not.toMatch(/wrong-one|\n/);
      }
      const node = await join('a', guarded.url);
      await until(() => node.bus.isWhole());
    } finally {
      await guarded.close();
    }
  });

  test('[C18] a node starts without Redis, says so, and has it when it comes', async () => {
    const late = await startRedis({ isStarted: false });
    try {
      const start = performance.now();
      const two = [await join('a', late.url), await join('b', late.url)] as const;
      expect(performance.now() - start).toBeLessThan(3_000);
      expect(two[0].bus.isWhole()).toBe(false);
      expect(two[0].notes.join()).toMatch(/Redis is away.*commands.*Redis is away.*subscriber/);
      two[0].bus.publish(head(1));
      await late.start();
      expect(await reaches(two)).toBeLessThan(RECOVERY_MS);
      expect(two[0].notes.filter((note) => note.startsWith('Redis is back'))).toHaveLength(2);
    } finally {
      await Promise.all(nodes.splice(0).map((node) => node.close()));
      await late.close();
    }
  });

  test('[C18] killed and started again empty, it is heard over within 5 s, and noted once each way', async () => {
    const two = await pair();
    await redis.kill();
    await until(() => !two[0].bus.isWhole() && !two[1].bus.isWhole(), 1_000);
    for (let seq = 1; seq < 100; seq += 1) two[0].bus.publish(head(seq));
    await pause(1_500);
    await redis.start();
    expect(await reaches(two)).toBeLessThan(RECOVERY_MS);
    expect(two[0].notes.map((note) => note.slice(0, 13)).sort()).toEqual([
      'Redis is away',
      'Redis is away',
      'Redis is back',
      'Redis is back',
    ]);
    expect(two[1].faults).toEqual([]);
  });

  test('[C17] one that stops in its tracks holds nobody up, also for longer than a connection is kept', async () => {
    for (const stillMs of [2_500, 6_000]) {
      const two = await pair();
      redis.pause();
      // A bus has two lines to Redis, and each finds out for itself: it is no more whole when one of them has.
      const isGone = ({ redis: { commands, subscriber } }: BusNode) => !commands.isUp() && !subscriber.isUp();
      const noticedMs = await until(() => two.every(isGone), 3_000);
      expect(noticedMs).toBeLessThan(2_500);
      expect(two.some(({ bus }) => bus.isWhole())).toBe(false);
      const start = performance.now();
      two[0].bus.publish(head(1));
      await expect(two[0].redis.commands.ask((client) => client.ping())).rejects.toThrow('away');
      expect(performance.now() - start).toBeLessThan(50);
      await pause(stillMs - noticedMs);
      redis.resume();
      expect(await reaches(two)).toBeLessThan(RECOVERY_MS);
      await Promise.all(nodes.splice(0).map((node) => node.close()));
    }
  });

  test('[C20] DEBUG SLEEP 3 is slept through', async () => {
    const two = await pair();
    const sleeping = redis.command('DEBUG', 'SLEEP', '3').catch(() => {});
    await until(() => !two[0].bus.isWhole(), 3_000);
    await sleeping;
    expect(await reaches(two)).toBeLessThan(RECOVERY_MS);
  });

  test('[C20] FLUSHALL, no memory, a read-only replica: messages pass all the same', async () => {
    const two = await pair();
    await redis.command('FLUSHALL');
    expect(await reaches(two)).toBeLessThan(1_000);
    await redis.command('CONFIG', 'SET', 'maxmemory', '1kb');
    expect(await reaches(two)).toBeLessThan(1_000);
    await redis.command('CONFIG', 'SET', 'maxmemory', '0');
    await redis.command('REPLICAOF', '127.0.0.1', '1');
    expect(await reaches(two)).toBeLessThan(1_000);
    await redis.command('REPLICAOF', 'NO', 'ONE');
    expect(two.flatMap(({ faults }) => faults)).toEqual([]);
  });

  test('connections that are killed, or let in no more for a while, come back', async () => {
    const two = await pair();
    await redis.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
    await redis.command('CLIENT', 'KILL', 'TYPE', 'normal').catch(() => {});
    expect(await reaches(two)).toBeLessThan(RECOVERY_MS);
    // Somebody sets a password while the market runs.
    const boss = await startBoss(redis);
    await boss.set('new password');
    await until(() => !two[0].bus.isWhole() && !two[1].bus.isWhole());
    await boss.set('');
    await boss.close();
    expect(await reaches(two)).toBeLessThan(RECOVERY_MS);
  });

  test('closing does not wait for a Redis that is away or stopped', async () => {
    const two = await pair();
    redis.pause();
    await pause(1_200);
    const start = performance.now();
    await Promise.all(nodes.splice(0).map((node) => node.close()));
    expect(performance.now() - start).toBeLessThan(3_000);
    expect(two[0].bus.isWhole()).toBe(false);
  });
});

/** Somebody who stays connected while the password changes, and cuts all the others off. */
async function startBoss(redis: TestRedis) {
  const { createClient } = await import('redis');
  const client = createClient({ url: redis.url });
  client.on('error', () => {});
  await client.connect();
  return {
    async set(password: string) {
      await client.sendCommand(['CONFIG', 'SET', 'requirepass', password]);
      if (password === '') return;
      await client.sendCommand(['CLIENT', 'KILL', 'TYPE', 'pubsub']);
      await client.sendCommand(['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes']);
    },
    close: () => client.close(),
  };
}
