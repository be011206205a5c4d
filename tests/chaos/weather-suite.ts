import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { TcpProxy, type Weather } from '../builders/tcp-proxy.ts';
import { until } from '../builders/until.ts';
import { Crowd, pause } from '../crash/crowd.ts';
import type { Ground } from '../crash/ground.ts';
import { ServerProcess } from '../crash/server-process.ts';

/** How long each weather lasts. */
const WEATHER_MS = Number(process.env.FAIRDAY_FAULT_MS ?? 3_000);

/** So many orders are taken whose buyers do not hear it. */
const UNHEARD = 10;
/** The answer to an order as it passes: the server's frames are not masked. */
const ORDER_ACK = /43\/live,\d+\[\{.*?"orderId":"([^"]+)"/;

const weathers: [string, Partial<Weather>][] = [
  ['2 s late', { latencyMs: 2_000 }],
  ['16 kB/s', { bytesPerSecond: 16_000 }],
  ['byte by byte', { sliceBytes: 1 }],
  ['silent both ways', { stalled: ['up', 'down'] }],
  ['nothing arrives at the server', { lost: ['up'] }],
  ['nothing arrives at the phone', { lost: ['down'] }],
];

/** Bad lines between phones and a server; what a buyer is told never depends on the line, on either store. */
export function weather(open: () => Promise<Ground>): void {
  let ground: Ground;
  let server: ServerProcess;
  let line: TcpProxy;
  let crowd: Crowd;

  beforeAll(async () => {
    ground = await open();
    server = new ServerProcess(ground.environment);
    crowd = await Crowd.open(ground);
    await server.start();
    line = await TcpProxy.to(server.port);
    crowd.connect(() => server.port, true);
    // Two of three buyers are on the bad line, and come back over it each time; the others must not notice.
    for (const [n, shopper] of crowd.shoppers.entries())
      if (n % 3 < 2) shopper.connect(() => line.port, true);
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

  test.each(weathers)('[C40] the line of the phones: %s', async (_, bad) => {
    const fromMs = Date.now();
    line.set(bad);
    await pause(WEATHER_MS);
    for (const { streamId } of crowd.streams)
      expect(crowd.journal.longestGapMs(streamId, fromMs)).toBeLessThan(2_000);
    line.heal();
    line.reset();
    await crowd.orders(20, 10_000);
  });

  test('[C40][C30] the line is cut again and again in the middle of orders', async () => {
    for (const end = Date.now() + WEATHER_MS; Date.now() < end; await pause(150 + crowd.random(200)))
      line.reset();
    await crowd.orders(20, 10_000);
  });

  test('[C30] the line is cut when the answer to an order is on its way: sent again over another one, the key finds that order', async () => {
    const { journal } = crowd;
    const unheard = new Set<string>();
    line.watch = (direction, chunk) => {
      const orderId = direction === 'down' ? ORDER_ACK.exec(chunk.toString())?.[1] : undefined;
      if (orderId === undefined || journal.ackedOrders().has(orderId) || crowd.random(3) > 0) return 'pass';
      unheard.add(orderId);
      return 'cut';
    };
    await until(() => unheard.size >= UNHEARD, 20_000);
    line.heal();
    await until(() => [...unheard].every((orderId) => journal.ackedOrders().has(orderId)), 10_000);
    await crowd.orders(20, 10_000);
  });

  test('[INV4][INV6][INV13][INV16] after all of it everybody has one answer per key, and all screens show the same', async () => {
    const { replays } = crowd.journal;
    expect(replays).toBeGreaterThan(0);
    const total = await crowd.endsWell('at the end');
    expect(total.acked).toBeGreaterThan(100);
    expect(server.faults).toEqual([]);
  });
}
