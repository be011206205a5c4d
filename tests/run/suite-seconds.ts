import type { Suite } from './suites.ts';
import type { Tier } from './tiers.ts';
import type { Yardstick } from './yardstick.ts';

/**
 * Seconds of each suite: what its spec files take together, as a run says under "time by suite". A run on a quiet
 * machine fails where a suite takes longer than this and the margin for noise (budgets.ts).
 *
 * To measure them anew, run `.ci/run` on two cores with nothing beside it, and copy both of its tables, rounded up.
 * The quick column is the slowest of three runs of `npm test` with nothing beside it, less the files that went to the rest after
 * them: between the two rules took 145 and 208 s, all others differed by a fifth at most. The rest is mostly of one run of
 * 2,832 s with nothing beside it, and what came to a suite from the quick tier is added as it took there.
 */
export const SUITE_SECONDS: Readonly<Record<Suite, Readonly<Record<Tier, number>>>> = {
  rules: { quick: 205, rest: 75 },
  interleavings: { quick: 15, rest: 660 },
  simulation: { quick: 45, rest: 90 },
  dom: { quick: 295, rest: 0 },
  stores: { quick: 155, rest: 130 },
  audit: { quick: 95, rest: 90 },
  gateway: { quick: 285, rest: 385 },
  probe: { quick: 0, rest: 242 },
  media: { quick: 200, rest: 0 },
  crash: { quick: 40, rest: 510 },
  chaos: { quick: 0, rest: 517 },
  pages: { quick: 30, rest: 1_440 },
  video: { quick: 0, rest: 190 },
  alone: { quick: 8, rest: 0 },
};

/** What the fixed piece of work took on the machine of this table. */
export const YARDSTICK: Yardstick = { digestsMs: 58, syncsMs: 8 };

/**
 * `npm test` by the wall clock, and `.ci/run` with the installation before it. The latter aims at 45 minutes. Three runs of
 * three days took 43, 47 and 49, so that it fails above 55.
 */
export const QUICK_SECONDS = 600;
export const CI_SECONDS = 3_300;
