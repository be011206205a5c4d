import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openPostgres, type PostgresStores } from '../../server/adapters/sql/postgres/open.ts';
import type { AppendOutcome } from '../../server/event-log/ports/store.ts';
import { PostgresServer } from '../builders/postgres.ts';
import { aBatch, aHead, aKey, aLine, anItem, anOrder, aStream, idOf } from '../builders/store-rows.ts';
import { TcpProxy } from '../builders/tcp-proxy.ts';
import { mayMount, smallDisk } from '../crash/mount.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

/** What every call promises, and what a busy machine may add to it. */
const SETTLED_MS = 2_000;
const SLACK_MS = 700;
/** Longest until all is well again once the server is. */
const RECOVERY_MS = 5_000;

const logId = idOf('log');
let server: PostgresServer;
let proxy: TcpProxy;
let url: string;
let stores: PostgresStores;
/** The same database, past the proxy. */
let beside: PostgresStores;

beforeAll(async () => {
  server = await PostgresServer.start();
});
afterAll(() => server.remove());
beforeEach(async () => {
  proxy = await TcpProxy.to(server.port);
  url = await server.database();
  beside = await openPostgres({ url });
  stores = await openPostgres({ url: url.replace(String(server.port), String(proxy.port)) });
  await beside.store.create(aHead(logId));
});
afterEach(async () => {
  proxy.heal();
  await stores.close();
  await beside.close();
  await proxy.close();
});

/** How long a call took to be settled, and what came of it. */
async function timed<Value>(call: Promise<Value>): Promise<{ tookMs: number; outcome: Value | Error }> {
  const startMs = performance.now();
  const outcome = await call.catch((error: Error) => error);
  return { tookMs: performance.now() - startMs, outcome };
}

/** Every kind of call at once; each must be settled in time. */
async function callAll(): Promise<(unknown | Error)[]> {
  const { store, readers, directory, audience } = stores;
  const calls = [
    store.append(aBatch(logId, 0)),
    store.head(logId),
    store.heads([logId]),
    store.openLogs('stream'),
    store.factsAfter(logId, 0, 10),
    store.factAt(logId, 1),
    store.snapshot(logId, 1),
    store.keysOf(logId),
    store.findKey(logId, [idOf('a')], idOf('k')),
    store.takeLease('outbox', 'a', 1_000),
    store.releaseLeases('a'),
    store.nowMs(),
    store.saveCursor('refunds', logId, 1),
    readers.streamById(logId),
    readers.products({ limit: 10 }),
    directory.identity(idOf('a')),
    directory.addAlias(idOf('a'), idOf('b'), 1),
    audience.beat('a', 1),
  ];
  const all = await Promise.all(calls.map((call) => timed<unknown>(call as Promise<unknown>)));
  for (const { tookMs } of all) expect(tookMs).toBeLessThan(SETTLED_MS + SLACK_MS);
  return all.map(({ outcome }) => outcome);
}

/** The head, as soon as it can be read again. */
async function recovered(): Promise<number> {
  const startMs = performance.now();
  while (performance.now() - startMs < RECOVERY_MS) {
    const head = await stores.store.head(logId).catch(() => null);
    if (head && (await stores.store.append(aBatch(logId, head.seq))).kind === 'committed') {
      return performance.now() - startMs;
    }
    await pause(20);
  }
  throw new Error('The store did not recover.');
}

describe('a link that breaks', () => {
  test('[C04] before COMMIT was sent: nothing was written', async () => {
    await stores.store.append(aBatch(logId, 0));
    proxy.watch = (direction, chunk) => (direction === 'down' && chunk.includes('BEGIN') ? 'cut' : 'pass');
    expect(await stores.store.append(aBatch(logId, 1))).toMatchObject({ kind: 'failed', reason: 'other' });
    expect((await beside.store.head(logId))?.seq).toBe(1);
    proxy.heal();
    expect(await stores.store.append(aBatch(logId, 1))).toEqual({ kind: 'committed' });
  });

  test('[C05] [C06] after COMMIT was sent: unknown, and the log tells', async () => {
    for (const isLost of [true, false]) {
      const from = (await beside.store.head(logId))!.seq;
      const batch = aBatch(logId, from);
      proxy.watch = (direction, chunk) => {
        if (isLost && direction === 'up' && chunk.includes('COMMIT')) return 'cut';
        return !isLost && direction === 'down' && chunk.includes('COMMIT') ? 'cut' : 'pass';
      };
      expect(await stores.store.append(batch)).toEqual({ kind: 'unknown' });
      proxy.heal();
      const isThere = (await stores.store.factAt(logId, batch.to))?.hash === batch.hash;
      expect(isThere).toBe(!isLost);
      expect(await stores.store.append(batch)).toEqual({ kind: isThere ? 'conflict' : 'committed' });
    }
  });

  test('[C05] an answer to COMMIT that never comes is unknown within 2 s', async () => {
    const batch = aBatch(logId, 0);
    proxy.watch = (direction, chunk) => (direction === 'down' && chunk.includes('COMMIT') ? 'lose' : 'pass');
    const { outcome, tookMs } = await timed(stores.store.append(batch));
    expect(outcome).toEqual({ kind: 'unknown' });
    expect(tookMs).toBeLessThan(SETTLED_MS + SLACK_MS);
    proxy.heal();
    expect((await stores.store.factAt(logId, 1))?.hash).toBe(batch.hash);
  });
});

