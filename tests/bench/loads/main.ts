import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isKept, verdictText } from '../report.ts';
import { namedLoads } from './named-loads.ts';
import { runNamedLoad } from './run-load.ts';
import { keepRun, medianOf, type NamedRun, newestOf, readRuns } from './runs.ts';

/**
 * The named loads, one run after the other, each in a process of its own: `node dist/tests/bench/loads/main.js --only LD1
 * --only LD6 --times 3`. Every result is added to a file at once, so that the runs may be spread over many evenings;
 * `write-page.js` makes docs/load-results.md of it. A trial is kept only in a file that was named.
 */
const RESULTS = resolve(import.meta.dirname, '../../../../docs/load-runs.jsonl');
const MAX_TIMES = 99;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    /** Runs of each, with the seeds 1, 2, 3 … */
    times: { type: 'string', default: '3' },
    /** The first seed: `--times 1 --seed 2` runs the second of three by itself. */
    seed: { type: 'string', default: '1' },
    /** Shorter than the load is meant to be: a trial. */
    for: { type: 'string' },
    /** A part of all counts and rates, for instance 0.02: a trial. */
    part: { type: 'string', default: '1' },
    results: { type: 'string', default: RESULTS },
    help: { type: 'boolean', default: false },
  },
});

const names = values.only.flatMap((each) => each.split(',')).filter((each) => each !== 'all');
const unknown = names.find((name) => !Object.hasOwn(namedLoads, name));
if (unknown !== undefined || values.help) {
  if (unknown !== undefined) process.stderr.write(`There is no load called ${unknown}.\n`);
  for (const [name, { about, time }] of Object.entries(namedLoads)) {
    process.stderr.write(`  ${name.padEnd(14)} ${time.padEnd(5)} ${about}\n`);
  }
  process.exit(values.help ? 0 : 2);
}
const times = wholeOf('times', values.times, MAX_TIMES);
const firstSeed = wholeOf('seed', values.seed, 2 ** 31 - 1);
const part = Number(values.part);
if (!(part > 0 && part <= 1)) fail('--part takes a number above 0 and up to 1.');

let isMissed = false;
for (const [name, load] of Object.entries(namedLoads)) {
  if (names.length > 0 && !names.includes(name)) continue;
  for (let seed = firstSeed; seed < firstSeed + times; seed += 1) {
    process.stderr.write(`\n${name}, seed ${seed}: ${load.about}\n`);
    const given = { seed, capacity: keptUpWith(readRuns(values.results)) };
    try {
      const run = await runNamedLoad(name, load, given, { time: values.for ?? null, part });
      if (!run.isTrial || values.results !== RESULTS) keepRun(values.results, run);
      process.stdout.write(`${runText(run)}\n`);
      isMissed ||= run.wrong.length > 0 || run.targets.some((target) => !isKept(target));
    } catch (fault) {
      process.stderr.write(
        `${name}, seed ${seed}: ${fault instanceof Error ? fault.message : String(fault)}\n`,
      );
      isMissed = true;
    }
  }
}
process.exit(isMissed ? 1 : 0);

/** What LD3 took a second, the middle of its runs. */
function keptUpWith(runs: readonly NamedRun[]): number | null {
  const accepted = newestOf(runs, 'LD3').flatMap(({ measures }) =>
    measures.filter(({ name }) => name === 'steady: accepted').map(({ value }) => value),
  );
  return accepted.length > 0 ? medianOf(accepted, true) : null;
}

function runText({ load, seed, isTrial, wrong, targets }: NamedRun): string {
  const head = `${load}, seed ${seed}${isTrial ? ' (a trial: its numbers are no result)' : ''}`;
  const lost =
    wrong.length === 0 ? 'nothing lost: every row of the verdict is right' : `WRONG: ${wrong.join('; ')}`;
  return [head, `  ${lost}`, ...targets.map(verdictText)].join('\n');
}

function wholeOf(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1 || value > most)
    fail(`--${name} takes a whole number from 1 to ${most}.`);
  return value;
}

function fail(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(2);
}
