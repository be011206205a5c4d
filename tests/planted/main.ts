import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { root } from '../tidy/sources.ts';
import { changedPaths, gitIn } from './changed-paths.ts';
import { Lane } from './lane.ts';
import { plantedBugs } from './list.ts';
import { place } from './place.ts';
import type { PlacedBug } from './planted-bug.ts';
import { ScratchTree } from './scratch-tree.ts';
import { bugsOf, shardFrom, shardOf, TIERS, type Tier } from './selection.ts';
import { sentinels } from './sentinels.ts';
import { isGood, judge, judgeTypes, type Plot, rowOf, since, slowestOf, type Verdict } from './verdict.ts';

/**
 * `npm run planted`: switches every planted bug on in turn, each in a copy of the sources, and runs the suites that
 * should see it. Without a bug they must be green, with one a test must fail: a suite that only breaks down has seen
 * nothing. Exit 1 if a bug was not caught.
 *
 * With `--types` no suite runs: each bug is shown to the compiler, since a mistake that does not compile is none.
 */
const USAGE = `npm run planted [-- options]
  --quick          the sentinels, and the bugs whose file or suite has changed since origin/main or the last tag
  --rest           what --quick leaves
  --tier <name>    ${TIERS.join(', ')}
  --only <id,id>   these
  --shard <i/n>    the i-th of n parts of them
  --jobs <n>       so many at a time
  --no-green       the suites have just been seen to pass without a bug
  --types          show each bug to the compiler instead
`;

const { values: options } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    only: { type: 'string' },
    tier: { type: 'string' },
    quick: { type: 'boolean', default: false },
    rest: { type: 'boolean', default: false },
    shard: { type: 'string', default: '1/1' },
    jobs: { type: 'string', default: String(Math.min(4, availableParallelism() + 1)) },
    'no-green': { type: 'boolean', default: false },
    types: { type: 'boolean', default: false },
  },
});

if (options.help) {
  say(`${USAGE}\n${plantedBugs.map(({ id, what }) => `  ${id}: ${what}`).join('\n')}`);
  process.exit();
}

const bugs = chosen();
if (bugs.length === 0) {
  say('0 planted bugs: nothing of the list belongs to this run');
  process.exit();
}
const jobs = Math.min(Math.max(1, Number(options.jobs)), bugs.length);
const plots = await Promise.all(Array.from({ length: jobs }, makePlot));
try {
  const isGreen = options.types || options['no-green'] || (await areGreen());
  process.exitCode = isGreen && (await areGood()) ? 0 : 1;
} finally {
  await Promise.all(plots.map(clearAway));
}

function chosen(): PlacedBug[] {
  const all = place(plantedBugs);
  const shard = shardFrom(options.shard);
  if (options.only === undefined) {
    const changed = changedPaths(gitIn(root));
    return shardOf(bugsOf(tierAsked(), all, { sentinels, changed }), shard);
  }
  const ids = options.only.split(',');
  const unknown = ids.filter((id) => !all.some((bug) => bug.id === id));
  if (unknown.length > 0) throw new Error(`There is no planted bug ${unknown.join(', ')}.`);
  return shardOf(
    all.filter(({ id }) => ids.includes(id)),
    shard,
  );
}

function tierAsked(): Tier {
  const asked = [
    ...(options.quick ? ['quick'] : []),
    ...(options.rest ? ['rest'] : []),
    ...(options.tier === undefined ? [] : [options.tier]),
  ];
  const tier = TIERS.find((name) => name === (asked[0] ?? 'all'));
  if (tier === undefined || asked.length > 1) {
    throw new Error(`Choose one of --quick, --rest and --tier ${TIERS.join('|')}.`);
  }
  return tier;
}

async function makePlot(): Promise<Plot> {
  const tree = await ScratchTree.make();
  return { tree, lane: new Lane(tree.folder) };
}

async function clearAway({ tree, lane }: Plot): Promise<void> {
  await lane.close();
  await tree.remove();
}

/** Hands out things one by one to whoever is free. */
async function shareOut<Thing>(
  things: readonly Thing[],
  work: (plot: Plot, thing: Thing) => Promise<void>,
): Promise<void> {
  const waiting = [...things];
  await Promise.all(
    plots.map(async (plot) => {
      for (let thing = waiting.shift(); thing !== undefined; thing = waiting.shift()) await work(plot, thing);
    }),
  );
}

/** Without a bug, every suite that is named anywhere passes. */
async function areGreen(): Promise<boolean> {
  const startMs = performance.now();
  const specs = [...new Set(bugs.flatMap(({ caughtBy }) => caughtBy))];
  const red: string[] = [];
  let tests = 0;
  await shareOut(specs, async ({ lane }, spec) => {
    const { isGreen, firstFailure, passed, output } = await lane.run(spec, { hangMs: null });
    tests += passed;
    if (!isGreen) red.push(`${spec}: ${firstFailure ?? 'no test'}\n${output}`);
  });
  say(`${specs.length} suites without a bug: ${tests} tests passed in ${since(startMs).toFixed(1)} s`);
  if (red.length > 0) say(`They are not green to begin with:\n${red.join('\n')}`);
  return red.length === 0;
}

async function areGood(): Promise<boolean> {
  const startMs = performance.now();
  const verdicts: Verdict[] = [];
  await shareOut(bugs, async (plot, bug) => {
    const verdict = await (options.types ? judgeTypes(plot, bug) : judge(plot, bug));
    verdicts.push(verdict);
    say(rowOf(verdict));
  });
  const good = verdicts.filter(isGood).length;
  const bad = verdicts.filter((verdict) => !isGood(verdict)).map(({ bug, kind }) => `${bug.id} (${kind})`);
  const what = options.types ? 'compile' : 'caught';
  say(`\nThe slowest:\n${slowestOf(verdicts)}`);
  if (bad.length > 0) say(`\n${bad.join(', ')}`);
  say(
    `\n${good} of ${bugs.length} planted bugs ${what}, in ${since(startMs).toFixed(0)} s, ${jobs} at a time`,
  );
  return good === bugs.length;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
