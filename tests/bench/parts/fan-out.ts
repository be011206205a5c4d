import { startChild } from '../child.ts';
import type { Tally } from '../crowd-child.ts';
import { inHouse } from '../house.ts';
import { median, pause } from '../numbers.ts';
import type { PartReport } from '../report.ts';
import type { Usage } from '../server-child.ts';
import type { Stall } from '../stall.ts';

const VIEWERS = 2_000;
const ROUNDS = 3;
const ROUND_MS = 4_000;
/** Frames that say something at once are 50 ms apart at the least (K3): the most a host can make of a stream. */
const EVERY_MS = 60;

/** What a frame to a viewer costs the server, beside a loop that does nothing but write the same bytes. */
export async function fanOut(seed: number): Promise<PartReport> {
  return inHouse(async ({ server, crowd, fill }) => {
    const bare = startChild('bare-child');
    try {
      const stall = await server.ask<Stall>('stall', [1_000, 1_000, 1_000]);
      await fill(VIEWERS);
      await crowd.ask('hello', { slug: stall.slug });
      const { port } = await bare.ask<{ port: number }>('open');
      await crowd.ask('connectBare', { port, count: VIEWERS });
      const { streamId, offers } = stall;
      const flicker = { streamId, itemNumber: offers[0]!.itemNumber, everyMs: EVERY_MS, forMs: ROUND_MS };

      const ours: number[] = [];
      const theirs: number[] = [];
      const ratios: number[] = [];
      let frameBytes = 0;
      for (let round = 0; round <= ROUNDS; round += 1) {
        await crowd.ask('keep', 1_000);
        const before = await both();
        await server.ask('flicker', flicker);
        const after = await both();
        await pause(200);
        const frames = after.tally.frames - before.tally.frames;
        const perFrame = (1_000 * (after.usage.cpuMs - before.usage.cpuMs)) / frames;
        const texts = await crowd.ask<string[]>('kept');
        frameBytes = bytesOfOneChange(texts);
        const loop = await bare.ask<{ cpuMs: number; frames: number }>('send', {
          texts,
          everyMs: ROUND_MS / texts.length,
        });
        await pause(200);
        // The first round warms both up.
        if (round === 0) continue;
        const bareFrame = (1_000 * loop.cpuMs) / loop.frames;
        ours.push(perFrame);
        theirs.push(bareFrame);
        ratios.push(perFrame / bareFrame);
      }
      await server.ask('watchSlices');
      await server.ask('flicker', flicker);
      const slices = await server.ask<{ count: number; max: number; p99: number }>('slices');
      const { lost } = await crowd.ask<Tally>('tally');
      return {
        part: 'fan-out',
        about: `server CPU per live frame delivered to ${VIEWERS} viewers, all threads, beside a bare ws loop`,
        seed,
        measures: [
          {
            name: 'server CPU per delivered frame',
            value: median(ours),
            unit: 'µs',
            note: 'with the commits of the host’s commands behind them',
          },
          { name: 'bare ws loop, same bytes', value: median(theirs), unit: 'µs' },
          { name: 'server of bare loop', value: median(ratios), unit: '×', budget: { most: 1.25 } },
          {
            name: 'longest slice of fan-out',
            value: slices.max,
            unit: 'ms',
            budget: { most: 15 },
            note: `${slices.count} slices, p99 ${slices.p99.toFixed(1)} ms; by the clock, so a process that had to wait counts`,
          },
          { name: 'frame with one changed counter', value: frameBytes, unit: 'B', budget: { most: 100 } },
          { name: 'viewers lost', value: lost, unit: '', budget: { most: 0 } },
        ],
      };
    } finally {
      await bare.end();
    }

    async function both() {
      return { usage: await server.ask<Usage>('usage'), tally: await crowd.ask<Tally>('tally') };
    }
  });
}

/** The longest frame that tells one shelf and nothing else, with its websocket header. */
function bytesOfOneChange(texts: readonly string[]): number {
  const lengths = texts
    .filter((text) => {
      const [, , , , changes] = JSON.parse(text.slice(text.indexOf('['))) as [
        string,
        string,
        number,
        number,
        unknown[][],
      ];
      return changes.length === 1 && changes[0]?.[0] === 's';
    })
    .map((text) => Buffer.byteLength(text))
    .map((length) => length + (length < 126 ? 2 : 4));
  return Math.max(...lengths);
}
