import type { Failure } from './ending.ts';
import type { Wanted } from './plan.ts';
import { CI_SECONDS, QUICK_SECONDS, SUITE_SECONDS } from './suite-seconds.ts';
import type { Suite } from './suites.ts';

/**
 * So much longer a suite may take than the table says. What runs beside a file changes from run to run, and virtual
 * machines share their cores with others that nobody here sees. A quarter is chosen, not measured: less than a suite grows
 * by when somebody forgets to look, more than the same run differs from itself.
 */
const NOISE = 1.25;
/** And so many seconds in any case: of a suite of half a minute one slow start is more than a quarter. */
const NOISE_S = 10;

/**
 * Suites that took longer than their budget.
 * @param took what the files of each suite took together, seconds
 * @param wanted the tiers that ran
 */
export function overBudget(took: ReadonlyMap<Suite, number>, wanted: Wanted): Failure[] {
  return [...took].flatMap(([suite, seconds]) => {
    const { quick, rest } = SUITE_SECONDS[suite];
    const budget = { quick, rest, all: quick + rest }[wanted];
    const most = Math.round(budget * NOISE + NOISE_S);
    if (seconds <= most) return [];
    const details = `Its budget is ${budget} s, ${most} s with the noise: move something, delete something, or say why (tests/run/suite-seconds.ts).`;
    return [tooLong(`the suite ${suite} took ${Math.round(seconds)} s`, details)];
  });
}

/** `npm test` as a whole: ten minutes by the wall clock, the build in it. */
export function overQuick(wanted: Wanted, seconds: number): Failure[] {
  return wanted === 'quick' ? overWhole('npm test', seconds, QUICK_SECONDS) : [];
}

/** `.ci/run` as a whole: 55 minutes by the wall clock, everything in it. */
export function overCi(seconds: number): Failure[] {
  return overWhole('.ci/run', seconds, CI_SECONDS);
}

function overWhole(name: string, seconds: number, budget: number): Failure[] {
  if (seconds <= budget) return [];
  return [tooLong(`${name} took ${Math.round(seconds)} s`, `It has ${budget} s.`)];
}

function tooLong(what: string, details: string): Failure {
  return { what: `budget of time: ${what}`, details, reason: 'first' };
}
