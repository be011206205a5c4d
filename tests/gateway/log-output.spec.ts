import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freePorts } from '../../server/tools/lab/cluster/programs.ts';
import { fileGround } from '../crash/ground.ts';
import { programOf } from '../crash/server-process.ts';
import { until } from './house.ts';

const LINES = 4_000;
/** Linux's file that is always full. */
const FULL = '/dev/full';

const writer = (stdout: 'pipe' | number) =>
  spawn(process.execPath, [join(import.meta.dirname, 'log-output-child.ts'), String(LINES)], {
    stdio: ['ignore', stdout, 'pipe'],
  });

async function endOf(
  child: ChildProcess,
): Promise<{ code: number | null; said: { lost: number; turns: number } }> {
  let text = '';
  child.stderr!.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, said: JSON.parse(text) };
}

test('[C38] on a full disk lines are dropped and counted, and the process goes on to its own end', async () => {
  const { code, said } = await endOf(writer(openSync(FULL, 'w')));
  expect(code).toBe(7);
  expect(said.lost).toBeGreaterThan(LINES / 2);
});

test('[C38] where nobody reads, nobody waits: lines are dropped, and the end is not held up', async () => {
  const { code, said } = await endOf(writer('pipe'));
  expect(code).toBe(7);
  expect(said.lost).toBeGreaterThan(LINES / 2);
});

test('[C38] where there is room no line is lost, and the last one is there', async () => {
  const child = writer('pipe');
  let written = '';
  child.stdout!.setEncoding('utf8').on('data', (part: string) => {
    written += part;
  });
  const { code, said } = await endOf(child);
  expect(code).toBe(7);
  const lines = written
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(said.lost + lines.filter(({ n }) => n !== undefined).length).toBe(LINES);
  expect(lines.at(-1).msg).toBe('the last words');
});

test('[C38] a market whose log is on a full disk opens, sells on, and says what it could not write', async () => {
  const ground = fileGround();
  const [port] = await freePorts(1);
  const server = spawn(process.execPath, [...programOf('server', 'cli'), 'serve'], {
    env: { ...process.env, ...ground.environment, PORT: String(port), LOG_LEVEL: 'trace' },
    stdio: ['ignore', openSync(FULL, 'w'), 'pipe'],
  });
  try {
    const status = (path: string) =>
      fetch(`http://127.0.0.1:${port}${path}`).then(
        (answer) => answer.status,
        () => 0,
      );
    let isOpen = false;
    const asks = setInterval(() => void status('/readyz').then((code) => (isOpen ||= code === 200)), 100);
    await until(() => isOpen || server.exitCode !== null, 30_000).finally(() => clearInterval(asks));
    expect(await status('/healthz')).toBe(200);
    expect(await status('/api/v1/streams')).toBe(200);
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).toMatch(/^fairday_log_lines_dropped_total \d+$/m);
    expect(server.exitCode).toBe(null);
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    expect(await ended).toBe(0);
  } finally {
    if (server.exitCode === null) server.kill('SIGKILL');
    await ground.close();
  }
});
