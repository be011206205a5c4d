import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_CHAT_LINES_A_SECOND } from '../../../shared/market/chat/bounds.ts';
import { PostgresServer } from '../../builders/postgres.ts';
import { type Child, startChild } from '../child.ts';
import { type House, inHouse } from '../house.ts';
import { median, pause } from '../numbers.ts';
import type { OrderRun } from '../open-loop.ts';
import type { Measure, PartReport } from '../report.ts';
import { sentQueues } from '../sent-queues.ts';
import type { BenchBuyer, Stall } from '../stall.ts';
import type { Talk, Talked } from '../talkers-child.ts';
import type { Usage } from '../usage.ts';

const WATCHERS = 500;
const BUYERS = 300;
const TALKERS = 1_000;
const RATE = 500;
const RUN_MS = 3_000;
const PAIRS = 20;
const ITEMS = 10;
const UNITS = 100_000;
const WARM_UP_RATE = 1_000;
const WARM_UP_MS = 3_000;
const REST_MS = 500;
/** An interval that is wider says nothing. */
const WIDE = 0.2;
const OFFERED: Talk = { lines: 500, hearts: 3_000 };
/** Lines of a busy evening: two a second for two and a half hours. */
const EVENING = 18_000;
/** A talk without orders, for what it writes and costs. */
const TALK_MS = 8_000;
/** Before it, one that leaves nothing out, until the newest lines are many; and so long the rush has begun. */
const CALM: Talk = { lines: 1.8, hearts: 0 };
const CALM_MS = 24_000;
const BEGUN_MS = 2_000;
/** A flood that nobody who types could offer, and one in so many watchers on a line that hardly carries anything. */
const FLOOD: Talk = { lines: 2_000, hearts: 6_000 };
const FLOOD_MS = 20_000;
const SLOW_ONE_IN = 10;
const SLOW_REST_MS = 10_000;
const LOOK_MS = 500;
/** What a socket may hold before it is closed as one that does not keep up, and what a process may grow by. */
const MOST_BUFFERED_MB = 1;
const MOST_GROWN_MIB = 100;

interface Pair {
  quiet: OrderRun;
  loud: OrderRun;
  talked: Talked;
}

/** What talk costs those who order: the same orders with 500 lines and 3,000 hearts a second offered, and without, turn about. */
export async function chat(seed: number): Promise<PartReport> {
  const postgres = await PostgresServer.start();
  try {
    const measures = await measured('SQLite', seed, {});
    const url = await postgres.database();
    measures.push(...(await measured('PostgreSQL', seed, { DATABASE_URL: url })));
    return {
      part: 'chat',
      about: `${RATE} orders a second of ${BUYERS} buyers, ${WATCHERS} watch, ${TALKERS} offer ${OFFERED.lines} lines and ${OFFERED.hearts} hearts a second; ${PAIRS} pairs, the median`,
      seed,
      measures,
    };
  } finally {
    await postgres.remove();
  }
}

function measured(store: string, seed: number, environment: Record<string, string>): Promise<Measure[]> {
  return inHouse(
    async (house) => {
      const talkers = startChild('talkers-child');
      const bare = startChild('bare-child');
      try {
        await house.fill(WATCHERS + BUYERS);
        const guests = await house.server.ask<BenchBuyer[]>('guests', TALKERS);
        const run = runner(house, talkers, guests, seed);
        await run({ rate: WARM_UP_RATE, forMs: WARM_UP_MS }, null);
        const pairs: Pair[] = [];
        for (let pair = 0; pair < PAIRS; pair += 1) pairs.push(await pairOf(run, pair % 2 === 1));
        const isFirst = store === 'SQLite';
        const costs = isFirst ? await costsOf(house, talkers, bare) : [];
        const floods = isFirst ? await floodOf(house, talkers) : [];
        return [...ordersOf(store, pairs), ...costs, ...floods];
      } finally {
        await Promise.all([talkers.end(), bare.end()]);
      }
    },
    undefined,
    // In Hong Kong, where no operator has to confirm that anyone may write (N2).
    { COUNTRY_CODE: '852', ...environment },
  );
}

