import { type ChildProcess, spawn } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpuMsOf, rssMiBOf } from './process-usage.ts';

/** A server of the run's own, in a process of its own, or several behind one address. */
export interface OwnServer {
  url: string;
  /** Resident memory in MiB (of several, the largest), or null where the system does not say. */
  rssMiB(): number | null;
  /** CPU time of the whole process so far in ms, or null where the system does not say. */
  cpuMs(): number | null;
  /** What it wrote to its error stream, at most the first 4 KiB. */
  complaints(): string;
  stop(): Promise<void>;
}

const START_MS = 30_000;
const STOP_MS = 15_000;
const MAX_COMPLAINTS = 4_096;

/** Starts `fairday serve`. Throws if it does not open. It ends with this process, however that ends. */
export async function startServer(environment: Readonly<Record<string, string>>): Promise<OwnServer> {
  const child = spawn(process.execPath, [...commandLine(), 'serve'], {
    env: environmentOf(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const endIt = () => child.kill('SIGKILL');
  process.once('exit', endIt);
  child.once('exit', () => process.off('exit', endIt));
  let complaints = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(0, MAX_COMPLAINTS);
  });
  const url = await openedAt(child, () => complaints);
  const pid = child.pid ?? 0;
  return {
    url,
    rssMiB: () => rssMiBOf(pid),
    cpuMs: () => cpuMsOf(pid),
    complaints: () => complaints,
    stop: () => stopped(child),
  };
}

/** Runs one command of the command line to its end. @returns what it printed; throws if it failed */
export function runCommand(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...commandLine(), ...args], {
      env: environmentOf(environment),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    let complaints = '';
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      complaints = (complaints + text).slice(0, MAX_COMPLAINTS);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(printed);
      else reject(new Error(`fairday ${args.slice(0, 2).join(' ')} ended with ${code}: ${complaints}`));
    });
  });
}

/** The command line beside this module: compiled, or from the sources. */
function commandLine(): string[] {
  const extension = extname(fileURLToPath(import.meta.url));
  return [fileURLToPath(new URL(`../../../cli${extension}`, import.meta.url))];
}

/** The machine's own environment without the settings of another market; what is measured downloads nothing besides. */
function environmentOf(environment: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const {
    DATABASE_URL: _database,
    REDIS_URL: _redis,
    DATA_DIR: _folder,
    PUBLIC_URL: _url,
    ...rest
  } = process.env;
  return { ...rest, MEDIA_WORKER_NO_DOWNLOAD: '1', ...environment };
}

function openedAt(child: ChildProcess, complaints: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The server did not open within ${START_MS / 1_000} s. ${complaints()}`));
    }, START_MS);
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      printed = (printed + text).slice(-MAX_COMPLAINTS);
      const url = /Fairday is open at ([^"\s]+)["\n]/.exec(printed)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The server ended with ${code} before it opened. ${complaints()}`));
    });
  });
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await exit;
  clearTimeout(timer);
}
