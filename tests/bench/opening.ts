import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { freePorts } from '../../server/tools/lab/cluster/programs.ts';
import { environmentOf } from './folder.ts';
import { pause } from './numbers.ts';

const CLI = resolve(import.meta.dirname, '../../server/cli.js');
const START_MS = 60_000;
const ASK_EVERY_MS = 5;

/** `fairday serve` in a process of its own, and how long it took to be there. */
export interface Opened {
  port: number;
  /** From spawn to the line that says it is open. */
  openSeconds: number;
  /** From spawn to the first yes of /readyz. */
  readySeconds: number;
  /** Ends it by its own id, and waits until it has. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts `fairday serve` on a folder and ends it again. @returns seconds from spawn to the line that says it is open */
export async function secondsToOpen(folder: string, signal: 'SIGTERM' | 'SIGKILL'): Promise<number> {
  const opened = await openServer(folder);
  await opened.end(signal);
  return opened.openSeconds;
}

/** Starts a node that says one line and ends. @returns seconds from spawn to that line */
export function secondsToLine(): Promise<number> {
  const startMs = performance.now();
  const node = spawn(process.execPath, ['-e', 'console.log("here")'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((done, failed) => {
    node.stdout.once('data', () => done((performance.now() - startMs) / 1_000));
    node.once('error', failed);
  });
}

/** Starts `fairday serve` on a folder, and asks /readyz from the beginning on. */
export async function openServer(folder: string): Promise<Opened> {
  const [port] = await freePorts(1);
  const startMs = performance.now();
  const seconds = () => (performance.now() - startMs) / 1_000;
  const server = spawn(process.execPath, [CLI, 'serve'], {
    env: { ...process.env, ...environmentOf(folder), PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((done) => server.once('exit', () => done()));
  const end = async (signal: NodeJS.Signals) => {
    if (server.exitCode === null) server.kill(signal);
    await ended;
  };
  try {
    const [openSeconds, readySeconds] = await Promise.all([
      saysOpen(server).then(seconds),
      saysReady(server, port!).then(seconds),
    ]);
    return { port: port!, openSeconds, readySeconds, end };
  } catch (fault) {
    await end('SIGKILL');
    throw fault;
  }
}

async function saysReady(server: ChildProcess, port: number): Promise<void> {
  while (server.exitCode === null && server.signalCode === null) {
    const isReady = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await pause(ASK_EVERY_MS);
  }
  throw new Error('The server ended before it was ready.');
}

function saysOpen(server: ChildProcess): Promise<void> {
  return new Promise((done, failed) => {
    const timer = setTimeout(() => failed(new Error('The server did not open in time.')), START_MS);
    let said = '';
    server.stdout?.on('data', (text: Buffer) => {
      said += text.toString();
      if (!said.includes('is open at')) return;
      clearTimeout(timer);
      done();
    });
    server.once('exit', () => {
      clearTimeout(timer);
      failed(new Error(`The server ended before it was open: ${said}`));
    });
  });
}
