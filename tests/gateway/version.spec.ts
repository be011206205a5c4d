import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from './house.ts';

const root = join(import.meta.dirname, '../..');
const program = join(root, 'server/fairday.ts');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

let folder: string;
let server: ChildProcess;
let said = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-version-'));
  server = spawn(process.execPath, [program, 'serve'], {
    cwd: folder,
    env: {
      ...process.env,
      NODE_ENV: 'test',
      PORT: '0',
      DATABASE_URL: 'memory:',
      DATA_DIR: folder,
      MEDIA_WORKERS: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  server.stdout!.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await until(() => /open at http/.test(said), 60_000);
});
afterAll(async () => {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

const ask = (path: string) => fetch(`${/open at (http[^"\s]+)/.exec(said)![1]}${path}`);

test('the command says which version it is', () => {
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(execFileSync(process.execPath, [program, '--version'], { encoding: 'utf8' })).toBe(`${version}\n`);
});

test('the first line of a server’s log, its health and its metrics say version and Node', async () => {
  expect(JSON.parse(said.split('\n')[0]!)).toMatchObject({
    level: 30,
    version,
    node: process.versions.node,
    msg: 'fairday starts',
  });
  expect(await (await ask('/healthz')).json()).toEqual({ ok: true, version });
  expect((await (await ask('/metrics')).text()).split('\n')).toContain(
    `fairday_build_info{version="${version}",node="${process.versions.node}"} 1`,
  );
});

test('the lock file has the same version', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  expect([lock.version, lock.packages[''].version]).toEqual([version, version]);
});
