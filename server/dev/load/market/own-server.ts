import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A server of the run's own, in a process of its own, with the command line that everybody uses. */
export interface OwnServer {
  url: string;
  pid: number;
  /** Resident memory in MiB, or null where the system does not say. */
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
/** Linux counts CPU time in hundredths of a second. */
const TICK_MS = 10;

/** Starts `fairday serve`. Throws if it does not open. It ends with this process, however that ends. */
export async function startServer(environment: Record<string, string>): Promise<OwnServer> {
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
    pid,
    rssMiB: () => fieldOf(`/proc/${pid}/status`, /^VmRSS:\s+(\d+) kB/m, 1 / 1_024),
    cpuMs: () => cpuOf(pid),
    complaints: () => complaints,
    stop: () => stopped(child),
  };
}

/** Runs one command of the command line to its end. @returns what it printed; throws if it failed */
export function runCommand(environment: Record<string, string>, args: readonly string[]): Promise<string> {
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
  const entry = fileURLToPath(new URL(`../../../cli${extension}`, import.meta.url));
  return extension === '.ts' ? ['--import', 'tsx', entry] : [entry];
}

/** The machine's own environment without the settings of another market. */
function environmentOf(environment: Record<string, string>): NodeJS.ProcessEnv {
  const {
    DATABASE_URL: _database,
    REDIS_URL: _redis,
    DATA_DIR: _folder,
    PUBLIC_URL: _url,
    ...rest
  } = process.env;
  return { ...rest, ...environment };
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
      const url = /Fairday is open at (\S+)\n/.exec(printed)?.[1];
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

function fieldOf(file: string, pattern: RegExp, scale: number): number | null {
  try {
    const found = pattern.exec(readFileSync(file, 'utf8'))?.[1];
    return found === undefined ? null : Number(found) * scale;
  } catch {
    return null;
  }
}

/** User and system time are the 14th and 15th field; the second is the name in brackets, which may hold spaces. */
function cpuOf(pid: number): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return null;
  }
}
