import { afterEach, beforeEach, expect, test } from 'vitest';
import { TcpProxy } from '../builders/tcp-proxy.ts';
import { Crowd, pause } from '../crash/crowd.ts';
import { type Ledger, postgresLedger } from '../crash/ledger.ts';
import { ChaosCluster } from './nodes.ts';
import { isLevel, Standby } from './standby.ts';

/** From the promotion to the alarm (C24). */
const ALARM_MS = 5_000;

let cluster: ChaosCluster;
let crowd: Crowd;
let standby: Standby;
let replication: TcpProxy;

beforeEach(async () => {
  cluster = await ChaosCluster.open(2);
  crowd = await Crowd.open(cluster.ground, { buyers: 12 });
  replication = await TcpProxy.to(cluster.postgres.port);
  standby = await Standby.of(replication.port);
  await cluster.start();
  crowd.connect(cluster.door(crowd), true);
  crowd.start();
  await crowd.orders(20);
});
afterEach(async () => {
  crowd.disconnect();
  await cluster.close();
  await standby.remove();
  await replication.close();
});

/** The standby takes the primary's place for every node. @returns how the tables are read from now on */
async function failOver(): Promise<Ledger> {
  await cluster.postgres.kill();
  await pause(300);
  await standby.promote();
  for (const { toPostgres } of cluster.nodes) toPostgres.leadTo(standby.port);
  const { pathname } = new URL(cluster.ground.environment.DATABASE_URL!);
  return postgresLedger(`postgres://fairday@127.0.0.1:${standby.port}${pathname}`);
}

test('[C23] a synchronous standby takes over: nothing that was acknowledged is lost, and orders go on', async () => {
  await cluster.postgres.ask("ALTER SYSTEM SET synchronous_standby_names = '*'");
  await cluster.postgres.ask('SELECT pg_reload_conf()');
  await pause(500);
  await crowd.orders(30);
  const fromMs = Date.now();
  crowd.reads(await failOver());
  await crowd.orders(20, 15_000);
  console.log(
    `[C23] no order for ${crowd.journal.longestGapMs(crowd.streams[0]!.streamId, fromMs)} ms at most`,
  );
  await crowd.endsWell('after the failover');
});

test('[C24] an asynchronous standby that lost the tail is promoted: alarm, new history, no selling until the host has looked, the list of what is missing', async () => {
  const [at] = await cluster.postgres.ask<{ lsn: string }>('SELECT pg_current_wal_lsn() AS lsn');
  await isLevel(standby, at!.lsn);
  // From here on the primary acknowledges what nobody else will ever have.
  replication.cut();
  await crowd.orders(20);
  const before = new Map(
    (
      await cluster.ground.ledger.read((ask) =>
        ask<{ id: string; history: string; seq: number }>('SELECT log_id AS id, history, seq FROM log_head'),
      )
    ).map((head) => [head.id, head]),
  );
  // What is on its way at this moment is heard before the primary is gone, or never.
  const ledger = await failOver();
  const promotedMs = Date.now();
  const promised = crowd.journal.ackedOrders();

  const alarms = () =>
    cluster.nodes
      .flatMap(({ server }) => server.warnings)
      .filter((line) => line.includes('lost its newest facts'));
  const heads = () =>
    ledger.read((ask) =>
      ask<{ id: string; history: string; seq: number }>('SELECT log_id AS id, history, seq FROM log_head'),
    );
  const isNew = async () =>
    (await heads()).every(({ id, history }) => id === 'shop' || history !== before.get(id)!.history);
  // What was acknowledged and is not there any more must be named, order by order.
  const stored = await ledger.read((ask) =>
    ask<{ orderId: string }>('SELECT order_id AS "orderId" FROM orders'),
  );
  const there = new Set(stored.map(({ orderId }) => orderId));
  const missing = [...promised.keys()].filter((orderId) => !there.has(orderId));
  expect(missing.length).toBeGreaterThan(10);
  const unnamed = () =>
    missing.filter((orderId) => !alarms().join('\n').includes(crowd.numbers.get(orderId)!));
  for (let waited = 0; waited < ALARM_MS && (unnamed().length > 0 || !(await isNew())); waited += 50)
    await pause(50);
  const alarmMs = Date.now() - promotedMs;
  expect(await isNew(), 'nobody noticed that the logs are shorter than they were').toBe(true);
  expect(unnamed(), 'orders that nobody names as lost').toEqual([]);

  // Nobody sells on a log that may be wrong; screens have started over on the new history.
  const { refusals } = crowd.journal;
  const paused = async () =>
    (await ledger.read((ask) => ask('SELECT 1 FROM fact WHERE type = ?', 'selling_paused'))).length;
  for (let waited = 0; (await paused()) < crowd.streams.length; waited += 50) {
    expect(waited, 'orders are taken as if nothing had happened').toBeLessThan(10_000);
    await pause(50);
  }
  await pause(500);
  const stopped = crowd.journal.ackedOrders().size;
  await pause(1_500);
  expect(crowd.journal.ackedOrders().size).toBe(stopped);
  expect(refusals.get('SELLING_PAUSED') ?? 0).toBeGreaterThan(0);
  const histories = new Map((await heads()).map(({ id, history }) => [id, history]));
  for (const [n, { streamId }] of crowd.streams.entries()) {
    const shown = crowd.shoppers.filter((_, index) => index % 2 === n).map(({ cursor }) => cursor.history);
    expect(new Set(shown)).toEqual(new Set([histories.get(streamId)]));
  }
  console.log(
    `[C24] alarm and new histories ${alarmMs} ms after the promotion; ${missing.length} of ${promised.size} orders lost and named`,
  );

  await crowd.resumeSelling();
  await crowd.orders(10, 10_000);
});