describe('a server that is stalled or gone', () => {
  test('[C16] every call is settled within 2 s on a silent line, and all is well when it speaks again', async () => {
    await stores.store.head(logId);
    proxy.set({ stalled: ['up', 'down'] });
    for (const outcome of await callAll()) {
      const isTold = outcome instanceof Error || (outcome as AppendOutcome).kind === 'failed';
      expect(isTold).toBe(true);
    }
    proxy.heal();
    await recovered();
  });

  test('[C16] the same where nothing of what is sent arrives', async () => {
    proxy.set({ lost: ['up', 'down'] });
    await callAll();
    await callAll();
    proxy.heal();
    await recovered();
  });

  test('[C22] PostgreSQL is killed, starts again, and what was acknowledged is there', async () => {
    const acked: AppendOutcome[] = [];
    const appending = (async () => {
      for (let seq = 0; seq < 5_000; seq += 1) {
        const outcome = await stores.store.append(
          aBatch(logId, seq, { keys: [aKey('a', `k${seq}`, seq + 1)] }),
        );
        if (outcome.kind !== 'committed') return outcome;
        acked.push(outcome);
      }
      return null;
    })();
    await pause(500);
    await server.kill();
    expect(['unknown', 'failed']).toContain((await appending)?.kind);
    for (const outcome of await callAll()) {
      expect(outcome instanceof Error || (outcome as AppendOutcome).kind === 'failed').toBe(true);
    }
    await server.run();
    await recovered();
    const { seq } = (await beside.store.head(logId))!;
    expect(acked.length).toBeGreaterThan(0);
    expect(seq).toBeGreaterThanOrEqual(acked.length + 1);
    const facts = await beside.store.factsAfter(logId, 0, 10_000);
    expect(facts.map((fact) => fact.seq)).toEqual(Array.from({ length: seq }, (_, index) => index + 1));
  });

  test('[C15] the server stands still in the middle of everything and goes on', async () => {
    server.hold(true);
    try {
      await callAll();
    } finally {
      server.hold(false);
    }
    await recovered();
  });
});

