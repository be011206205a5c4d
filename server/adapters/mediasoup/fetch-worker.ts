import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packagePlace, runsHere } from './worker-places.ts';

export type Fetched = { isFetched: true; program: string } | { isFetched: false; why: string };

/** A network that has not begun to answer by then is taken for none. */
const ANSWER_MS = 10_000;
/** Some megabytes over a slow line; what takes longer is given up. */
const WHOLE_MS = 120_000;
const LOOK_MS = 100;

/**
 * Downloads mediasoup's ready-made worker by the package's own step, in a folder of its own beside the place where it is
 * kept, and puts it there by a rename: two starts at once do not meet, and nobody ever finds half a program.
 * @param options.script mediasoup's npm-scripts.mjs
 * @param options.to where it is kept
 * @param options.until ends the attempt
 */
export async function fetchWorker(options: {
  script: string;
  to: string;
  until?: AbortSignal;
  answerMs?: number;
  wholeMs?: number;
}): Promise<Fetched> {
  const { script, to, until, answerMs = ANSWER_MS, wholeMs = WHOLE_MS } = options;
  let folder: string;
  try {
    mkdirSync(dirname(to), { recursive: true });
    folder = mkdtempSync(join(dirname(to), '.fetching-'));
  } catch (fault) {
    return { isFetched: false, why: `${dirname(to)} cannot be written (${codeOf(fault)})` };
  }
  const tidyUp = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', tidyUp);
  try {
    const why = await runStep({ script, folder, answerMs, wholeMs, ...(until && { until }) });
    const program = packagePlace({ folder });
    if (existsSync(program)) {
      chmodSync(program, 0o755);
      if (runsHere(program)) {
        renameSync(program, to);
        return { isFetched: true, program: to };
      }
    }
    return { isFetched: false, why };
  } catch (fault) {
    return { isFetched: false, why: `it could not be kept in ${dirname(to)} (${codeOf(fault)})` };
  } finally {
    tidyUp();
    process.off('exit', tidyUp);
  }
}

/** Runs the step until it ends or may go on no longer. @returns why it brought nothing, in case it did not */
function runStep(of: {
  script: string;
  folder: string;
  answerMs: number;
  wholeMs: number;
  until?: AbortSignal;
}): Promise<string> {
  const { script, folder, answerMs, wholeMs, until } = of;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, 'postinstall'], {
      // All of its paths are relative.
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A download and nothing else: with `false` for Python, its own way of building (pip, meson) ends at once.
      env: { ...process.env, PYTHON: 'false', MEDIASOUP_WORKER_BIN: '' },
    });
    const end = () => child.kill('SIGKILL');
    process.once('exit', end);
    until?.addEventListener('abort', end, { once: true });
    if (until?.aborted) end();
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (piece) => {
        text = `${text}${piece}`.slice(-10_000);
      });
    }
    let stopped: string | null = null;
    const stop = (why: string) => {
      stopped = why;
      end();
    };
    const startedAt = performance.now();
    const look = setInterval(() => {
      const passedMs = performance.now() - startedAt;
      if (passedMs > wholeMs) stop(`the download took longer than ${seconds(wholeMs)}`);
      // It makes the folder for what comes when the answer has begun.
      else if (passedMs > answerMs && !existsSync(dirname(packagePlace({ folder })))) {
        stop(`the network did not answer within ${seconds(answerMs)}`);
      }
    }, LOOK_MS);
    const over = () => {
      clearInterval(look);
      process.off('exit', end);
      until?.removeEventListener('abort', end);
      resolve(stopped ?? whyNothing(text));
    };
    child.once('error', over);
    child.once('close', over);
  });
}

/** What the step's own lines say, in a few words. */
function whyNothing(text: string): string {
  if (/no available .* for current architecture/.test(text)) {
    return `there is none ready-made for ${process.platform} on ${process.arch}`;
  }
  if (/fails to run in this host/.test(text)) return 'the ready-made one does not run on this machine';
  const status = /failed to download .*: (\d{3} .*)/.exec(text)?.[1];
  if (status) return `the download was refused (${status.trim()})`;
  const code = /\b(EAI_AGAIN|E(?!RROR)[A-Z]{4,})\b/.exec(text)?.[1];
  return code ? `the download failed (${code})` : 'the download failed';
}

const seconds = (ms: number) => `${ms / 1_000} s`;
const codeOf = (fault: unknown) => (fault as NodeJS.ErrnoException).code ?? String(fault);
