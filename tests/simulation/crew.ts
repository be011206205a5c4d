import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import type { Outcome } from './simulation.ts';

/** Worlds for one process to run next. */
export interface Task {
  seeds: number[];
  operations: number;
  story: boolean;
}

/** What became of them, and the CPU time that they took. */
export interface Done {
  outcomes: Outcome[];
  cpuMs: number;
}

/** So many worlds at a time: enough that nobody waits for the next, few enough that progress is seen. */
const AT_ONCE = 10;

/**
 * Runs worlds in several processes, each with its own engine so that none warms up for another's garbage.
 * @param onDone told of each bunch as it is done, in any order
 */
export async function runCrew(
  {
    from,
    seeds,
    operations,
    jobs,
    story,
  }: Omit<Task, 'seeds'> & { from: number; seeds: number; jobs: number },
  onDone: (done: Done) => void,
): Promise<void> {
  let next = from;
  const end = from + seeds;
  const work = async (helper: ChildProcess) => {
    while (next < end) {
      const first = next;
      next = Math.min(end, first + AT_ONCE);
      const own = Array.from({ length: next - first }, (_, n) => first + n);
      onDone(await asked(helper, { seeds: own, operations, story }));
    }
  };
  const helpers = Array.from({ length: jobs }, hire);
  try {
    await Promise.all(helpers.map(work));
  } finally {
    for (const helper of helpers) helper.kill();
  }
}

function hire(): ChildProcess {
  // The same file, written or compiled, started as this process was.
  const file = join(import.meta.dirname, `helper${extname(import.meta.filename)}`);
  return fork(file, { serialization: 'advanced' });
}

async function asked(helper: ChildProcess, task: Task): Promise<Done> {
  const answer = once(helper, 'message') as Promise<[Done]>;
  const exit = once(helper, 'exit').then(([code, signal]) => {
    const worlds = `${task.seeds[0]} to ${task.seeds.at(-1)}`;
    throw new Error(`A process ended (${signal ?? code}) while it ran worlds ${worlds}.`);
  });
  helper.send(task);
  const [done] = await Promise.race([answer, exit]);
  return done;
}
