import { ending, type Failure, type Part } from './ending.ts';
import type { Suite } from './suites.ts';

/** How many lines of a failure are said once more after the run. */
export const REPEATED_LINES = 20;
const SLOWEST = 10;

/** What a run has come to so far, and what it says at its end. */
export class Tally implements Part {
  passed = 0;
  /** Spec files that were not run because something they need is not on this machine. */
  leftOut = 0;
  /** Single tests that left themselves out, since this user may not do what they do. */
  leftOutTests = 0;
  readonly failures: Failure[] = [];
  readonly #steps: { name: string; ms: number }[] = [];
  readonly #files: { name: string; suite: Suite; ms: number }[] = [];

  get failed(): number {
    return this.failures.length;
  }

  /** @param reason where in the details the reason stands: tests begin with it, programs end with it */
  fail(what: string, details = '', reason: Failure['reason'] = 'first'): void {
    this.failures.push({ what, details, reason });
  }

  /** One step is over. @param ms by the wall clock */
  step(name: string, ms: number): void {
    this.#steps.push({ name, ms });
  }

  /** One spec file is over. @param ms of its own, beside others that ran at the same time */
  file(name: string, suite: Suite, ms: number): void {
    this.#files.push({ name, suite, ms });
  }

  /** What the files of each suite took together, seconds. */
  suiteSeconds(): Map<Suite, number> {
    const sums = new Map<Suite, number>();
    for (const { suite, ms } of this.#files) sums.set(suite, (sums.get(suite) ?? 0) + ms / 1_000);
    return sums;
  }

  /** As it is kept for the end of all parts: a getter is not in the JSON of an object. */
  part(): Part {
    return { passed: this.passed, failed: this.failed, failures: this.failures };
  }

  /**
   * The report of a run: where its time went, what failed once more with twenty lines each, and then the ending, whose
   * last line is `N passed, N failed`.
   */
  report(): string {
    const slowest = this.#files.toSorted((a, b) => b.ms - a.ms).slice(0, SLOWEST);
    return [
      '\n— time by step (wall clock)',
      ...this.#steps.map(({ name, ms }) => `${seconds(ms)}  ${name}`),
      '\n— time by suite (sum of its files)',
      ...[...this.suiteSeconds()].map(([suite, sum]) => `${seconds(sum * 1_000)}  ${suite}`),
      '\n— slowest files',
      ...slowest.map(({ name, ms }) => `${seconds(ms)}  ${name}`),
      ...(this.failed > 0 ? ['\n— failed', ...this.failures.map(withDetails)] : []),
      '',
      ...(this.leftOut > 0 ? [`${this.leftOut} spec files left out`] : []),
      ...(this.leftOutTests > 0 ? [`${this.leftOutTests} tests left out`] : []),
      ending([this]),
    ].join('\n');
  }
}

function withDetails({ what, details }: Failure): string {
  return details === '' ? what : `${what}\n${details.replace(/^/gm, '    ')}`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1).padStart(7)} s`;
}
