import type { Lane } from './lane.ts';
import type { PlacedBug } from './planted-bug.ts';
import { typeErrors } from './run-types.ts';
import type { ScratchTree } from './scratch-tree.ts';

/** A tree to plant in and the vitest that lives there. */
export interface Plot {
  tree: ScratchTree;
  lane: Lane;
}

export interface Verdict {
  bug: PlacedBug;
  kind: 'caught' | 'NOT CAUGHT' | 'BROKE DOWN' | 'compiles' | 'TYPE ERROR';
  /** The test that caught it, or what the run printed. */
  by: string;
  seconds: number;
}

/** A test that a bug makes wait for ever is red after that; the suites themselves wait longer for a loaded machine. */
const HANG_MS = 10_000;
const SLOWEST = 10;

/** Plants a bug and runs its suites in their order, until a test fails. A suite that only breaks down has seen nothing. */
export async function judge(
  { tree, lane }: { tree: Pick<ScratchTree, 'plant'>; lane: Pick<Lane, 'hasChanged' | 'run'> },
  bug: PlacedBug,
): Promise<Verdict> {
  const startMs = performance.now();
  const verdict = (kind: Verdict['kind'], by: string): Verdict => ({
    bug,
    kind,
    by,
    seconds: since(startMs),
  });
  lane.hasChanged(await tree.plant(bug));
  if (bug.seenBy !== undefined) {
    const { firstFailure } = await lane.run(bug.caughtBy[0]!, { hangMs: HANG_MS, only: bug.seenBy });
    if (firstFailure !== null) return verdict('caught', firstFailure);
  }
  const broken: string[] = [];
  for (const spec of bug.caughtBy) {
    const { isGreen, firstFailure, output } = await lane.run(spec, { hangMs: HANG_MS });
    if (firstFailure !== null) return verdict('caught', firstFailure);
    if (!isGreen) broken.push(`${spec}: ${output}`);
  }
  if (broken.length > 0) return verdict('BROKE DOWN', broken.join('\n'));
  return verdict('NOT CAUGHT', bug.caughtBy.join(', '));
}

/** Plants a bug and shows the tree to the compiler. */
export async function judgeTypes({ tree }: Plot, bug: PlacedBug): Promise<Verdict> {
  const startMs = performance.now();
  await tree.plant(bug);
  const errors = await typeErrors(tree.folder);
  const kind = errors.length === 0 ? 'compiles' : 'TYPE ERROR';
  return { bug, kind, by: errors.join('\n'), seconds: since(startMs) };
}

export function isGood({ kind }: Verdict): boolean {
  return kind === 'caught' || kind === 'compiles';
}

/** One line, and for a bug that was not found what it is and what happened. */
export function rowOf(verdict: Verdict): string {
  const { bug, kind, by, seconds } = verdict;
  const place = `${bug.id} (${bug.breaks})`.padEnd(52);
  return `${kind.padEnd(10)}  ${inSeconds(seconds)}  ${place}  ${isGood(verdict) ? by : `${bug.what}\n${by}`}`;
}

/** The bugs that took longest. */
export function slowestOf(verdicts: readonly Verdict[]): string {
  const slowest = verdicts.toSorted((a, b) => b.seconds - a.seconds).slice(0, SLOWEST);
  return slowest.map(({ bug, seconds }) => `  ${inSeconds(seconds)}  ${bug.id}`).join('\n');
}

/** Seconds since a moment of `performance.now()`. */
export function since(startMs: number): number {
  return (performance.now() - startMs) / 1_000;
}

function inSeconds(seconds: number): string {
  return `${seconds.toFixed(1).padStart(5)} s`;
}
