import { type Child, startChild } from '../child.ts';
import { inHouse } from '../house.ts';
import { pause } from '../numbers.ts';
import type { PartReport } from '../report.ts';
import type { Stall } from '../stall.ts';
import type { Usage } from '../usage.ts';

const VIEWERS = 10_000;
const ITEMS = 30;
/** Memory is read when the first rush is over. */
const SETTLED_MS = 2_000;
const MB = 2 ** 20 / 1_000_000;
/** Phones that open the page while the others come back, each second; and for so long nobody else does anything. */
const PAGES_A_SECOND = 200;
const PAGES_ALONE_MS = 5_000;

/** So many on one process, and all of them coming back at once, as after a failure of the network. */
export async function join(seed: number): Promise<PartReport> {
  return inHouse(async ({ server, crowd, port, invite }) => {
    const { slug } = await server.ask<Stall>('stall', Array(ITEMS).fill(1_000));
    await invite(VIEWERS, slug);
    await pause(SETTLED_MS);
    const held = await server.ask<Usage>('usage');
    const asked = await crowd.ask<{ allMs: number; p99Ms: number }>('hello', { slug });
    const before = await server.ask<Usage>('usage');
    const rejoinMs = await crowd.ask<number>('rejoin', { port, slug });
    const after = await server.ask<Usage>('usage');
    const url = `http://127.0.0.1:${port}/s/${slug}`;
    const alone = await cpuOfPages(server, url);
    const beside = openPages(url);
    const besideMs = await crowd.ask<number>('rejoin', { port, slug });
    const opened = await beside.stop();
    const snapshot = await crowd.ask<string>('snapshot', { slug });
    await crowd.ask('leave');
    const bare = await bareRejoin(crowd, snapshot);
    const all = VIEWERS.toLocaleString('en');
    const microsEach = (cpuMs: number) => (1_000 * cpuMs) / VIEWERS;
    return {
      part: 'join',
      about: `${all} viewers on one process; all connections cut in one moment, made again, and each given a snapshot of ${ITEMS} items`,
      seed,
      measures: [
        {
          name: `until all ${all} are back with their snapshot`,
          value: rejoinMs,
          unit: 'ms',
          budget: { most: 12_000 },
        },
        { name: 'bare ws loop, same bytes', value: bare.tookMs, unit: 'ms' },
        {
          name: 'server CPU each',
          value: microsEach(after.cpuMs - before.cpuMs),
          unit: 'µs',
          note: `bare loop ${microsEach(bare.cpuMs).toFixed(0)} µs`,
        },
        {
          name: `the same with ${PAGES_A_SECOND} pages opened a second`,
          value: besideMs,
          unit: 'ms',
          note: `${opened.toLocaleString('en')} were opened meanwhile`,
        },
        { name: 'server CPU per page opened', value: alone, unit: 'µs', note: 'written once a second' },
        { name: 'all ask in one moment, on open sockets', value: asked.allMs, unit: 'ms' },
        {
          name: `server memory with ${all} viewers`,
          value: held.rssMiB * MB,
          unit: 'MB',
          budget: { most: 300 },
          note: `${(after.rssMiB * MB).toFixed(0)} MB when all had come back`,
        },
        { name: `bare ws server with ${all}`, value: bare.rssMiB * MB, unit: 'MB' },
      ],
    };
  });
}

/** @returns CPU of the server for each page, in µs, with nobody coming or going */
async function cpuOfPages(server: Child, url: string): Promise<number> {
  const before = await server.ask<Usage>('usage');
  await pause(PAGES_ALONE_MS);
  const idle = await server.ask<Usage>('usage');
  const pages = openPages(url);
  await pause(PAGES_ALONE_MS);
  const opened = await pages.stop();
  const after = await server.ask<Usage>('usage');
  const idleMs = idle.cpuMs - before.cpuMs;
  return (1_000 * (after.cpuMs - idle.cpuMs - idleMs)) / opened;
}

/** Opens the page so often a second, whether or not those before have come. @returns how to stop, and how many came */
function openPages(url: string): { stop(): Promise<number> } {
  const asked: Promise<number>[] = [];
  const open = async () => {
    await (await fetch(url)).text();
    return 1;
  };
  const timer = setInterval(() => asked.push(open().catch(() => 0)), 1_000 / PAGES_A_SECOND);
  return {
    async stop() {
      clearInterval(timer);
      return (await Promise.all(asked)).reduce((sum, came) => sum + came, 0);
    },
  };
}

/** The same crowd at a server that greets each with the very snapshot, framed once. */
async function bareRejoin(
  crowd: Child,
  snapshot: string,
): Promise<{ tookMs: number; cpuMs: number; rssMiB: number }> {
  const bare = startChild('bare-child');
  try {
    const { port } = await bare.ask<{ port: number }>('open');
    await crowd.ask('connectBare', { port, count: VIEWERS });
    await bare.ask('greet', snapshot);
    const held = await bare.ask<Usage>('usage');
    const tookMs = await crowd.ask<number>('rejoinBare', { port, isGreeted: true });
    const after = await bare.ask<Usage>('usage');
    return { tookMs, cpuMs: after.cpuMs - held.cpuMs, rssMiB: held.rssMiB };
  } finally {
    await bare.end();
  }
}
