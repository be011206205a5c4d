import type { Child } from './child.ts';
import type { FlashToOpen, Opening } from './flash-opening.ts';
import { median, pause } from './numbers.ts';
import type { Measure } from './report.ts';
import type { Stall } from './stall.ts';

/** A flash that was counted down to: who watches, how often they tap, and how many units it has. */
export const TAPPERS = 2_000;
export const TAPS = 2_500;
export const CAP = 300;
const COUNTDOWN_SECONDS = 10;
/** How soon one opening follows another in one house. */
const NEXT_OPENING_MS = 2_000;
/** Of each item; a stall of openings has an item for each. */
export const STOCK = 1_000_000;

/**
 * Flashes of one stream, one after another, each of its own item and counted down to.
 * @param server whose host starts them
 * @param seed of the first; each next one has the next
 */
export async function openingsOf(
  { server, crowd }: { server: Child; crowd: Child },
  { streamId, offers }: Stall,
  seed: number,
): Promise<Opening[]> {
  const openings: Promise<Opening>[] = [];
  for (const [index, { itemNumber, unitPriceMinor }] of offers.entries()) {
    if (index > 0) await pause(NEXT_OPENING_MS);
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
    const flash = { itemNumber, flashId, priceMinor, startsAtMs, taps: TAPS };
    openings.push(crowd.ask<Opening>('opening', { ...flash, seed: seed + index } satisfies FlashToOpen));
  }
  return Promise.all(openings);
}

/**
 * The worst of the openings: each has to be exact.
 * @param heardWithinMs so long after the draw the last one hears, at the most
 */
export function openingMeasures(openings: readonly Opening[], heardWithinMs: number): Measure[] {
  const off = openings.map(({ accepted }) => Math.abs(accepted - CAP));
  const bare = openings.map(({ bareBusy }) => bareBusy);
  const heard = openings.map(({ heardMs }) => heardMs);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const unanswered = sum(openings.map((opening) => opening.unanswered));
  const busy = sum(openings.map((opening) => opening.busy));
  return [
    {
      name: 'opening: units beside the quota',
      value: Math.max(...off),
      unit: 'units',
      budget: { most: 0 },
      note: `quota ${CAP}; the most of ${openings.length} openings`,
    },
    {
      name: 'opening: BUSY without a receipt',
      value: Math.max(...bare),
      unit: 'taps',
      budget: { most: 0 },
      note: `with one ${busy}; without an answer ${unanswered}`,
    },
    {
      name: 'opening: all heard after the draw',
      value: median(heard),
      unit: 'ms',
      budget: { most: heardWithinMs },
      note: `the longest ${Math.max(...heard).toFixed(0)}`,
    },
    shareMeasure(openings, 'bots', 'those who tap as the draw opens'),
    shareMeasure(openings, 'fast', 'those who tap at the very start'),
  ];
}

/** How often buyers of a kind won, as a part of how often everybody did who tapped in time: 1 is fair. */
function shareMeasure(openings: readonly Opening[], kind: 'bots' | 'fast', who: string): Measure {
  let won = 0;
  let fair = 0;
  let variance = 0;
  for (const { kinds, inTime } of openings) {
    const chance = Math.min(1, CAP / inTime);
    won += kinds[kind].won;
    fair += kinds[kind].taps * chance;
    variance += kinds[kind].taps * chance * (1 - chance);
  }
  const within = (1.96 * Math.sqrt(variance)) / fair;
  return {
    name: `opening: won by ${who}`,
    value: won / fair,
    unit: '× their share',
    note: `${won} units in ${openings.length} openings; chance alone gives ${(1 - within).toFixed(2)} to ${(1 + within).toFixed(2)} in 95 of 100`,
  };
}
