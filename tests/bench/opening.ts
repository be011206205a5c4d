import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { environmentOf } from './folder.ts';

const CLI = resolve(import.meta.dirname, '../../server/cli.js');
const START_MS = 60_000;

/** Starts `fairday serve` on a folder and ends it again. @returns seconds from spawn to the line that says it is open */
export async function secondsToOpen(folder: string, signal: 'SIGTERM' | 'SIGKILL'): Promise<number> {
  const startMs = performance.now();
  const server = spawn(process.execPath, [CLI, 'serve'], {
    env: { ...process.env, ...environmentOf(folder) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await saysOpen(server);
    return (performance.now() - startMs) / 1_000;
  } finally {
    const ended = new Promise((done) => server.once('exit', done));
    if (server.exitCode === null) {
      server.kill(signal);
      await ended;
    }
  }
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
