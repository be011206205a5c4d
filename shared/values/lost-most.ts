// Without schemas: pages read it.

/** From these steps on a part can lose what came to them. Whoever sees a card and goes on was not asked anything yet. */
export const lossSteps = ['tapped', 'added', 'ordered', 'paid'] as const;
export type LossStep = (typeof lossSteps)[number];

/** Of fewer people or orders at a step no share is told: one more or less would change it by an eighth. */
export const LEAST_AT_STEP = 8;

/** Minutes that still say when something happened. */
export const LONGEST_RUN = 5;

interface Loss {
  of: number;
  lost: number;
}

/**
 * The step at which most was lost, by its share of those who came to it; of equal shares the larger loss, then the earlier step.
 * @returns null if nothing was lost at a step with enough of them
 */
export function lostMost<L extends Loss>(losses: readonly L[]): L | null {
  return losses
    .filter(({ of, lost }) => of >= LEAST_AT_STEP && lost > 0)
    .reduce<L | null>((most, each) => (most === null || !isAbove(most, each) ? each : most), null);
}

/** Whether a loss ranks above another: by its share, compared without dividing, then by how many. */
function isAbove(one: Loss, other: Loss): boolean {
  const difference = one.lost * other.of - other.lost * one.of;
  return difference === 0 ? one.lost > other.lost : difference > 0;
}

/** Whether too few came to every step, or to each at which something was lost, for a share to be told. */
export function isTooFew(losses: readonly Loss[]): boolean {
  if (losses.every(({ of }) => of < LEAST_AT_STEP)) return true;
  const lossy = losses.filter(({ lost }) => lost > 0);
  return lossy.length > 0 && lossy.every(({ of }) => of < LEAST_AT_STEP);
}

/**
 * When most was lost: the shortest run of minutes that holds at least four fifths of it; of equally short ones that with more,
 * then the first. A run of more than five minutes says little: then the five minutes in which most was lost.
 * @param byMinute what was lost by minute; minutes without any may be left out
 * @returns the first and the last minute, and how much was lost in them where that is less than four fifths; null if nothing was lost
 */
export function lostWhen(
  byMinute: ReadonlyMap<number, number>,
): { from: number; to: number; lost?: number } | null {
  const minutes = [...byMinute].filter(([, lost]) => lost > 0).sort(([a], [b]) => a - b);
  const enough = minutes.reduce((sum, [, lost]) => sum + lost, 0) * 4;
  let best: { from: number; to: number; lost: number } | null = null;
  let lost = 0;
  let first = 0;
  for (const [to, here] of minutes) {
    lost += here;
    // What can go at the beginning goes, as long as enough is left.
    for (let head = minutes[first]!; (lost - head[1]) * 5 >= enough; head = minutes[first]!) {
      lost -= head[1];
      first += 1;
    }
    if (lost * 5 < enough) continue;
    const from = minutes[first]![0];
    const isShorter = best === null || to - from < best.to - best.from;
    const isFuller = best !== null && to - from === best.to - best.from && lost > best.lost;
    if (isShorter || isFuller) best = { from, to, lost };
  }
  if (best && best.to - best.from >= LONGEST_RUN) return fullest(minutes);
  return best && { from: best.from, to: best.to };
}

/** The run of at most five minutes in which most was lost; of equal ones the shorter, then the first. */
function fullest(minutes: readonly (readonly [number, number])[]) {
  const runs = minutes.map(([from], first) => {
    const run = minutes.slice(first).filter(([minute]) => minute - from < LONGEST_RUN);
    return { from, to: run.at(-1)![0], lost: run.reduce((sum, [, lost]) => sum + lost, 0) };
  });
  return runs.reduce((most, each) => {
    const isMore = each.lost > most.lost;
    return isMore || (each.lost === most.lost && each.to - each.from < most.to - most.from) ? each : most;
  });
}
