import type { FloorReport } from '../../shared/contract/floor.ts';
import type { FloorStory } from './floor-story.ts';
import { effectsOf } from './uplift.ts';
import { type Step, watchingOf } from './watching.ts';

/** A row of the side table of refusals, its buyer after all merges. */
export interface Refused {
  buyerId: string;
  itemNumber: number;
  code: string;
  firstAtMs: number;
  lastAtMs: number;
  count: number;
  largestAsk: number;
}

/** Acts that one answer carries: the newest of an evening that had more. */
export const MAX_ACTS = 1_000;
/** Refusals that mean that a flash was wanted and not had. */
const FLASH_REFUSALS = ['FLASH_QUOTA_GONE', 'SOLD_OUT', 'ALL_HELD', 'INSUFFICIENT'];

/**
 * What each pin and flash went along with, flashes afterwards, and what was bought together.
 * @param steps distinct viewers over time
 * @param refused of the side table: it knows a refusal's first and last time only, so one belongs to a flash if it was
 * last asked while that ran, or before the next of the same item
 */
export function floorReport(
  story: FloorStory,
  steps: readonly Step[],
  refused: readonly Refused[],
): Omit<FloorReport, 'headSeq' | 'isWhole'> {
  const watching = watchingOf(steps);
  const { live, holds } = story;
  const acts = live ? story.items.flatMap((item) => effectsOf(item, watching, live)) : [];
  const stillFor = story.live?.endMs ?? story.atMs;
  return {
    seq: story.seq,
    acts: acts.sort((a, b) => a.fromMs - b.fromMs || a.itemNumber - b.itemNumber).slice(-MAX_ACTS),
    holds: { ...holds, conversion: holds.heldUnits === 0 ? null : holds.placedUnits / holds.heldUnits },
    flashes: story.flashes.map((flash) => {
      const { itemNumber, startsAtMs, soldOutAtMs } = flash;
      const next = story.flashes.find(
        (other) => other.itemNumber === itemNumber && other.startsAtMs > startsAtMs,
      );
      const asked = new Map<string, number>();
      for (const ask of refused) {
        if (ask.itemNumber !== itemNumber || !FLASH_REFUSALS.includes(ask.code)) continue;
        const isLater = next
          ? ask.lastAtMs >= next.startsAtMs
          : ask.firstAtMs > (flash.endedAtMs ?? stillFor);
        if (ask.lastAtMs < startsAtMs || isLater) continue;
        asked.set(ask.buyerId, Math.max(asked.get(ask.buyerId) ?? 0, ask.largestAsk));
      }
      return {
        ...flash,
        sellOutMs: soldOutAtMs === null ? null : soldOutAtMs - startsAtMs,
        refusedBuyers: asked.size,
        refusedUnits: [...asked.values()].reduce((sum, units) => sum + units, 0),
      };
    }),
    pairs: story.pairs.map(({ itemNumbers, ...pair }) => ({ ...pair, itemNumbers: [...itemNumbers] })),
    droppedAdds: story.droppedAdds,
  };
}
