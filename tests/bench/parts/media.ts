import type { types } from 'mediasoup';
import { mediaCodecs } from '../../../server/adapters/mediasoup/codecs.ts';
import { startChild } from '../child.ts';
import { inHouse } from '../house.ts';
import { type MediaStream, openStreams, sendOn, sendStreams } from '../media-flow.ts';
import { pause, percentile } from '../numbers.ts';
import type { OpenLoop, OrderRun } from '../open-loop.ts';
import type { Measure, PartReport } from '../report.ts';
import type { Stall } from '../stall.ts';

const VIEWERS = [10, 50, 100, 200];
const MEASURE_MS = 8_000;
/** Orders beside the picture: the task of a middling evening, and the viewers that one browser test can have. */
const RATE = 500;
const WATCHING = 20;
const BUYERS = 500;
const ITEMS = 10;
const UNITS = 1_000_000;
const WARM_UP_MS = 4_000;
const RUN_MS = 8_000;
const ROUNDS = 3;

/** What live video costs: a viewer in the media worker, and orders beside it in the server. No browsers. */
export async function media(seed: number): Promise<PartReport> {
  return {
    part: 'media',
    about:
      'CPU of one media worker that sends 1.6 Mbit/s of video and sound to each viewer (AES-256-GCM); ' +
      `orders at ${RATE}/s on a server without and with ${WATCHING} such viewers, who renew their lines each second`,
    seed,
    measures: [...(await perViewer()), ...(await besideOrders(seed))],
  };
}

async function perViewer(): Promise<Measure[]> {
  const { createWorker } = await import('mediasoup');
  const worker = await createWorker({ logLevel: 'error' });
  const sink = startChild('media-sink-child');
  try {
    const router = await worker.createRouter({ mediaCodecs });
    const streams = await openStreams(router);
    const host = sendStreams(streams);
    const measures: Measure[] = [];
    let served = 0;
    const idle = await cpuShare(worker);
    try {
      for (const viewers of VIEWERS) {
        await sendOn(router, streams, await sink.ask<number[]>('open', viewers - served));
        served = viewers;
        await pause(500);
        const before = await sink.ask<number>('packets');
        const sentBefore = host.sent;
        const share = await cpuShare(worker);
        const arrived = (await sink.ask<number>('packets')) - before;
        const due = (host.sent - sentBefore) * viewers;
        measures.push(
          { name: `worker at ${viewers} viewers`, value: share, unit: '% of a core' },
          {
            name: `CPU per viewer at ${viewers}`,
            value: ((share - idle) * 10) / viewers,
            unit: 'ms/s',
            note: `${Math.round((arrived / MEASURE_MS) * 1_000)} packets/s came, ${((100 * arrived) / due).toFixed(1)} % of what was sent`,
          },
        );
      }
    } finally {
      host.close();
    }
    const { ru_maxrss: maxKb } = await worker.getResourceUsage();
    measures.push({ name: `memory at ${served} viewers`, value: maxKb / 1_024, unit: 'MB' });
    return measures;
  } finally {
    await sink.ask('close');
    await sink.end();
    worker.close();
  }
}

/** Rounds without and with viewers take turns, so that what else the machine does falls on both. */
async function besideOrders(seed: number): Promise<Measure[]> {
  return inHouse(async ({ server, crowd, fill }) => {
    await fill(BUYERS);
    await server.ask('findRouters');
    const sink = startChild('media-sink-child');
    const run = async (forMs: number, isWatched: boolean): Promise<OrderRun> => {
      const stall = await server.ask<Stall>('stall', Array(ITEMS).fill(UNITS));
      await crowd.ask('hello', { slug: stall.slug });
      const loop = { rate: RATE, forMs, seed, offers: stall.offers, buyers: BUYERS } satisfies OpenLoop & {
        buyers: number;
      };
      if (!isWatched) return crowd.ask<OrderRun>('order', loop);
      await crowd.ask('watch', WATCHING);
      const ports = await sink.ask<number[]>('open', WATCHING);
      await sink.ask('send', await server.ask<MediaStream[]>('broadcast', ports));
      const signals = crowd.ask('renewLines', forMs);
      const outcome = await crowd.ask<OrderRun>('order', loop);
      await signals;
      await sink.ask('close');
      await crowd.ask('unwatch');
      return outcome;
    };
    try {
      await run(WARM_UP_MS, false);
      const without: OrderRun[] = [];
      const besides: OrderRun[] = [];
      let packets = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        without.push(await run(RUN_MS, false));
        const before = await sink.ask<number>('packets');
        besides.push(await run(RUN_MS, true));
        packets += (await sink.ask<number>('packets')) - before;
      }
      const perSecond = Math.round((packets * 1_000) / (ROUNDS * RUN_MS));
      return [
        ...measuresOf(`at ${RATE} orders/s, nobody watches`, without, ''),
        ...measuresOf(`at ${RATE} orders/s, ${WATCHING} watch`, besides, `; ${perSecond} packets/s came`),
      ];
    } finally {
      await sink.end();
    }
  });
}

function measuresOf(what: string, runs: readonly OrderRun[], more: string): Measure[] {
  const accepted = runs.reduce((sum, run) => sum + run.accepted, 0);
  const sent = runs.reduce((sum, run) => sum + run.sent, 0);
  const median = (of: (run: OrderRun) => number) => percentile(runs.map(of), 50);
  const note = `medians of ${runs.length} runs; ${accepted} of ${sent} accepted${more}`;
  return [
    { name: `ack p50 ${what}`, value: median(({ p50 }) => p50), unit: 'ms', note },
    { name: `ack p99 ${what}`, value: median(({ p99 }) => p99), unit: 'ms' },
  ];
}

/** What the worker used of a core over the time measured, in percent. */
async function cpuShare(worker: types.Worker): Promise<number> {
  const before = await worker.getResourceUsage();
  const startMs = performance.now();
  await pause(MEASURE_MS);
  const after = await worker.getResourceUsage();
  const usedMs = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime;
  return (100 * usedMs) / (performance.now() - startMs);
}
