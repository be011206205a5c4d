import { afterAll, beforeAll, expect, test } from 'vitest';
import { Crowd, pause } from '../crash/crowd.ts';
import { LyingClock } from '../crash/lying-clock.ts';
import { ChaosCluster } from './nodes.ts';

/** A flash price ends at most so far from its time in a cluster (Q11). */
const OFF_MS = 2_000;

let cluster: ChaosCluster;
let crowd: Crowd;
let clock: LyingClock;

beforeAll(async () => {
  cluster = await ChaosCluster.open(2);
  crowd = await Crowd.open(cluster.ground);
  clock = new LyingClock(cluster.ground.folder);
});
afterAll(() => cluster.close());

/** The newest fact of any log is stamped with the database's time, whoever wrote it. */
async function stampsFollow(when: string): Promise<void> {
  const [row] = await cluster.ground.ledger.read((ask) =>
    ask<{ atMs: number; nowMs: number }>(
      'SELECT max(at_ms) AS "atMs", (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS "nowMs" FROM fact',
    ),
  );
  expect(Math.abs(row!.nowMs - row!.atMs), `stamps after ${when}`).toBeLessThan(OFF_MS);
}

test('[C29][C28][INV7][INV8] nodes whose clocks are an hour apart, and jump: all follow the database’s', async () => {
  const [right, wrong] = cluster.nodes;
  clock.set('+1h');
  await right!.server.start();
  await wrong!.server.start(clock.environment);
  crowd.connect(cluster.door(crowd), true);
  crowd.start();
  await crowd.orders(20);
  await stampsFollow('an hour ahead from the start');
  for (const jump of ['+15d', '-2h']) {
    clock.set(jump);
    await crowd.orders(20);
    await pause(2_500);
    await stampsFollow(jump);
    await crowd.isWhole(`after ${jump}`);
  }
  // The one with the right clock goes, and the wrong one decides alone, then gives back.
  await right!.server.kill();
  await crowd.orders(20);
  await stampsFollow('deciding alone with a wrong clock');
  await right!.server.start();
  await wrong!.server.kill();
  await crowd.orders(20);
  await stampsFollow('the right one again');
  const [expired] = await cluster.ground.ledger.read((ask) =>
    ask<{ count: number }>("SELECT count(*) AS count FROM fact WHERE type = 'hold_expired'"),
  );
  expect(expired!.count, 'holds that ended early').toBe(0);
  const total = await crowd.endsWell('with clocks apart');
  expect(total.flashesEnded).toBeGreaterThan(0);
});
