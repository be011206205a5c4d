import type { Suite } from './suites.ts';
import type { Tier } from './tiers.ts';
import type { Yardstick } from './yardstick.ts';

/**
 * Seconds of each suite: what its spec files take together, as a run says under "time by suite". A run on a quiet
 * machine fails where a suite takes longer than this and the margin for noise (budgets.ts).
 *
 * To measure them anew, run `.ci/run` on two cores with nothing beside it, and copy both of its tables, rounded up.
 * The quick column is of one run of 641 s with something beside it, less files that went to the rest since: three after that
 * run, four more after a later one, in which these took 160 s. Of the rest, crash, chaos and pages are of one run of 2,599 s
 * with nothing beside it: crash had got the loads of `scenarios.spec` (100 s), pages the walks of what buyers got since. dom is
 * of a run of 2,381 s with nothing beside it, in which it took 168 s; it has got the screens of talk, of the film and of the
 * shop over time, less a wait of 7 s. interleavings is of a run of 2,593 s with nothing beside it, in which it took 489 s: an
 * order has more await points than it had, so a pair on air is played in up to 240 orders and as many drawn ones. simulation
 * gets twelve pairs of worlds with and without talk.
 */
export const SUITE_SECONDS: Readonly<Record<Suite, Readonly<Record<Tier, number>>>> = {
  rules: { quick: 155, rest: 75 },
  interleavings: { quick: 10, rest: 480 },
  simulation: { quick: 40, rest: 70 },
  dom: { quick: 145, rest: 0 },
  stores: { quick: 155, rest: 100 },
  audit: { quick: 130, rest: 26 },
  gateway: { quick: 320, rest: 165 },
  probe: { quick: 0, rest: 242 },
  media: { quick: 180, rest: 0 },
  crash: { quick: 42, rest: 465 },
  chaos: { quick: 0, rest: 517 },
  pages: { quick: 30, rest: 1_080 },
  video: { quick: 0, rest: 190 },
};

/** What the fixed piece of work took on the machine of this table. */
export const YARDSTICK: Yardstick = { digestsMs: 58, syncsMs: 8 };

/** `npm test` by the wall clock, and `.ci/run` with the installation before it. */
export const QUICK_SECONDS = 600;
export const CI_SECONDS = 2_700;
