import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Measure as RunMeasure } from '../../../server/tools/lab/measure.ts';
import type { Measure } from '../report.ts';

/** What one run of a named load gave; one line of the file of results. */
export interface NamedRun {
  load: string;
  about: string;
  seed: number;
  commit: string;
  atIso: string;
  node: string;
  cores: number;
  cpu: string;
  /** Load average of the minute before. */
  busy: number;
  /** fdatasync of 4 KiB, p50 in ms; null where no disk matters. */
  syncMs: number | null;
  /** The command line without the program. */
  command: string;
  /** Smaller or shorter than the targets are written for: shows that it works, and is no result. */
  isTrial: boolean;
  /** Rows of the verdict that are wrong, with what was found. */
  wrong: string[];
  targets: Measure[];
  measures: RunMeasure[];
}

/** Adds a run to the file at once: whoever breaks off a long evening keeps what was measured. */
export function keepRun(file: string, run: NamedRun): void {
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify(run)}\n`);
}

/** All runs of a file, the oldest first. What cannot be a number in JSON (never, not at all) is NaN again. */
export function readRuns(file: string): NamedRun[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) =>
      JSON.parse(line, (name, value) => (name === 'value' && value === null ? Number.NaN : value)),
    );
}

/** Of each seed the newest whole run of a load, by seed. */
export function newestOf(runs: readonly NamedRun[], load: string): NamedRun[] {
  const bySeed = new Map<number, NamedRun>();
  for (const run of runs) if (run.load === load && !run.isTrial) bySeed.set(run.seed, run);
  return [...bySeed.values()].sort((a, b) => a.seed - b.seed);
}

/**
 * The middle one of what several runs gave under a name, of an even number the worse of the two in the middle; a run that
 * gave no number counts as the worst.
 */
export function medianOf(values: readonly number[], isMoreBetter: boolean): number {
  const worst = isMoreBetter ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const fromBest = values
    .map((value) => (Number.isNaN(value) ? worst : value))
    .sort((a, b) => (isMoreBetter ? b - a : a - b));
  const middle = fromBest[Math.floor(fromBest.length / 2)] ?? Number.NaN;
  return Number.isFinite(middle) ? middle : Number.NaN;
}