type Run = (
  loop: { rate: number; forMs: number },
  talk: Talk | null,
) => Promise<{ order: OrderRun; talked: Talked | null }>;

/** Each run has a stream of its own, which all join. */
function runner({ server, crowd, port }: House, talkers: Child, guests: BenchBuyer[], seed: number): Run {
  let isConnected = false;
  return async (loop, talk) => {
    const { slug, offers } = await server.ask<Stall>('stall', Array(ITEMS).fill(UNITS));
    await crowd.ask('hello', { slug });
    if (!isConnected) await talkers.ask('connect', { port, guests });
    isConnected = true;
    await talkers.ask('join', { slug });
    if (talk) await talkers.ask('begin', talk);
    const order = await crowd.ask<OrderRun>('order', { ...loop, seed, offers, buyers: BUYERS });
    const talked = talk && (await talkers.ask<Talked>('end'));
    await pause(REST_MS);
    return { order, talked };
  };
}

async function pairOf(run: Run, isLoudFirst: boolean): Promise<Pair> {
  const loop = { rate: RATE, forMs: RUN_MS };
  const first = await run(loop, isLoudFirst ? OFFERED : null);
  const second = await run(loop, isLoudFirst ? null : OFFERED);
  const [quiet, loud] = isLoudFirst ? [second, first] : [first, second];
  return { quiet: quiet.order, loud: loud.order, talked: loud.talked! };
}

function ordersOf(store: string, pairs: readonly Pair[]): Measure[] {
  const ratios = pairs.map(({ quiet, loud }) => loud.p99 / quiet.p99);
  const sorted = ratios.toSorted((a, b) => a - b);
  // Of twenty pairs the median lies between the sixth and the fifteenth in 96 of 100 cases.
  const [least, most] = [sorted[5]!, sorted.at(-6)!];
  const accepted = pairs.reduce((sum, { talked }) => sum + (talked.answers.ok ?? 0), 0);
  const offered = pairs.reduce((sum, { talked }) => sum + talked.offered, 0);
  const seconds = (PAIRS * RUN_MS) / 1_000;
  const range = `the pairs: ${sorted.map((ratio) => ratio.toFixed(2)).join(', ')}`;
  const note = `${(offered / seconds).toFixed(0)} lines/s offered, ${(accepted / seconds).toFixed(0)} accepted; ${range}`;
  return [
    {
      name: `ack p99 of an order, quiet, ${store}`,
      value: median(pairs.map(({ quiet }) => quiet.p99)),
      unit: 'ms',
    },
    {
      name: `ack p99 of an order beside 500 lines/s, ${store}`,
      value: median(ratios),
      unit: '× quiet',
      note,
    },
    {
      name: `the same, lower end of 95 %, ${store}`,
      value: least,
      unit: '× quiet',
      budget: { most: 1.2 },
      note: most - least > WIDE ? 'not shown: the machine was too busy to tell' : 'of the pairs',
    },
    {
      name: `ack p50 of an order beside 500 lines/s, ${store}`,
      value: median(pairs.map(({ quiet, loud }) => loud.p50 / quiet.p50)),
      unit: '× quiet',
    },
  ];
}

