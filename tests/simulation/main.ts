import { type Done, runCrew } from './crew.ts';
import { type Options, readOptions, USAGE, WrongOptions } from './options.ts';
import { jsonOf, linesOf, redLines, Totals } from './totals.ts';

/** Progress: on a screen at once, in a file now and then. */
const FILE_EVERY_MS = 30_000;
const SCREEN_EVERY_MS = 200;

try {
  process.exitCode = (await run(readOptions(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  if (!(error instanceof WrongOptions)) throw error;
  process.stderr.write(`${error.message} Usage: ${USAGE}\n`);
  process.exitCode = 2;
}

/**
 * Runs the worlds and tells of them; whoever has had enough (Ctrl-C) is told of those that are done.
 * @returns true if all were as promised
 */
async function run(options: Options): Promise<boolean> {
  const totals = new Totals();
  const beganMs = performance.now();
  const tellProgress = progress(options, totals);
  let cpuMs = 0;
  let isOver = false;
  const stop = () => {
    isOver = true;
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const onDone = (done: Done) => {
    cpuMs += done.cpuMs;
    for (const outcome of done.outcomes) {
      totals.add(outcome);
      if (options.story) say(`world ${outcome.seed}, ${outcome.hash}`, ...outcome.story);
    }
    tellProgress();
  };
  await runCrew(options, onDone, () => isOver);
  tellProgress(true);
  totals.reds.sort((a, b) => a.seed - b.seed);
  const took = { wallMs: performance.now() - beganMs, cpuMs };
  if (options.json) say(JSON.stringify(jsonOf(totals, took)));
  else say(...linesOf(totals, took), ...redLines(totals, options));
  return totals.reds.length === 0;
}

/** One line that says how far it is, to whoever watches. */
function progress({ seeds, from }: Options, totals: Totals): (isLast?: boolean) => void {
  const { stderr } = process;
  const everyMs = stderr.isTTY ? SCREEN_EVERY_MS : FILE_EVERY_MS;
  let toldAtMs = performance.now();
  return (isLast = false) => {
    if (isLast && stderr.isTTY) stderr.write('\r\x1b[K');
    if (isLast || performance.now() - toldAtMs < everyMs) return;
    toldAtMs = performance.now();
    const words = `${totals.seeds} of ${seeds} worlds from ${from} on, ${totals.reds.length} red`;
    stderr.write(stderr.isTTY ? `\r\x1b[K${words}` : `${words}\n`);
  };
}

function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
