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
 * @param isOver asked before each bunch; once it says so, no more are begun
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
  isOver: () => boolean = () => false,
): Promise<void> {
  let next = from;
  const end = from + seeds;
  const work = async (helper: Helper) => {
    while (next < end && !isOver()) {
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
    for (const { child } of helpers) child.kill();
  }
}

interface Helper {
  child: ChildProcess;
  /** Rejects when the process ends by itself. */
  gone: Promise<never>;
}

function hire(): Helper {
  // The same code as here: compiled beside compiled code, the source beside sources.
  const file = join(import.meta.dirname, `helper${extname(import.meta.filename)}`);
  const child = fork(file, { serialization: 'advanced', execArgv: [] });
  const gone = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`A process that ran worlds ended: ${signal ?? `exit ${code}`}.`);
  });
  // It is let go in the end, and nobody waits for it then.
  gone.catch(() => {});
  return { child, gone };
}

async function asked({ child, gone }: Helper, task: Task): Promise<Done> {
  const answer = once(child, 'message') as Promise<[Done]>;
  child.send(task);
  const [done] = await Promise.race([answer, gone]);
  return done;
}
