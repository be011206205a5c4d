import type { Facts } from './facts.ts';

/** What keeps all of the picture from being shown: packets that do not come, or a device that does not keep up. */
export type Blame = 'line' | 'device' | null;

/** Loss above it is the line's; below, it is what every line loses now and then. */
export const GOOD_LOSS = 0.03;
const BAD_LOSS = 0.1;
/** Below so many pictures in a period no share of them says anything. */
const FEW_FRAMES = 10;
/** Pictures that arrive whole and are left out: some of that is any phone that scrolls. */
const BUSY_SHARE = 0.15;

/** Share of the pictures that arrived whole and were not shown, 0 to 1. */
export function missedShare({ framesReceived, framesDecoded, framesDropped }: Facts): number {
  if (framesReceived < FEW_FRAMES) return 0;
  return Math.min(1, Math.max(framesDropped, framesReceived - framesDecoded) / framesReceived);
}

/** Whose a bad period is; null where nothing shows it, as when the host's own picture stutters. */
export function blameOf(facts: Facts): Blame {
  if (facts.layer === null || Math.max(facts.videoLoss, facts.audioLoss) > GOOD_LOSS) return 'line';
  return missedShare(facts) > BUSY_SHARE ? 'device' : null;
}

/** How weak the line has shown itself lately, and for how long a lower layer has come. */
export interface Suspicion {
  signs: number;
  lowPeriods: number;
}
export const noSuspicion: Suspicion = { signs: 0, lowPeriods: 0 };

const MOST_SIGNS = 4;
const ENOUGH_SIGNS = 2;
const FADES_BY = 0.2;
/** The server feels its way up to what a line carries; one that is still short of it by then is a weak one. */
const SETTLED_AFTER = 10;

/**
 * A lower layer alone accuses no line: at the start, and after each step up, the server has yet to find out what it
 * carries. Lost packets do, or a lower layer that stays.
 */
export function nextSuspicion(was: Suspicion, facts: Facts, layerIsLow: boolean): Suspicion {
  const isBad = facts.layer === null || facts.videoLoss > BAD_LOSS;
  const sign = isBad ? ENOUGH_SIGNS : facts.videoLoss > GOOD_LOSS ? 1 : -FADES_BY;
  return {
    signs: Math.max(0, Math.min(MOST_SIGNS, was.signs + sign)),
    lowPeriods: layerIsLow ? was.lowPeriods + 1 : 0,
  };
}

/** Whether the line is why a lower layer comes. */
export function isLineToBlame({ signs, lowPeriods }: Suspicion): boolean {
  return lowPeriods > 0 && (signs >= ENOUGH_SIGNS || lowPeriods >= SETTLED_AFTER);
}