describe('other writers', () => {
  test('[C15] a writer stopped in the middle of its cut holds its log for 2 s and has written nothing', async () => {
    // The reply to the batch is lost, so that its transaction stays open at the server.
    proxy.watch = (direction, chunk) => (direction === 'down' && chunk.includes('BEGIN') ? 'lose' : 'pass');
    const stopped = timed(stores.store.append(aBatch(logId, 0, { facts: 2 })));
    await pause(200);
    const startMs = performance.now();
    let outcome = await beside.store.append(aBatch(logId, 0));
    while (outcome.kind !== 'committed' && performance.now() - startMs < RECOVERY_MS) {
      expect(outcome).toMatchObject({ kind: 'failed', reason: 'other' });
      outcome = await beside.store.append(aBatch(logId, 0));
    }
    expect(outcome).toEqual({ kind: 'committed' });
    expect((await stopped).outcome).toMatchObject({ kind: 'failed', reason: 'other' });
    expect((await beside.store.factsAfter(logId, 0, 10)).length).toBe(1);
  });

  test('a lock that a stranger holds delays nobody by more than 2 s, and other logs not at all', async () => {
    const other = idOf('other log');
    await beside.store.create(aHead(other));
    const stranger = new pg.Client({ connectionString: url });
    await stranger.connect();
    await stranger.query('BEGIN');
    await stranger.query('SELECT 1 FROM log_head WHERE log_id = $1 FOR UPDATE', [logId]);
    const [locked, free] = await Promise.all([
      timed(beside.store.append(aBatch(logId, 0))),
      timed(beside.store.append(aBatch(other, 0))),
    ]);
    expect(locked.outcome).toMatchObject({ kind: 'failed', reason: 'other' });
    expect(locked.tookMs).toBeLessThan(SETTLED_MS + SLACK_MS);
    expect(free.outcome).toEqual({ kind: 'committed' });
    expect(free.tookMs).toBeLessThan(900);
    await stranger.query('ROLLBACK');
    await stranger.end();
    expect(await beside.store.append(aBatch(logId, 0))).toEqual({ kind: 'committed' });
  });

  test('[T4] many writers at one head: one commits, and a writer that comes too late costs nothing', async () => {
    for (let seq = 0; seq < 20; seq += 1) {
      const writers = [stores, beside, stores, beside, beside];
      const outcomes = await Promise.all(writers.map(({ store }) => store.append(aBatch(logId, seq))));
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual([
        'committed',
        'conflict',
        'conflict',
        'conflict',
        'conflict',
      ]);
    }
  });

  test('two logs that sell the same goods never wait for each other in a circle', async () => {
    const [one, two] = [idOf('one'), idOf('two')];
    for (const id of [one, two]) await beside.store.create(aHead(id));
    const goods = Array.from({ length: 200 }, (_, index) => index);
    const batchOf = (id: string, seq: number) => {
      const order = anOrder(id, `${seq}`, { placedAtMs: 1_000_000 + seq });
      const mixed = id === one ? goods : [...goods].reverse();
      const lines = mixed.map((index) => aLine(order, index, { productId: idOf(`good ${index}`) }));
      return aBatch(id, seq, { rows: { orders: [order], lines } });
    };
    for (let seq = 0; seq < 15; seq += 1) {
      const outcomes = await Promise.all([one, two].map((id) => beside.store.append(batchOf(id, seq))));
      expect(outcomes).toEqual([{ kind: 'committed' }, { kind: 'committed' }]);
    }
  });
});

describe('a full disk', () => {
  test.skipIf(!mayMount)('[C25] fails the batch as full, loses nothing, and space heals it', async () => {
    const disk = smallDisk(48);
    server.give(disk.folder);
    await server.ask(`CREATE TABLESPACE small LOCATION '${disk.folder}'`);
    await server.ask('CREATE DATABASE small TABLESPACE small');
    const { store, close } = await openPostgres({ url: server.urlOf('small') });
    try {
      await store.create(aHead(logId));
      await store.append(aBatch(logId, 0));
      disk.fill();
      let seq = 1;
      let outcome: AppendOutcome = { kind: 'committed' };
      // Pages that are there already take some more.
      for (; seq < 2_000; seq += 100) {
        outcome = await store.append(aBatch(logId, seq, { facts: 100 }));
        if (outcome.kind !== 'committed') break;
      }
      expect(outcome).toMatchObject({ kind: 'failed', reason: 'full' });
      expect((await store.factsAfter(logId, 0, 10_000)).length).toBe(seq);
      disk.free();
      expect(await store.append(aBatch(logId, seq, { facts: 100 }))).toEqual({ kind: 'committed' });
    } finally {
      await close();
      await server.ask('DROP DATABASE small');
      await server.ask('DROP TABLESPACE small');
      disk.close();
    }
  });
});

describe('what PostgreSQL does not keep', () => {
  test('[C27] a NUL, and a number that is too large, are faults of their batch alone', async () => {
    const bad = [
      { streams: [aStream(logId, { title: 'Potato\0day' })] },
      { items: [anItem(logId, 3_000_000_000)] },
    ];
    for (const rows of bad) {
      const outcome = await stores.store.append(aBatch(logId, 0, { rows }));
      expect(outcome).toMatchObject({ kind: 'failed', reason: 'constraint' });
    }
    expect(await stores.store.append(aBatch(logId, 0))).toEqual({ kind: 'committed' });
    // What is asked for with one is not there, and does no harm.
    expect(await stores.readers.streamBySlug('a\0b')).toBeNull();
    expect(await stores.readers.products({ search: 'a\0b', limit: 10 })).toEqual([]);
    expect(await stores.directory.staffByEmail('a\0b@market.example')).toBeNull();
  });
});
