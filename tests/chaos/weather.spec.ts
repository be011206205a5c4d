import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { TcpProxy, type Weather } from '../builders/tcp-proxy.ts';
import { Crowd, pause } from '../crash/crowd.ts';
import { fileGround } from '../crash/ground.ts';
import { ServerProcess } from '../crash/server-process.ts';

/** How long each weather lasts. */
const WEATHER_MS = Number(process.env.FAIRDAY_FAULT_MS ?? 3_000);

const ground = fileGround();
const server = new ServerProcess(ground.environment);
let line: TcpProxy;
let crowd: Crowd;

beforeAll(async () => {
  crowd = await Crowd.open(ground);
  await server.start();
  line = await TcpProxy.to(server.port);
  // Two of three buyers are on the bad line; the others must not notice.
  let count = 0;
  crowd.connect(() => (count++ % 3 < 2 ? line.port : server.port), true);
  crowd.start();
  await crowd.orders(10);
});
afterEach(async () => {
  line.heal();
  await crowd.isWhole(`seed ${crowd.seed}`);
});
afterAll(async () => {
  await server.kill();
  await line.close();
  await ground.close();
});

const weathers: [string, Partial<Weather>][] = [
  ['2 s late', { latencyMs: 2_000 }],
  ['16 kB/s', { bytesPerSecond: 16_000 }],
  ['byte by byte', { sliceBytes: 1 }],
  ['silent both ways', { stalled: ['up', 'down'] }],
  ['nothing arrives at the server', { lost: ['up'] }],
  ['nothing arrives at the phone', { lost: ['down'] }],
];

test.each(weathers)('[Q8] the line of the phones: %s', async (_, weather) => {
  const fromMs = Date.now();
  line.set(weather);
  await pause(WEATHER_MS);
  for (const { streamId } of crowd.streams)
    expect(crowd.journal.longestGapMs(streamId, fromMs)).toBeLessThan(2_000);
  line.heal();
  line.reset();
  await crowd.orders(20, 10_000);
});

test('[Q8][C30] the line is cut again and again in the middle of orders', async () => {
  for (const end = Date.now() + WEATHER_MS; Date.now() < end; await pause(150 + crowd.random(200)))
    line.reset();
  await crowd.orders(20, 10_000);
});

test('[INV4][INV6][INV13][INV16] after all of it everybody has one answer per key, and all screens show the same', async () => {
  const { replays } = crowd.journal;
  expect(replays).toBeGreaterThan(0);
  const total = await crowd.endsWell('at the end');
  expect(total.acked).toBeGreaterThan(100);
  expect(server.faults).toEqual([]);
});
