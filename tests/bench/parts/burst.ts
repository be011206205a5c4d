import type { Burst } from '../burst-run.ts';
import type { FlashToOpen, Opening } from '../flash-opening.ts';
import { inHouse } from '../house.ts';
import { median, pause } from '../numbers.ts';
import type { Measure, PartReport } from '../report.ts';
import type { Stall } from '../stall.ts';

const BUYERS = 1_000;
const ROUNDS = 3;
const ITEMS = 30;
const UNITS = 1_000_000;
/** A flash that was counted down to: who watches, how often they tap, and how many units it has. */
const TAPPERS = 2_000;
const TAPS = 2_500;
const CAP = 300;
const COUNTDOWN_SECONDS = 10;
/** Nobody asks anything for so long before. */
const QUIET_MS = 2_000;

/** A flash begins like that: everybody orders at once, of a stream in which nothing happened before; or taps on its countdown. */
export async function burst(seed: number): Promise<PartReport> {
  const runs: Burst[] = [];
  // A server of its own each time: one that has sold before is warm.
  for (let round = 0; round < ROUNDS; round += 1) runs.push(await oneBurst(seed + round));
  const openings: Opening[] = [];
  for (let round = 0; round < ROUNDS; round += 1) openings.push(await oneOpening(seed + round));
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
    ...openingMeasures(openings),
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
    const { slug, offers } = await server.ask<Stall>('stall', Array(ITEMS).fill(UNITS));
    await fill(BUYERS, slug);
    await pause(QUIET_MS);
    return crowd.ask<Burst>('burst', { seed, offers });
  });
}

/** The worst of the rounds: each has to be exact. */
function openingMeasures(openings: readonly Opening[]): Measure[] {
  const off = openings.map(({ accepted }) => Math.abs(accepted - CAP));
  const bare = openings.map(({ bareBusy }) => bareBusy);
  const heard = openings.map(({ heardMs }) => heardMs);
  const unanswered = openings.map((opening) => opening.unanswered);
  const wins = (kind: 'bots' | 'fast' | 'kept') =>
    openings.map(({ kinds }) => `${kinds[kind].won} of ${kinds[kind].taps}`).join(', ');
  const of = (numbers: readonly number[]) =>
    `rounds: ${numbers.map((number) => number.toFixed(0)).join(', ')}`;
  return [
    {
      name: 'opening: units beside the quota',
      value: Math.max(...off),
      unit: 'units',
      budget: { most: 0 },
      note: `quota ${CAP}; won by bots ${wins('bots')}, fast lines ${wins('fast')}, pages ${wins('kept')}`,
    },
    {
      name: 'opening: BUSY without a receipt',
      value: Math.max(...bare),
      unit: 'taps',
      budget: { most: 0 },
      note: `${of(bare)}; with one ${openings.map(({ busy }) => busy).join(', ')}; without an answer ${unanswered.join(', ')}`,
    },
    {
      name: 'opening: all heard after the draw',
      value: median(heard),
      unit: 'ms',
      budget: { most: 1_000 },
      note: of(heard),
    },
  ];
}

function oneOpening(seed: number): Promise<Opening> {
  return inHouse(async ({ server, crowd, fill }) => {
    const { streamId, slug, offers } = await server.ask<Stall>('holdingStall', [UNITS]);
    await fill(TAPPERS, slug);
    await pause(QUIET_MS);
    const { itemNumber, unitPriceMinor } = offers[0]!;
    const priceMinor = unitPriceMinor - 500;
    const { flashId } = await server.ask<{ flashId: string }>('host', {
      streamId,
      command: 'flash-sale:start',
      request: {
        ...{ itemNumber, priceMinor, startsAtMs: null, durationSeconds: 60, cap: CAP, perBuyerCap: 1 },
        ...{ prelaunchSeconds: COUNTDOWN_SECONDS, afterEnd: 'list', fundedBy: 'host' },
      },
    });
    const startsAtMs = await server.ask<number>('flashStart', { streamId, flashId });
    const flash: FlashToOpen = { seed, itemNumber, flashId, priceMinor, startsAtMs, taps: TAPS };
    return crowd.ask<Opening>('opening', flash);
  });
}
