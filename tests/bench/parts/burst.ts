import type { Burst } from '../burst-run.ts';
import { inHouse } from '../house.ts';
import { median, pause } from '../numbers.ts';
import type { Measure, PartReport } from '../report.ts';
import type { Stall } from '../stall.ts';

const BUYERS = 1_000;
const ROUNDS = 3;
const ITEMS = 30;
const UNITS = 1_000_000;
/** Nobody asks anything for so long before. */
const QUIET_MS = 2_000;

/** A flash begins like that: everybody orders at once, of a stream in which nothing happened before. */
export async function burst(seed: number): Promise<PartReport> {
  const runs: Burst[] = [];
  // A server of its own each time: one that has sold before is warm.
  for (let round = 0; round < ROUNDS; round += 1) runs.push(await oneBurst(seed + round));
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
  ];
  return {
    part: 'burst',
    about: `${BUYERS.toLocaleString('en')} buyers send one three-line order each, as fast as a process can, to a stream in which nothing happened before; ${ROUNDS} servers that have just opened, the median`,
    seed,
    measures,
  };
}

function oneBurst(seed: number): Promise<Burst> {
  return inHouse(async ({ server, crowd, fill }) => {
    const { slug, offers } = await server.ask<Stall>('stall', Array(ITEMS).fill(UNITS));
    await fill(BUYERS, slug);
    await pause(QUIET_MS);
    return crowd.ask<Burst>('burst', { seed, offers });
  });
}
