import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Watcher } from '../builders/tcp-proxy.ts';
import { Crowd, pause } from '../crash/crowd.ts';
import { ChaosCluster } from './nodes.ts';

const FAULT_MS = Number(process.env.FAIRDAY_FAULT_MS ?? 5_000);
/** Connections that the server takes, with three that only a superuser gets. */
const MAX_CONNECTIONS = 60;
/** An order is answered within this time, whatever PostgreSQL does; a loaded machine gets half a second more. */
const ANSWER_MS = 2_500;

let cluster: ChaosCluster;
let crowd: Crowd;
const told: string[] = [];

beforeAll(async () => {
  cluster = await ChaosCluster.open(2, { settings: { max_connections: MAX_CONNECTIONS } });
  crowd = await Crowd.open(cluster.ground, { buyers: 12 });
  await cluster.start();
  crowd.connect(cluster.door(crowd), true);
  crowd.start();
  await crowd.orders(20);
});
afterEach(async () => {
  for (const { toPostgres } of cluster.nodes) toPostgres.heal();
  await crowd.isWhole(`seed ${crowd.seed}`);
});
afterAll(async () => {
  console.log(told.join('\n'));
  await cluster.close();
});

/** PostgreSQL is in trouble for a while: who asks hears so in time, and orders go on by themselves afterwards (INV22). */
async function comesBack(what: string, trouble: () => Promise<void>): Promise<void> {
  const { refusals, slowestMs } = crowd.journal;
  const before = refusals.get('UNAVAILABLE') ?? 0;
  slowestMs.clear();
  await trouble();
  const sinceMs = Date.now();
  await crowd.orders(20, 10_000);
  const unavailable = (refusals.get('UNAVAILABLE') ?? 0) - before;
  const slowest = Math.round(slowestMs.get('UNAVAILABLE') ?? 0);
  told.push(
    `${what}: UNAVAILABLE ×${unavailable}, after ${slowest} ms at most; 20 orders ${Date.now() - sinceMs} ms later`,
  );
  expect(slowest, what).toBeLessThan(ANSWER_MS);
}

test.each([true, false])('[C06] the line breaks at COMMIT, which arrives: %s', async (arrives) => {
  let broken = 0;
  const breaker = (): Watcher => {
    let open: number | null = null;
    return (direction, chunk, connection) => {
      if (direction === 'up' && chunk.includes('"order_placed"') && crowd.random(8) === 0) open = connection;
      if (open !== connection) return 'pass';
      if (direction === 'up' && chunk.includes('COMMIT')) {
        open = null;
        broken += 1;
        if (!arrives) return 'cut';
        // It goes through; the answer meets a line that is cut.
        setTimeout(() => {
          for (const { toPostgres } of cluster.nodes) toPostgres.reset();
        }, 2);
      }
      return 'pass';
    };
  };
  await comesBack(`COMMIT ${arrives ? 'arrives, its answer does not' : 'never arrives'}`, async () => {
    for (const { toPostgres } of cluster.nodes) toPostgres.watch = breaker();
    for (let waited = 0; broken < 10 && waited < 20_000; waited += 20) await pause(20);
    for (const { toPostgres } of cluster.nodes) toPostgres.heal();
  });
  expect(broken).toBeGreaterThanOrEqual(10);
});

test('[C22] an immediate stop and a restart', () =>
  comesBack('immediate stop', async () => {
    await cluster.postgres.stop('SIGQUIT');
    await pause(2_000);
    await cluster.postgres.run();
  }));

test('[C22] every process of it killed at once, and a restart', () =>
  comesBack('kill -9', async () => {
    await cluster.postgres.kill();
    await pause(1_000);
    await cluster.postgres.run();
  }));

test('[C22] a storm of terminated connections', () =>
  comesBack('pg_terminate_backend', async () => {
    for (const end = Date.now() + 3_000; Date.now() < end; await pause(100)) {
      await cluster.postgres.ask(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename IS NOT NULL',
      );
    }
  }));

test('[C42] stopped in its tracks', () =>
  comesBack('SIGSTOP', async () => {
    cluster.postgres.hold(true);
    await pause(FAULT_MS);
    cluster.postgres.hold(false);
  }));

test('[C42] no connection is left', () =>
  comesBack('max_connections', async () => {
    const strangers: pg.Client[] = [];
    // Every connection of the market is broken, and strangers take the places before it is back.
    for (const { toPostgres } of cluster.nodes) toPostgres.cut();
    for (let n = 0; n < MAX_CONNECTIONS; n += 1) {
      const stranger = new pg.Client({ connectionString: cluster.postgres.url });
      stranger.on('error', () => {});
      const isIn = await stranger.connect().then(
        () => true,
        () => false,
      );
      if (isIn) strangers.push(stranger);
      else if (n > MAX_CONNECTIONS - 5) break;
      else await pause(20);
    }
    for (const { toPostgres } of cluster.nodes) toPostgres.heal();
    await pause(3_000);
    await Promise.all(strangers.map((stranger) => stranger.end()));
  }));

test('[C42] a stranger holds a lock on the heads', () =>
  comesBack('a lock', async () => {
    const stranger = new pg.Client({
      connectionString: cluster.postgres.urlOf(
        new URL(cluster.ground.environment.DATABASE_URL!).pathname.slice(1),
      ),
    });
    await stranger.connect();
    await stranger.query('BEGIN; LOCK TABLE log_head IN ACCESS EXCLUSIVE MODE');
    await pause(FAULT_MS);
    await stranger.query('ROLLBACK');
    await stranger.end();
  }));

test.each([
  ['300 ms later', { latencyMs: 300 }],
  ['byte by byte', { sliceBytes: 1 }],
  ['at 64 kB/s', { bytesPerSecond: 64_000 }],
  ['one way only', { lost: ['down'] as const }],
] as const)('[C40] the line to PostgreSQL: %s', (what, weather) =>
  comesBack(`the line ${what}`, async () => {
    for (const { toPostgres } of cluster.nodes) toPostgres.set(weather);
    await pause(3_000);
    for (const { toPostgres } of cluster.nodes) toPostgres.heal();
  }),
);

test('[INV4][INV6][INV13][INV22] after all of it everybody has one answer per key, and all screens show the same', async () => {
  const total = await crowd.endsWell('at the end');
  const { refusals } = crowd.journal;
  console.log(`${total.acked} orders, ${total.facts} facts, refusals ${JSON.stringify([...refusals])}`);
  expect(total.acked).toBeGreaterThan(200);
  expect(refusals.get('INTERNAL') ?? 0).toBe(0);
});
