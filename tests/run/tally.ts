import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** How many lines of a failure are said once more at the end. */
export const REPEATED_LINES = 20;
const SLOWEST = 10;

/** What a run has come to so far, and what it says at its end. */
export class Tally {
  passed = 0;
  failed = 0;
  /** Spec files that were not run because something they need is not on this machine. */
  leftOut = 0;
  /** Single tests that left themselves out, since this user may not do what they do. */
  leftOutTests = 0;
  readonly #failures: string[] = [];
  readonly #steps: { name: string; ms: number }[] = [];
  readonly #files: { name: string; suite: string; ms: number }[] = [];

  fail(what: string, details = ''): void {
    this.failed += 1;
    this.#failures.push(details === '' ? what : `${what}\n${details.replace(/^/gm, '    ')}`);
  }

  /** One step is over. @param ms by the wall clock */
  step(name: string, ms: number): void {
    this.#steps.push({ name, ms });
  }

  /** One spec file is over. @param ms of its own, beside others that ran at the same time */
  file(name: string, suite: string, ms: number): void {
    this.#files.push({ name, suite, ms });
  }

  /**
   * The report of a run: where its time went, what failed once more, and as its last line `N passed, N failed`.
   * @param sumFile if given, the counts of earlier parts of the same run stand there; they are added, and the sum is kept
   */
  report(sumFile?: string): string {
    const bySuite = new Map<string, number>();
    for (const { suite, ms } of this.#files) bySuite.set(suite, (bySuite.get(suite) ?? 0) + ms);
    const slowest = this.#files.toSorted((a, b) => b.ms - a.ms).slice(0, SLOWEST);
    const earlier = sumFile && existsSync(sumFile) ? countsIn(readFileSync(sumFile, 'utf8')) : null;
    const passed = this.passed + (earlier?.passed ?? 0);
    const failed = this.failed + (earlier?.failed ?? 0);
    if (sumFile) writeFileSync(sumFile, JSON.stringify({ passed, failed }));
    return [
      '\n— time by step (wall clock)',
      ...this.#steps.map(({ name, ms }) => `${seconds(ms)}  ${name}`),
      '\n— time by suite (sum of its files)',
      ...[...bySuite].map(([suite, ms]) => `${seconds(ms)}  ${suite}`),
      '\n— slowest files',
      ...slowest.map(({ name, ms }) => `${seconds(ms)}  ${name}`),
      ...(this.#failures.length > 0 ? ['\n— failed', ...this.#failures] : []),
      '',
      ...(this.leftOut > 0 ? [`${this.leftOut} spec files left out`] : []),
      ...(this.leftOutTests > 0 ? [`${this.leftOutTests} tests left out`] : []),
      ...(earlier ? [`this part: ${this.passed} passed, ${this.failed} failed; with the part before:`] : []),
      `${passed} passed, ${failed} failed`,
      '',
    ].join('\n');
  }
}

function countsIn(text: string): { passed: number; failed: number } {
  return JSON.parse(text) as { passed: number; failed: number };
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1).padStart(7)} s`;
}
