import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { until } from '../builders/until.ts';
import { Crowd, pause } from '../crash/crowd.ts';
import { mayMount, smallDisk } from '../crash/mount.ts';
import { inject } from '../crash/trace.ts';
import { ChaosCluster } from './nodes.ts';

/** Room for an empty PostgreSQL, its log and some orders. */
const MEGABYTES = 160;
const settings = { wal_keep_size: 0, max_wal_size: '48MB', min_wal_size: '32MB', checkpoint_timeout: '30s' };

let close = async () => {};
afterEach(() => close());
if (!mayMount) console.warn('Left out: PostgreSQL on a full disk. Mounting a small one takes root.');

test.skipIf(!mayMount)(
  '[C25] PostgreSQL’s disk is full: UNAVAILABLE in time, nothing is lost, and space heals it',
  async () => {
    const disk = smallDisk(MEGABYTES);
    const cluster = await ChaosCluster.open(1, { settings, parent: disk.folder });
    const crowd = await Crowd.open(cluster.ground);
    close = async () => {
      crowd.disconnect();
      await cluster.close();
      disk.close();
    };
    await cluster.start();
    crowd.connect(cluster.door(crowd), true);
    crowd.start();
    await crowd.orders(20);
    disk.fill();
    const { journal } = crowd;
    for (let waited = 0; (journal.refusals.get('UNAVAILABLE') ?? 0) < 10; waited += 100) {
      expect(waited, 'the disk is full and nobody says so').toBeLessThan(60_000);
      await pause(100);
    }
    await pause(3_000);
    expect(journal.slowestMs.get('UNAVAILABLE')).toBeLessThan(2_500);
    disk.free();
    // When its write-ahead log finds no room PostgreSQL gives up as in a crash; whoever runs it starts it again.
    const answers = await cluster.postgres.ask('SELECT 1').catch(() => null);
    if (!answers) {
      await cluster.postgres.stop('SIGQUIT');
      await cluster.postgres.run();
    }
    await crowd.orders(20, 15_000);
    const total = await crowd.endsWell('after the full disk');
    console.log(
      `[C25] PostgreSQL ${answers ? 'stayed up' : 'had to be started again'}: UNAVAILABLE ×${journal.refusals.get('UNAVAILABLE')}, ${total.acked} orders`,
    );
  },
);

test('[C26] fsync of PostgreSQL’s log says EIO: nothing is acknowledged until it has recovered, UNAVAILABLE in time while it happens again and again, and nothing is lost', async () => {
  const cluster = await ChaosCluster.open(1, { settings: { wal_sync_method: 'fdatasync' } });
  const crowd = await Crowd.open(cluster.ground);
  close = async () => {
    crowd.disconnect();
    await cluster.close();
  };
  await cluster.start();
  const { journal } = crowd;
  crowd.connect(cluster.door(crowd), true);
  crowd.start();
  await crowd.orders(20);

  // Once: what its processes write to the log from now on does not reach the disk, and the next fsync says so.
  const { postgres } = cluster;
  const [wal] = await postgres.ask<{ name: string }>('SELECT pg_walfile_name(pg_current_wal_lsn()) AS name');
  postgres.hold(true);
  const lost = await inject(
    postgres.pids.filter((pid) => pid !== postgres.pid),
    [
      { calls: 'pwrite64', what: 'retval=8192', when: '1+' },
      { calls: 'fdatasync', what: 'error=EIO', when: '1+' },
    ],
    { path: join(postgres.folder, 'data/pg_wal', wal!.name), isAlone: true },
  );
  postgres.hold(false);
  await until(() => lost.strikes() > 0);
  const struckAtMs = lost.struckAtMs()!;
  let recoveredAtMs = 0;
  await until(async () => {
    recoveredAtMs = await openSinceMs(cluster).catch(() => 0);
    return recoveredAtMs > struckAtMs;
  }, 20_000);
  await lost.close();
  await crowd.orders(20, 10_000);
  // An answer that was already on its way may have been heard a moment later.
  const meanwhile = journal.orderedAtMs.filter(({ atMs }) => struckAtMs + 50 < atMs && atMs < recoveredAtMs);
  expect(meanwhile).toEqual([]);
  await crowd.isWhole('after one EIO');

  // Again and again: each process of it is fine four times, then never again. Only its log is synced by fdatasync.
  const again = await inject(postgres.pids, [{ calls: 'fdatasync', what: 'error=EIO', when: '5+' }]);
  const unavailable = () => journal.refusals.get('UNAVAILABLE') ?? 0;
  const before = unavailable();
  await until(() => again.strikes() >= 5 && unavailable() >= before + 10, 60_000);
  await again.close();
  await crowd.orders(20, 10_000);
  expect(journal.slowestMs.get('UNAVAILABLE')).toBeLessThan(2_500);
  // Each time it gave up as in a crash and came back by itself: nobody started anything here.
  const total = await crowd.endsWell('after all of them');
  expect(journal.refusals.get('INTERNAL') ?? 0).toBe(0);
  console.log(
    `[C26] PostgreSQL gave up ${again.strikes() + 1} times, ${Math.round(recoveredAtMs - struckAtMs)} ms the first time; ` +
      `UNAVAILABLE ×${unavailable()}, ${total.acked} orders`,
  );
});

/** Since when PostgreSQL has been open to all, epoch ms: it starts this process when it is. */
async function openSinceMs({ postgres }: ChaosCluster): Promise<number> {
  const [row] = await postgres.ask<{ ms: string }>(
    `SELECT extract(epoch FROM backend_start) * 1000 AS ms FROM pg_stat_activity WHERE backend_type = 'walwriter'`,
  );
  return Number(row?.ms ?? 0);
}
