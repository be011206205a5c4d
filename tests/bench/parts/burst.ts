import type { Burst } from '../burst-run.ts';
import type { Opening } from '../flash-opening.ts';
import { inHouse } from '../house.ts';
import { median, pause } from '../numbers.ts';
import { CAP, openingMeasures, openingsOf, STOCK, TAPPERS, TAPS } from '../openings.ts';
import type { Measure, PartReport } from '../report.ts';
import type { Stall } from '../stall.ts';

const BUYERS = 1_000;
const ROUNDS = 3;
const ITEMS = 30;
/** With `--full`: enough openings to tell a share from chance. */
const FULL_HOUSES = 10;
const FULL_OPENINGS = 20;
/** So long after the draw everybody has heard, on one server. */
const ALL_HEARD_MS = 1_000;
/** Nobody asks anything for so long before. */
const QUIET_MS = 2_000;

/** A flash begins like that: everybody orders at once, of a stream in which nothing happened before; or taps on its countdown. */
export async function burst(seed: number, isFull: boolean): Promise<PartReport> {
  const runs: Burst[] = [];
  // A server of its own each time: one that has sold before is warm.
  for (let round = 0; round < ROUNDS; round += 1) runs.push(await oneBurst(seed + round));
  const openings: Opening[] = [];
  for (let round = 0; round < (isFull ? FULL_HOUSES : ROUNDS); round += 1) {
    openings.push(...(await openingsInHouse(seed + round * FULL_OPENINGS, isFull ? FULL_OPENINGS : 1)));
  }
  const busy = runs.map(({ refused }) => refused.BUSY ?? 0);
  const rounds = (numbers: readonly number[], digits = 0) =>
    `rounds: ${numbers.map((number) => number.toFixed(digits)).join(', ')}`;
  const measures: Measure[] = [
    { name: 'BUSY', value: median(busy), unit: 'orders', budget: { most: 0 }, note: rounds(busy) },
    {
      name: 'ack p99',
      value: median(runs.map(({ p99 }) => p99)),
      unit: 'ms',
      budget: { most: 500 },
      note: rounds(runs.map(({ p99 }) => p99)),
    },
    {
      name: 'from the first sent to the last',
      value: median(runs.map(({ spanMs }) => spanMs)),
      unit: 'ms',
      note: rounds(
        runs.map(({ spanMs }) => spanMs),
        1,
      ),
    },
    {
      name: 'accepted',
      value: median(runs.map(({ accepted }) => accepted)),
      unit: 'orders',
      note: `of ${BUYERS}; ${rounds(runs.map(({ accepted }) => accepted))}`,
    },
    ...openingMeasures(openings, ALL_HEARD_MS),
  ];
  return {
    part: 'burst',
    about: `${BUYERS.toLocaleString('en')} buyers send one three-line order each, as fast as a process can, to a stream in which nothing happened before; ${ROUNDS} servers that have just opened, the median. Then as often ${TAPPERS.toLocaleString('en')} buyers tap ${TAPS.toLocaleString('en')} times on a flash of ${CAP} units that was counted down to, most of them kept by their page`,
    seed,
    measures,
  };
}

function oneBurst(seed: number): Promise<Burst> {
  return inHouse(async ({ server, crowd, fill }) => {
    const { slug, offers } = await server.ask<Stall>('stall', Array(ITEMS).fill(STOCK));
    await fill(BUYERS, slug);
    await pause(QUIET_MS);
    return crowd.ask<Burst>('burst', { seed, offers });
  });
}

function openingsInHouse(seed: number, count: number): Promise<Opening[]> {
  return inHouse(async (house) => {
    const stall = await house.server.ask<Stall>('holdingStall', Array(count).fill(STOCK));
    await house.fill(TAPPERS, stall.slug);
    await pause(QUIET_MS);
    return openingsOf(house, stall, seed);
  });
}
