import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { TcpProxy } from '../builders/tcp-proxy.ts';
import { Crowd, pause } from './crowd.ts';
import { fileGround } from './ground.ts';
import { ServerProcess, WRAPPED } from './server-process.ts';
import { inject } from './trace.ts';
import type { KillPlan } from './wrapped-server.ts';

/** Each place is hit this often; a release run takes 25. */
const KILLS = Number(process.env.FAIRDAY_KILLS_PER_PLACE ?? 2);

const ground = fileGround();
const wal = `${ground.file}-wal`;
let crowd: Crowd;
let server: ServerProcess;

beforeAll(async () => {
  crowd = await Crowd.open(ground, { buyers: 10 });
  crowd.start();
  server = new ServerProcess(ground.environment, WRAPPED);
}, 60_000);
afterEach(async () => {
  await server.kill();
  crowd.disconnect();
});
afterAll(() => ground.close());

/** A server lives, dies as planned, and what it leaves is whole; the next one takes orders again at once (INV22). */
async function lives(more: Record<string, string>, dies: () => Promise<void>): Promise<void> {
  await server.start(more);
  crowd.connect(() => server.port);
  const fromMs = Date.now();
  await dies();
  expect((await server.ended).signal).toBe('SIGKILL');
  crowd.disconnect();
  crowd.downs.push([fromMs, Date.now()]);
  await crowd.isWhole(`killed, seed ${crowd.seed}`);
}

async function livesOn(): Promise<void> {
  await server.start();
  crowd.connect(() => server.port);
  await crowd.orders(10, 10_000);
  await crowd.isWhole('and living on');
}

test.each([
  ['[C02] killed between the door and the queue', 'let in'],
  ['[C03] killed with a cut decided and not written', 'decided'],
  ['[C07] killed with a cut committed and told to nobody', 'committed'],
] as const)('%s', async (_, at) => {
  for (let kill = 0; kill < KILLS; kill += 1) {
    // A contact is looked up once and then remembered: only a server's first orders pass that place.
    const plan: KillPlan = { at, after: crowd.random(at === 'let in' ? 4 : 20) };
    await lives({ FAIRDAY_KILL_PLAN: JSON.stringify(plan) }, () => orFail(server.ended, 20_000));
  }
  await livesOn();
});

test('[C04] killed while the transaction is written, at different pages', async () => {
  for (let kill = 0; kill < KILLS; kill += 1) {
    await lives({}, async () => {
      await crowd.orders(5);
      const when = String(1 + crowd.random(60));
      const tracer = await inject(server.pid, { calls: 'pwrite64', path: wal, what: 'signal=SIGKILL', when });
      await orFail(server.ended, 20_000);
      await tracer.close();
    });
  }
  await livesOn();
});

test('[C05] killed when COMMIT is written and not yet on the disk', async () => {
  for (let kill = 0; kill < KILLS; kill += 1) {
    await lives({}, async () => {
      await crowd.orders(5);
      const when = String(1 + crowd.random(20));
      const calls = 'fsync,fdatasync';
      const tracer = await inject(server.pid, { calls, path: wal, what: 'signal=SIGKILL', when });
      await orFail(server.ended, 20_000);
      await tracer.close();
    });
  }
  await livesOn();
});

test('[C08][C09] screens saw it, the buyers never heard, then the server dies: the same key, the same order', async () => {
  await server.start();
  const line = await TcpProxy.to(server.port);
  // Half of the buyers speak over a line whose way back is dead from some moment on.
  let count = 0;
  crowd.connect(() => (count++ % 4 < 2 ? line.port : server.port));
  await crowd.orders(10);
  const before = crowd.journal.open().length;
  line.set({ lost: ['down'] });
  await pause(1_000);
  const unheard = crowd.journal.open();
  expect(unheard.length).toBeGreaterThan(before);
  const fromMs = Date.now();
  await server.kill();
  crowd.disconnect();
  await line.close();
  const stored = await ground.ledger.read((ask) => ask<{ key: string }>('SELECT key FROM command_key'));
  const keys = new Set(stored.map(({ key }) => key));
  // They were committed, and shown, and nobody who had asked knows it.
  expect(unheard.filter(({ key }) => keys.has(key)).length).toBeGreaterThan(0);
  const { replays } = crowd.journal;
  await server.start();
  crowd.connect(() => server.port);
  crowd.downs.push([fromMs, Date.now()]);
  await crowd.orders(20);
  expect(unheard.every(({ answer }) => answer !== null)).toBe(true);
  expect(crowd.journal.replays).toBeGreaterThan(replays);
  await crowd.isWhole('after answers that were never heard');
});

test('[INV4][INV6][INV13] after all of them everybody has one answer per key, and all screens show the same', async () => {
  await server.start();
  crowd.connect(() => server.port);
  const total = await crowd.endsWell('at the end');
  expect(total.acked).toBeGreaterThan(100);
  expect(server.faults).toEqual([]);
});

async function orFail<T>(event: Promise<T>, withinMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not happen within ${withinMs} ms.`)), withinMs);
  });
  await Promise.race([event, late]);
  clearTimeout(timer);
}
