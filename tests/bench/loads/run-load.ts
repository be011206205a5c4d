import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { LoadReport } from '../../../server/tools/lab/run.ts';
import { PostgresServer } from '../../builders/postgres.ts';
import type { Given, NamedLoad } from './named-loads.ts';
import type { NamedRun } from './runs.ts';

const CLI = resolve(import.meta.dirname, '../../../server/cli.js');
/** Counts of a trial never fall below this. */
const LEAST = 20;

export interface Size {
  /** Instead of the load's own time, as `--for` takes it. */
  time: string | null;
  /** The part of all counts and rates that is run; 1 for all of it. */
  part: number;
}

/** Runs a load once in a process of its own, which shows how it goes. @throws if it gave no report */
export async function runNamedLoad(
  name: string,
  load: NamedLoad,
  given: Given,
  { time, part }: Size,
): Promise<NamedRun> {
  const options = {
    ...Object.fromEntries(
      Object.entries(load.options(given)).map(([option, value]) => [option, partOf(value, part)]),
    ),
    for: time ?? load.time,
    seed: given.seed,
  };
  const args = [
    'load',
    ...Object.entries(options).flatMap(([option, value]) => [`--${option}`, String(value)]),
  ];
  const report = load.isOnPostgres
    ? await onPostgres((url) => reportOf([...args, '--database', url], load))
    : await reportOf(args, load);
  const { machine, verdict, measures } = report;
  const { load: busy, ...where } = machine;
  return {
    load: name,
    about: load.about,
    seed: given.seed,
    ...where,
    busy,
    command: `fairday ${args.join(' ')}${load.isOnPostgres ? ' --database postgres://…' : ''}`,
    isTrial: time !== null || part !== 1,
    wrong: verdict.filter(({ isRight }) => !isRight).map((row) => `${row.name}: ${row.found}`),
    targets: load.targets(report),
    measures,
  };
}

function partOf(value: string | number, part: number): string | number {
  return typeof value === 'number' && value > LEAST ? Math.max(LEAST, Math.round(value * part)) : value;
}

/** A server of the run's own, with the settings that it has by itself: each commit reaches the disk. */
async function onPostgres<T>(work: (url: string) => Promise<T>): Promise<T> {
  const server = await PostgresServer.start();
  try {
    return await work(await server.database());
  } finally {
    await server.remove();
  }
}

function reportOf(args: readonly string[], { heapMiB }: NamedLoad): Promise<LoadReport> {
  const flags = [process.env.NODE_OPTIONS, heapMiB !== undefined && `--max-old-space-size=${heapMiB}`];
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [CLI, ...args, '--json'], {
      env: { ...process.env, NODE_OPTIONS: flags.filter(Boolean).join(' ') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const endIt = () => child.kill('SIGTERM');
    process.once('exit', endIt);
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    child.once('error', failed);
    child.once('close', (code) => {
      process.off('exit', endIt);
      const last = printed.trimEnd().split('\n').at(-1) ?? '';
      if (!last.startsWith('{')) {
        failed(new Error(`fairday ${args.join(' ')} ended with ${code} and gave no report.`));
        return;
      }
      process.stdout.write(printed.slice(0, printed.lastIndexOf(last)));
      done(JSON.parse(last, nullIsNaN) as LoadReport);
    });
  });
}

/** JSON has no NaN: a number that was not to be had comes as null. */
function nullIsNaN(name: string, value: unknown): unknown {
  return name === 'value' && value === null ? Number.NaN : value;
}
