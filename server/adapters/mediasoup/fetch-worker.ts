import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type WorkerPins, workerPins } from './worker-pins.ts';
import { PROGRAM, runsHere } from './worker-places.ts';

export type Fetched = { isFetched: true; program: string } | { isFetched: false; why: string };

/** A network that has not begun to answer by then is taken for none. */
const ANSWER_MS = 10_000;
/** Some megabytes over a slow line; what takes longer is given up. */
const WHOLE_MS = 120_000;
/** mediasoup's own are some four megabytes; what is more is none of them. */
const MAX_BYTES = 64 * 1_024 * 1_024;
const UNPACK_MS = 30_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** Where mediasoup keeps its ready-made workers; its own variable names a mirror. */
export function releasesOf(environment: Environment): string {
  const mirror = environment.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL;
  return mirror || 'https://github.com/versatica/mediasoup/releases/download';
}

/** @returns the name of the ready-made worker for this machine, as mediasoup's own step forms it */
export function archiveName(version: string): string {
  const kernel = process.platform === 'linux' ? `-kernel${release().split('.')[0]}` : '';
  return `mediasoup-worker-${version}-${process.platform}-${process.arch}${kernel}.tgz`;
}

/** The hash that the ready-made worker for this machine must have; undefined: none may be downloaded. */
export function pinOf(version: string, pins: WorkerPins): string | undefined {
  return pins.version === version ? pins.sha256[archiveName(version)] : undefined;
}

/**
 * Downloads mediasoup's ready-made worker and puts it where it is kept by a rename: two starts at once do not meet, and
 * nobody ever finds half a program. mediasoup's own step would run whatever comes. Here only an archive with a pinned
 * hash is downloaded, and none that has another one is unpacked, let alone run.
 * @param options.version of mediasoup
 * @param options.to where it is kept
 * @param options.from see `releasesOf`
 * @param options.until ends the attempt
 */
export async function fetchWorker(options: {
  version: string;
  to: string;
  from: string;
  pins?: WorkerPins;
  until?: AbortSignal;
  answerMs?: number;
  wholeMs?: number;
}): Promise<Fetched> {
  const { version, to, from, pins = workerPins } = options;
  const name = archiveName(version);
  const pinned = pinOf(version, pins);
  if (pinned === undefined)
    return { isFetched: false, why: `no download is pinned for this machine (${name})` };
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
    const got = await download(`${from}/${version}/${name}`, options);
    if ('why' in got) return { isFetched: false, why: got.why };
    if (sha256Of(got.bytes) !== pinned) {
      return { isFetched: false, why: `what was downloaded is not what is pinned (${name})` };
    }
    const program = await unpack(got.bytes, folder);
    if (!runsHere(program)) {
      return { isFetched: false, why: 'the ready-made one does not run on this machine' };
    }
    renameSync(program, to);
    return { isFetched: true, program: to };
  } catch (fault) {
    return { isFetched: false, why: `it could not be kept in ${dirname(to)} (${codeOf(fault)})` };
  } finally {
    tidyUp();
    process.off('exit', tidyUp);
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Reads a file over HTTP into memory. @returns its bytes, or half a sentence that says why they could not be had */
export async function download(
  url: string,
  limits: { until?: AbortSignal; answerMs?: number; wholeMs?: number },
): Promise<{ bytes: Uint8Array } | { why: string; isNone?: true }> {
  const { until, answerMs = ANSWER_MS, wholeMs = WHOLE_MS } = limits;
  const ending = new AbortController();
  const stop = (why: string) => () => ending.abort(why);
  const whole = setTimeout(stop(`the download took longer than ${seconds(wholeMs)}`), wholeMs);
  const answer = setTimeout(stop(`the network did not answer within ${seconds(answerMs)}`), answerMs);
  const end = stop('the server closes');
  until?.addEventListener('abort', end, { once: true });
  if (until?.aborted) end();
  try {
    const response = await fetch(url, { signal: ending.signal });
    clearTimeout(answer);
    if (response.status === 404) {
      return { why: `there is none ready-made for ${process.platform} on ${process.arch}`, isNone: true };
    }
    if (!response.ok || !response.body) {
      return { why: `the download was refused (${response.status} ${response.statusText})` };
    }
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of response.body) {
      size += piece.length;
      if (size > MAX_BYTES) return { why: 'the download is larger than any worker' };
      pieces.push(piece);
    }
    return { bytes: Buffer.concat(pieces) };
  } catch (fault) {
    if (ending.signal.aborted) return { why: String(ending.signal.reason) };
    const code = (fault as { cause?: NodeJS.ErrnoException }).cause?.code;
    return { why: code ? `the download failed (${code})` : 'the download failed' };
  } finally {
    clearTimeout(whole);
    clearTimeout(answer);
    until?.removeEventListener('abort', end);
    ending.abort();
  }
}

/** Takes the program out of an archive that is known to be the right one. */
async function unpack(bytes: Uint8Array, folder: string): Promise<string> {
  const archive = join(folder, 'archive.tgz');
  writeFileSync(archive, bytes);
  await promisify(execFile)('tar', ['-xzf', archive, '-C', folder, PROGRAM], { timeout: UNPACK_MS });
  const program = join(folder, PROGRAM);
  chmodSync(program, 0o755);
  return program;
}

const seconds = (ms: number) => `${ms / 1_000} s`;
const codeOf = (fault: unknown) => (fault as NodeJS.ErrnoException).code ?? String(fault);