/** What a line costs the disk and a frame the server, without orders. */
async function costsOf(house: House, talkers: Child, bare: Child): Promise<Measure[]> {
  const { server, crowd, folder } = house;
  const { slug } = await server.ask<Stall>('stall', Array(ITEMS).fill(UNITS));
  await crowd.ask('hello', { slug });
  await talkers.ask('join', { slug });
  const { port } = await bare.ask<{ port: number }>('open');
  await crowd.ask('connectBare', { port, count: WATCHERS + BUYERS });
  const quiet = await loadOf(house, TALK_MS);
  await crowd.ask('keep', { count: 1_000, event: 'c' });
  await talkers.ask('begin', CALM);
  await pause(CALM_MS);
  await talkers.ask<Talked>('end');
  const calm = await crowd.ask<string[]>('kept');
  const calmForMs = await crowd.ask<number>('keptForMs');
  await talkers.ask('begin', { lines: OFFERED.lines, hearts: 0 } satisfies Talk);
  await pause(BEGUN_MS);
  await talkers.ask<Talked>('end');
  const bytesBefore = bytesIn(folder);
  await crowd.ask('keep', { count: 1_000, event: 'c' });
  const framesBefore = await crowd.ask<number>('chatFrames');
  const one = await crowd.ask<{ bytes: number }>('one', 0);
  await talkers.ask('begin', { lines: OFFERED.lines, hearts: 0 } satisfies Talk);
  const loud = await loadOf(house, TALK_MS);
  const { answers } = await talkers.ask<Talked>('end');
  const frames = (await crowd.ask<number>('chatFrames')) - framesBefore;
  const read = (await crowd.ask<{ bytes: number }>('one', 0)).bytes - one.bytes;
  const texts = await crowd.ask<string[]>('kept');
  const textsForMs = await crowd.ask<number>('keptForMs');
  // Who comes now gets the newest lines at once.
  await crowd.ask('keep', { count: 1, event: 'c' });
  await crowd.ask('hello', { slug });
  await pause(REST_MS);
  const [newest = ''] = await crowd.ask<string[]>('kept');
  const { cpuMs } = await bare.ask<{ cpuMs: number }>('send', { texts, everyMs: TALK_MS / texts.length });
  const accepted = answers.ok ?? 0;
  const aLine = (bytesIn(folder) - bytesBefore) / Math.max(1, accepted);
  return [
    {
      name: 'disk for an evening of 18,000 lines',
      value: (aLine * EVENING) / 1e6,
      unit: 'MB',
      note: `${aLine.toFixed(0)} bytes a line, over ${accepted} lines`,
    },
    {
      name: 'CPU of the server for 500 lines/s and their frames',
      value: (100 * (loud - quiet)) / TALK_MS,
      unit: '% of a core',
      note: `${frames} frames delivered; a bare loop writes the same frames with ${((100 * cpuMs) / TALK_MS).toFixed(2)} %`,
    },
    {
      name: 'CPU of a delivered frame of a chat',
      value: (loud - quiet) / cpuMs,
      unit: '× bare loop',
      note: 'with what 500 lines a second cost to be read, judged and written',
    },
    {
      name: 'lines of a chat for a viewer and minute, at 500 lines/s offered',
      value: kilobytesAMinute(texts, textsForMs),
      unit: 'kB',
      budget: { most: 6 },
      note: sentIn(texts, textsForMs),
    },
    {
      name: `the same at ${CALM.lines} lines/s, of which none is left out`,
      value: kilobytesAMinute(calm, calmForMs),
      unit: 'kB',
      note: sentIn(calm, calmForMs),
    },
    {
      name: 'the newest lines for who joins',
      value: wireBytes([newest]) / 1_000,
      unit: 'kB',
      budget: { most: 5 },
      note: `${linesIn(newest)} lines`,
    },
    {
      name: 'all for a viewer and minute, at 500 lines/s offered',
      value: (read / 1_000) * (60_000 / TALK_MS),
      unit: 'kB',
      budget: { most: 26 },
      note: 'no orders meanwhile',
    },
  ];
}

/**
 * A flood while one in ten watchers hardly reads: what waits for them in the server, and what it grows by. The first seconds
 * are not looked at: buffers that fill once stay.
 */
