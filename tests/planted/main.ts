import { availableParallelism } from 'node:os';
import { plantedBugs } from './list.ts';
import type { PlantedBug } from './planted-bug.ts';
import { runSpecs } from './run-specs.ts';
import { typeErrors } from './run-types.ts';
import { ScratchTree } from './scratch-tree.ts';

/**
 * `npm run planted [-- --only id[,id]] [--jobs n] [--types]`: switches every planted bug on in turn, each in a copy of the
 * sources, and runs the suites that should see it. Without a bug they must be green, with one a test must fail: a suite
 * that only breaks down has seen nothing. Exit 1 if a bug was not caught.
 *
 * With `--types` no suite runs: each bug is shown to the compiler, since a mistake that does not compile is none.
 */
interface Verdict {
  bug: PlantedBug;
  kind: 'caught' | 'NOT CAUGHT' | 'BROKE DOWN' | 'compiles' | 'TYPE ERROR';
  /** The test that caught it, or what the run printed. */
  by: string;
  seconds: number;
}

if (process.argv.includes('--help')) {
  process.stdout.write(
    `npm run planted [-- --only id[,id]] [--jobs n] [--types]\n${plantedBugs.map(({ id, what }) => `  ${id}: ${what}`).join('\n')}\n`,
  );
  process.exit();
}
const only = optionOf('--only')?.split(',') ?? null;
const isTypes = process.argv.includes('--types');
const jobs = Math.max(1, Number(optionOf('--jobs') ?? Math.min(2, availableParallelism())));
const bugs = plantedBugs.filter(({ id }) => only === null || only.includes(id));
const unknown = (only ?? []).filter((id) => !bugs.some((bug) => bug.id === id));
if (unknown.length > 0) throw new Error(`There is no planted bug ${unknown.join(', ')}.`);

const trees = await Promise.all(
  Array.from({ length: Math.min(jobs, bugs.length) }, () => ScratchTree.make()),
);
try {
  const isGreen = isTypes || (await areGreen(trees[0]!));
  process.exitCode = isGreen && (await areGood(trees)) ? 0 : 1;
} finally {
  await Promise.all(trees.map((tree) => tree.remove()));
}

/** Without a bug, every suite that is named anywhere passes. */
async function areGreen(tree: ScratchTree): Promise<boolean> {
  const specs = [...new Set(bugs.flatMap(({ caughtBy }) => caughtBy))];
  const { isGreen, firstFailure, passed, output, seconds } = await runSpecs(tree.folder, specs, {
    bail: false,
  });
  say(`${specs.length} suites without a bug: ${passed} tests passed in ${seconds.toFixed(1)} s`);
  if (!isGreen) say(`They are not green to begin with: ${firstFailure ?? output}`);
  return isGreen;
}

async function areGood(places: readonly ScratchTree[]): Promise<boolean> {
  const startMs = performance.now();
  const waiting = [...bugs];
  const verdicts: Verdict[] = [];
  const work = async (tree: ScratchTree) => {
    for (let bug = waiting.shift(); bug; bug = waiting.shift()) {
      const verdict = await (isTypes ? judgeTypes(tree, bug) : judge(tree, bug));
      verdicts.push(verdict);
      say(rowOf(verdict));
    }
  };
  await Promise.all(places.map(work));
  const good = verdicts.filter(isGood).length;
  const seconds = ((performance.now() - startMs) / 1_000).toFixed(0);
  const what = isTypes ? 'compile' : 'caught';
  say(`\n${good} of ${bugs.length} planted bugs ${what}, in ${seconds} s, ${places.length} at a time`);
  return good === bugs.length;
}

async function judge(tree: ScratchTree, bug: PlantedBug): Promise<Verdict> {
  await tree.plant(bug);
  const { isGreen, firstFailure, output, seconds } = await runSpecs(tree.folder, bug.caughtBy, {
    bail: true,
  });
  if (firstFailure !== null) return { bug, kind: 'caught', by: firstFailure, seconds };
  if (isGreen) return { bug, kind: 'NOT CAUGHT', by: bug.caughtBy.join(', '), seconds };
  return { bug, kind: 'BROKE DOWN', by: output, seconds };
}

async function judgeTypes(tree: ScratchTree, bug: PlantedBug): Promise<Verdict> {
  const startMs = performance.now();
  await tree.plant(bug);
  const errors = await typeErrors(tree.folder);
  const seconds = (performance.now() - startMs) / 1_000;
  return { bug, kind: errors.length === 0 ? 'compiles' : 'TYPE ERROR', by: errors.join('\n'), seconds };
}

function isGood({ kind }: Verdict): boolean {
  return kind === 'caught' || kind === 'compiles';
}

function rowOf(verdict: Verdict): string {
  const { bug, kind, by, seconds } = verdict;
  const place = `${bug.id} (${bug.breaks})`.padEnd(52);
  return `${kind.padEnd(10)}  ${seconds.toFixed(1).padStart(5)} s  ${place}  ${isGood(verdict) ? by : `${bug.what}\n${by}`}`;
}

function optionOf(name: string): string | undefined {
  const place = process.argv.indexOf(name);
  return place < 0 ? undefined : process.argv[place + 1];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
