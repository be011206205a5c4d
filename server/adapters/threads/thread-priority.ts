import { constants, setPriority } from 'node:os';

/**
 * How far behind the market a thread of its own stands: `when_idle` runs on what is left over, `behind` takes about a
 * tenth of a core that somebody else wants.
 */
const NICE = {
  when_idle: constants.priority.PRIORITY_LOW,
  behind: constants.priority.PRIORITY_BELOW_NORMAL,
} as const;

/**
 * Puts the calling thread behind the threads that take orders: whoever reads a report can wait, a buyer can't. Linux
 * gives each thread a priority of its own; elsewhere one would change the whole process, so nothing is done there.
 */
export function lowerThreadPriority(how: keyof typeof NICE): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, NICE[how]);
  } catch {
    // A container may forbid it; the thread then runs like the others.
  }
}
