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
