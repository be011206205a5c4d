import type { Suite } from './suites.ts';
import type { Tier } from './tiers.ts';
import type { Yardstick } from './yardstick.ts';

/**
 * Seconds of each suite: what its spec files take together, as a run says under "time by suite". A run on a quiet
 * machine fails where a suite takes longer than this and the margin for noise (budgets.ts).
 *
 * To measure them anew, run `.ci/run` on two cores with nothing beside it, and copy both of its tables, rounded up.
 * The quick column is of a run of `npm test` with nothing beside it, in which suites began to share the modules of their workers.
 * Most others are of one run of 2,832 s with nothing beside it. dom took 207 s in it, interleavings 657 and pages 1,439: the
 * screens of staff, of talk, of the film and of the shop over time came since the numbers before, and an order has more await
 * points than it had, so a pair on air is played in up to 240 orders and as many drawn ones. gateway's columns are that run's
 * too, less the demo's file, which went to the rest with 70 s, as the chats of two servers did with 27 s. simulation has
 * twelve pairs of worlds with and without talk.
 */
export const SUITE_SECONDS: Readonly<Record<Suite, Readonly<Record<Tier, number>>>> = {
  rules: { quick: 150, rest: 75 },
  interleavings: { quick: 10, rest: 660 },
  simulation: { quick: 40, rest: 70 },
  dom: { quick: 235, rest: 0 },
  stores: { quick: 155, rest: 100 },
  audit: { quick: 130, rest: 26 },
  gateway: { quick: 190, rest: 365 },
  probe: { quick: 0, rest: 242 },
  media: { quick: 180, rest: 0 },
  crash: { quick: 30, rest: 510 },
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
