import { startChild } from './child.ts';
import { pause } from './numbers.ts';
import type { OrderRun } from './open-loop.ts';
import { openServer } from './opening.ts';
import type { Measure } from './report.ts';
import type { BenchBuyer, Stall } from './stall.ts';

const KILLS = 3;
/** A new snapshot waits for 20,000 facts at the least: twelve thousand orders are left behind the last one. */
const KILLED_RATE = 1_500;
const KILLED_AFTER_MS = 8_000;
/** Who order until the server is killed. */
export const KILLED_BUYERS = 1_000;

/**
 * The server is killed while orders come in, on the very stream that has sold so much, and started again: each start finds
 * what the kills before it left behind the last snapshot as well.
 */
export async function openingAfterKills(
  folder: string,
  { slug, offers }: Stall,
  buyers: BenchBuyer[],
  seed: number,
): Promise<Measure[]> {
  const ready: number[] = [];
  const shown: number[] = [];
  let left = 0;
  let server = await openServer(folder);
  try {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const crowd = startChild('crowd-child');
      try {
        await crowd.ask('connect', { port: server.port, buyers, slug });
        const loop = { rate: KILLED_RATE, forMs: KILLED_AFTER_MS + 1_000, seed: seed + kill, offers };
        const ordering = crowd.ask<OrderRun>('order', { ...loop, buyers: buyers.length });
        await pause(KILLED_AFTER_MS);
        await server.end('SIGKILL');
        const { accepted, unanswered } = await ordering;
        if (accepted === 0 || unanswered === 0) throw new Error('No order was under way at the kill.');
        left += accepted;
      } finally {
        await crowd.end();
      }
      const startMs = performance.now();
      server = await openServer(folder);
      ready.push(server.readySeconds);
      shown.push(await firstScreen(server.port, buyers[0]!, slug, startMs));
    }
  } finally {
    await server.end('SIGTERM');
  }
  return [
    {
      name: 'after a kill, from spawn to ready',
      value: Math.max(...ready),
      unit: 's',
      budget: { most: 2 },
      note: `the longest of ${inSeconds(ready)}; SIGKILL while ${KILLED_RATE} orders/s came in, ${left.toLocaleString('en')} accepted in all; ready as /readyz says it`,
    },
    {
      name: 'after a kill, from spawn to a screen of that stream',
      value: Math.max(...shown),
      unit: 's',
      note: `the longest of ${inSeconds(shown)}`,
    },
  ];
}

/** @returns s until a viewer has the snapshot */
async function firstScreen(port: number, buyer: BenchBuyer, slug: string, startMs: number): Promise<number> {
  const crowd = startChild('crowd-child');
  try {
    await crowd.ask('connect', { port, buyers: [buyer], slug });
    return (performance.now() - startMs) / 1_000;
  } finally {
    await crowd.end();
  }
}

function inSeconds(took: readonly number[]): string {
  return took.map((seconds) => seconds.toFixed(2)).join(', ');
}
