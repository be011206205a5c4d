import { globSync } from 'node:fs';
import { ensureServices } from '../services.ts';
import { overBudget, overQuick } from './budgets.ts';
import { Neighbours } from './neighbours.ts';
import { keepPart, PARTS_FOLDER } from './parts.ts';
import { built, type Group, unbuilt, wantedOf } from './plan.ts';
import { sharedPostgres } from './shared-postgres.ts';
import { type Environment, isCi, runSuites, step } from './steps.ts';
import { type Suite, suiteOf } from './suites.ts';
import { Tally } from './tally.ts';
import { type Tier, tierOf } from './tiers.ts';

/**
 * `npm test` (quick), `npm run test:all` (all) and what .ci/run has after the quick one (rest): types, lint, suites and
 * planted bugs, with the services that they need installed first where that can be done. Ends with `N passed, N failed`,
 * and before it says where the time went and once more what failed. In CI a missing service fails; elsewhere it is said,
 * and what needs it is left out.
 */
const wanted = wantedOf(process.argv[2] ?? 'quick');
const has = (tier: Tier) => wanted === 'all' || wanted === tier;

const tally = new Tally();
const neighbours = new Neighbours();
await neighbours.look();

process.stdout.write('Looking for the programs that the tests need.\n');
const missing = ensureServices();
for (const { name, howToGet } of missing) {
  process.stdout.write(`Left out: what needs ${name}. ${howToGet}\n`);
  if (isCi) tally.fail(`${name} is missing`);
}
const leftOut = new Set([
  ...globSync(missing.flatMap(({ neededBy }) => neededBy.files ?? [])),
  ...specs().filter((path) => missing.some(({ neededBy }) => neededBy.suites?.includes(suiteOf(path)!))),
]);

// What a machine lacked is no test's time.
const beganMs = performance.now();
try {
  await runAll();
} catch (error) {
  // What has failed until then is said all the same.
  tally.fail('the run broke off', error instanceof Error ? error.stack : String(error));
}
await judgeTimes();
process.stdout.write(tally.report());
const folder = process.env[PARTS_FOLDER];
if (folder !== undefined) keepPart(folder, wanted, { ...tally.part(), isQuiet: neighbours.isQuiet() });
process.exitCode = tally.failed === 0 ? 0 : 1;

async function runAll(): Promise<void> {
  process.stdout.write('Starting a PostgreSQL for the whole run, where there is one.\n');
  const postgres = await sharedPostgres();
  try {
    await runSteps(postgres.environment);
  } finally {
    await postgres.close();
  }
}

/** A suite that outgrew its budget has failed, and so has the run: where the machine was its own. Elsewhere it is said. */
async function judgeTimes(): Promise<void> {
  await neighbours.look();
  const seconds = (performance.now() - beganMs) / 1_000;
  const over = [...overBudget(tally.suiteSeconds(), wanted), ...overQuick(wanted, seconds)];
  const isQuiet = neighbours.isQuiet();
  process.stdout.write(`\n— budgets of time (${neighbours.said()})\n`);
  if (!isQuiet) process.stdout.write('Too much for a verdict: what took too long is only said.\n');
  for (const { what, details, reason } of over) {
    if (isQuiet) tally.fail(what, details, reason);
    else process.stdout.write(`${what}. ${details}\n`);
  }
}

async function runSteps(environment: Environment): Promise<void> {
  const take = async ({ suites, lanes }: Group) => {
    const files = filesOf(suites);
    if (files.length === 0) return;
    const own = suites.filter((suite) => files.some((path) => suiteOf(path) === suite));
    await neighbours.look();
    await runSuites(tally, { suites: own, files, workers: lanes, environment });
  };
  const isTyped = await step(tally, 'types', 'tsc', ['-b', 'shared', 'server', 'client', 'tests']);
  if (has('quick')) {
    await step(tally, 'lint', 'biome', ['check', '.']);
    await step(tally, 'unused code', 'knip', ['--no-progress']);
  }
  await take(unbuilt);
  const part = wanted === 'all' ? [] : [`--${wanted}`];
  // The suites run by themselves beside this: the bugs need no green run of their own.
  await step(tally, 'planted bugs', 'node', ['tests/planted/main.ts', '--no-green', ...part]);
  if (isTyped && (await step(tally, 'build', 'vite', ['build', '--logLevel', 'warn']))) {
    for (const group of built(wanted)) await take(group);
  } else {
    tally.fail('The suites that need a build did not run.');
  }
}

/** The spec files of some suites that this run is to take. */
function filesOf(suites: readonly Suite[]): string[] {
  const inTier = specs().filter((path) => suites.includes(suiteOf(path)!) && has(tierOf(path)));
  const taken = inTier.filter((path) => !leftOut.has(path));
  tally.leftOut += inTier.length - taken.length;
  return taken;
}

function specs(): string[] {
  return globSync('tests/**/*.spec.{ts,tsx}').sort();
}