async function floodOf({ server, crowd, port }: House, talkers: Child): Promise<Measure[]> {
  const { slug } = await server.ask<Stall>('stall', Array(ITEMS).fill(UNITS));
  await crowd.ask('hello', { slug });
  await talkers.ask('join', { slug });
  const cutBefore = await crowd.ask<number>('cut');
  const framesBefore = await crowd.ask<number>('chatFrames');
  const slow = await crowd.ask<number>('readSlowly', { oneIn: SLOW_ONE_IN, restMs: SLOW_REST_MS });
  await talkers.ask('begin', FLOOD);
  await pause(FLOOD_MS / 4);
  const before = await server.ask<Usage>('usage');
  const seen = { total: 0, most: 0, unsent: 0, unread: 0, rssMiB: before.rssMiB };
  for (let ms = 0; ms < FLOOD_MS; ms += LOOK_MS) {
    await pause(LOOK_MS);
    const { total, most } = await server.ask<{ total: number; most: number }>('buffered');
    const { rssMiB } = await server.ask<Usage>('usage');
    seen.total = Math.max(seen.total, total);
    seen.most = Math.max(seen.most, most);
    const { unsent, unread } = sentQueues(port);
    seen.unsent = Math.max(seen.unsent, unsent);
    seen.unread = Math.max(seen.unread, unread);
    seen.rssMiB = Math.max(seen.rssMiB, rssMiB);
  }
  const { offered, answers } = await talkers.ask<Talked>('end');
  const frames = (await crowd.ask<number>('chatFrames')) - framesBefore;
  await crowd.ask('readSlowly', { oneIn: 0, restMs: 0 });
  const cut = (await crowd.ask<number>('cut')) - cutBefore;
  const accepted = answers.ok ?? 0;
  const answered = Object.values(answers).reduce((sum, count) => sum + count, 0);
  const seconds = (1.25 * FLOOD_MS) / 1_000;
  const note = `${slow} read once every ${SLOW_REST_MS / 1_000} s; ${cut} of all were closed; ${frames} frames delivered`;
  return [
    {
      name: 'lines a second that a flood of 2,000 gets in',
      value: accepted / seconds,
      unit: 'lines/s',
      budget: { most: MAX_CHAT_LINES_A_SECOND + 1 },
      note: `${(offered / seconds).toFixed(0)} offered, ${answered} of ${offered} answered: ${JSON.stringify(answers)}`,
    },
    {
      name: 'waiting for the slowest reader beside a flood',
      value: seen.most / 1e6,
      unit: 'MB',
      budget: { most: MOST_BUFFERED_MB },
      note,
    },
    {
      name: 'waiting for all readers beside a flood',
      value: seen.total / 1e6,
      unit: 'MB',
      budget: { most: MOST_BUFFERED_MB * slow },
    },
    {
      name: 'kept by the kernel for the slowest reader',
      value: (seen.unsent + seen.unread) / 1e3,
      unit: 'kB',
      note: `${seen.unread} bytes of it unread at its own end; kernels are full before anything waits in the server`,
    },
    {
      name: 'growth of the server under a flood',
      value: seen.rssMiB - before.rssMiB,
      unit: 'MiB',
      budget: { most: MOST_GROWN_MIB },
      note: `from ${before.rssMiB.toFixed(0)} MiB after ${FLOOD_MS / 4_000} s of it, in the ${FLOOD_MS / 1_000} s after`,
    },
  ];
}

async function loadOf({ server }: House, forMs: number): Promise<number> {
  const before = await server.ask<Usage>('usage');
  await pause(forMs);
  return (await server.ask<Usage>('usage')).cpuMs - before.cpuMs;
}

/** What each frame after the first brought, over the time from the first to the last: so many gaps, so many frames. */
function kilobytesAMinute([, ...later]: readonly string[], forMs: number): number {
  return (wireBytes(later) / 1_000) * (60_000 / forMs);
}

function sentIn([, ...later]: readonly string[], forMs: number): string {
  const lines = later.reduce((sum, frame) => sum + linesIn(frame), 0);
  return `${lines} lines in ${later.length} frames of ${(forMs / 1_000).toFixed(1)} s`;
}

function linesIn(frame: string): number {
  const told = (JSON.parse(frame.slice(frame.indexOf('['))) as unknown[]).at(-1) as { lines?: unknown[] };
  return told.lines?.length ?? 0;
}

/** What texts are on a line, each with the header of its frame. */
function wireBytes(texts: readonly string[]): number {
  return texts.reduce((sum, text) => {
    const bytes = Buffer.byteLength(text);
    return sum + bytes + (bytes < 126 ? 2 : 4);
  }, 0);
}

/** What the market's files have. */
function bytesIn(folder: string): number {
  return readdirSync(folder)
    .filter((name) => name.includes('.db'))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
