import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { OPERATIONS } from './simulation.ts';

/** Which worlds are run, and how. */
export interface Options {
  from: number;
  seeds: number;
  /** Operations of people in each world. */
  operations: number;
  /** Processes that run worlds at once. */
  jobs: number;
  /** Prints what happened in each world, line by line. */
  story: boolean;
  json: boolean;
}

export const USAGE =
  'npm run simulate -- [--seeds N] [--from S] [--operations N] [--jobs J] [--story] [--json]';

/** Seeds are 32 bits. */
const MOST_SEEDS = 2 ** 32;
const MOST_OPERATIONS = 100_000;
const MOST_JOBS = 256;
/** A story is hundreds of lines. */
const MOST_STORIES = 20;

/** What somebody typed is not understood; the message says what would be. */
export class WrongOptions extends Error {}

/** Reads a command line. @throws WrongOptions with one sentence */
export function readOptions(args: readonly string[]): Options {
  const typed = parsed(args);
  const seeds = whole('seeds', typed.seeds, 100, 1, MOST_SEEDS);
  const from = whole('from', typed.from, 1, 0, MOST_SEEDS - seeds);
  const operations = whole('operations', typed.operations, OPERATIONS, 1, MOST_OPERATIONS);
  const jobs = whole('jobs', typed.jobs, availableParallelism(), 1, MOST_JOBS);
  const { story = false, json = false } = typed;
  if (story && json) throw new WrongOptions('--story is for reading and --json for programs: take one.');
  if (story && seeds > MOST_STORIES) {
    throw new WrongOptions(
      `--story tells ${MOST_STORIES} worlds at most: say which with --from and --seeds.`,
    );
  }
  return { from, seeds, operations, jobs: Math.min(jobs, seeds), story, json };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: { seeds: text, from: text, operations: text, jobs: text, story: flag, json: flag },
    }).values;
  } catch (error) {
    const [first] = String(error instanceof Error ? error.message : error).split('\n');
    throw new WrongOptions(`${first?.replace(/\.$/, '')}.`);
  }
}

function whole(
  name: string,
  text: string | undefined,
  otherwise: number,
  least: number,
  most: number,
): number {
  if (text === undefined) return otherwise;
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new WrongOptions(`--${name} takes a whole number from ${least} to ${most}, not "${text}".`);
}
