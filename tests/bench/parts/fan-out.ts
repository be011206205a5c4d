import { type Child, startChild } from '../child.ts';
import type { Tally } from '../crowd-child.ts';
import { type House, inHouse } from '../house.ts';
import { median, pause } from '../numbers.ts';
import type { Measure, PartReport } from '../report.ts';
import type { Flicker } from '../server-child.ts';
import type { Stall } from '../stall.ts';
import type { Usage } from '../usage.ts';

/** The sizes that the budget is written for, the smaller first: the larger crowd is made of it. */
const SIZES = [2_000, 5_000];
const ROUNDS = 3;
const ROUND_MS = 4_000;
/** Frames that say something at once are 50 ms apart at the least (K3): the most a host can make of a stream. */
const EVERY_MS = 60;

/** What a frame to a viewer costs the server, beside a loop that does nothing but write the same bytes. */
export async function fanOut(seed: number): Promise<PartReport> {
  return inHouse(async (house) => {
    const { server, crowd, fill } = house;
    const bare = startChild('bare-child');
    try {
      const { slug, streamId, offers } = await server.ask<Stall>('stall', [1_000, 1_000, 1_000]);
      const { port } = await bare.ask<{ port: number }>('open');
      const flicker = { streamId, itemNumber: offers[0]!.itemNumber, everyMs: EVERY_MS, forMs: ROUND_MS };
      const measures: Measure[] = [];
      let here = 0;
      for (const viewers of SIZES) {
        await fill(viewers - here, slug);
        await crowd.ask('connectBare', { port, count: viewers - here });
        here = viewers;
        measures.push(...(await frames(house, bare, flicker, viewers)));
      }
      const { lost } = await crowd.ask<Tally>('tally');
      measures.push({ name: 'viewers lost', value: lost, unit: '', budget: { most: 0 } });
      const sizes = SIZES.map((size) => size.toLocaleString('en')).join(', then ');
      return {
        part: 'fan-out',
        about: `server CPU per live frame delivered to ${sizes} viewers, all threads, beside a bare ws loop`,
        seed,
        measures,
      };
    } finally {
      await bare.end();
    }
  });
}

/** Both loops turn about, then the slices of ours. */
async function frames(
  { server, crowd }: House,
  bare: Child,
  flicker: Flicker,
  viewers: number,
): Promise<Measure[]> {
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
    const perFrame =
      (1_000 * (after.usage.cpuMs - before.usage.cpuMs)) / (after.tally.frames - before.tally.frames);
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
  const to = `${viewers.toLocaleString('en')} viewers`;
  return [
    {
      name: `server CPU per delivered frame, ${to}`,
      value: median(ours),
      unit: 'µs',
      note: 'with the commits of the host’s commands behind them',
    },
    { name: `bare ws loop, same bytes, ${to}`, value: median(theirs), unit: 'µs' },
    { name: `server of bare loop, ${to}`, value: median(ratios), unit: '×', budget: { most: 1.25 } },
    {
      name: `longest slice of fan-out, ${to}`,
      value: slices.max,
      unit: 'ms',
      budget: { most: 15 },
      note: `${slices.count} slices, p99 ${slices.p99.toFixed(1)} ms; by the clock, so a process that had to wait counts`,
    },
    { name: `frame with one changed counter, ${to}`, value: frameBytes, unit: 'B', budget: { most: 100 } },
  ];

  async function both() {
    return { usage: await server.ask<Usage>('usage'), tally: await crowd.ask<Tally>('tally') };
  }
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
  if (lengths.length === 0) throw new Error('No frame told one counter alone.');
  return Math.max(...lengths);
}
