import { afterAll, expect, test } from 'vitest';
import { Crowd, pause } from '../crash/crowd.ts';
import { mayMount, smallDisk } from '../crash/mount.ts';
import { ChaosCluster } from './nodes.ts';

/** Room for an empty PostgreSQL, its log and some orders. */
const MEGABYTES = 160;
const settings = { wal_keep_size: 0, max_wal_size: '48MB', min_wal_size: '32MB', checkpoint_timeout: '30s' };

let close = async () => {};
afterAll(() => close());
if (!mayMount) console.warn('Left out: PostgreSQL on a full disk. Mounting a small one takes root.');

test.skipIf(!mayMount)(
  '[C25][Q10] PostgreSQL’s disk is full: UNAVAILABLE in time, nothing is lost, and space heals it',
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
