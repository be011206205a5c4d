import { afterEach, beforeEach, expect, test } from 'vitest';
import { Crowd, pause } from './crowd.ts';
import { fileGround } from './ground.ts';
import { mayMount, type SmallDisk, smallDisk } from './mount.ts';
import { ServerProcess } from './server-process.ts';
import { inject } from './trace.ts';

let disk: SmallDisk | null = null;
let ground: ReturnType<typeof fileGround>;
let server: ServerProcess;
let crowd: Crowd;

async function opens(dataDir?: string): Promise<void> {
  ground = fileGround(dataDir);
  crowd = await Crowd.open(ground);
  server = new ServerProcess(ground.environment);
  await server.start();
  crowd.connect(() => server.port);
  crowd.start();
}

beforeEach(() => {
  if (!mayMount) console.warn('Left out: the full disk. Mounting a small one takes root.');
});
afterEach(async () => {
  crowd.disconnect();
  await server.kill();
  await ground.close();
  disk?.close();
  disk = null;
});

test.skipIf(!mayMount)(
  '[C25] a full disk: UNAVAILABLE within 2 s, reading goes on, and space heals it',
  async () => {
    disk = smallDisk(64);
    await opens(disk.folder);
    await crowd.orders(20);
    disk.fill();
    const { journal } = crowd;
    const before = journal.ackedOrders().size;
    for (let waited = 0; (journal.refusals.get('UNAVAILABLE') ?? 0) < 20; waited += 50) {
      expect(waited, 'the disk is full and nobody says so').toBeLessThan(20_000);
      await pause(50);
    }
    const full = journal.ackedOrders().size;
    // Two seconds; a loaded machine gets half a second more.
    expect(journal.slowestMs.get('UNAVAILABLE')).toBeLessThan(2_500);
    // Reading goes on: pages, and the streams of the market, and a newcomer's snapshot.
    const base = `http://127.0.0.1:${server.port}`;
    const { slug } = crowd.streams[0]!;
    for (const path of ['/healthz', '/api/v1/streams', `/s/${slug}`]) {
      expect((await fetch(base + path)).status, path).toBe(200);
    }
    const [watcher] = crowd.shoppers;
    const { seq } = watcher!.cursor;
    watcher!.connect(() => server.port);
    await pause(500);
    expect(watcher!.cursor.seq).toBeGreaterThanOrEqual(seq);
    await crowd.isWhole('while the disk is full');
    // What little fits at first is still taken; then nothing is.
    expect(journal.ackedOrders().size - full).toBeLessThan(30);
    disk.free();
    const freedAtMs = Date.now();
    await crowd.orders(20, 10_000);
    console.log(
      `[C25] ${full - before} orders fitted, then UNAVAILABLE ×${journal.refusals.get('UNAVAILABLE')}; ` +
        `20 orders within ${Date.now() - freedAtMs} ms of the first free block`,
    );
    await crowd.endsWell('after the full disk');
    // A payment notice of that time could not be taken either; its sender comes again.
    const fromFullDisk = (line: string) => line.includes('full') || line.includes('"message":"UNAVAILABLE"');
    expect(server.faults.filter((line) => !fromFullDisk(line))).toEqual([]);
  },
);

test('[C26] fsync says EIO: nothing is acknowledged from there on, the process ends, the next one reads the disk', async () => {
  await opens();
  await crowd.orders(20);
  const calls = 'fsync,fdatasync';
  const path = `${ground.file}-wal`;
  const tracer = await inject(server.pid, [{ calls, what: 'error=EIO', when: '5+' }], { path });
  const { code } = await server.ended;
  await tracer.close();
  expect(code).toBe(1);
  const struckAtMs = tracer.struckAtMs();
  expect(struckAtMs).not.toBeNull();
  crowd.disconnect();
  // An answer that was already on its way may have been heard a moment later.
  expect(crowd.journal.orderedAtMs.filter(({ atMs }) => atMs > struckAtMs! + 50)).toEqual([]);
  expect(server.faults.some((line) => line.includes('"level":60'))).toBe(true);
  await crowd.isWhole('after EIO');
  await server.start();
  crowd.connect(() => server.port);
  await crowd.orders(10);
  await crowd.endsWell('on what the disk has');
});
