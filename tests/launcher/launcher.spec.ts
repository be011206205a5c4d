import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os, { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isGoodNode, NODE_RECOMMENDED } from '../../server/launcher/floor.mjs';
import { heapOf, SERVER_HEAP } from '../../server/launcher/heap.mjs';

const root = join(import.meta.dirname, '..', '..');
const RUN = join(root, 'server/run.mjs');

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-launcher-'));
  path = join(folder, 'bin');
  mkdirSync(path);
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
  vi.stubEnv('PATH', `${path}${delimiter}${process.env.PATH}`);
  // Under npm this names the npm that runs; here it is looked for on the path.
  vi.stubEnv('npm_execpath', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Puts a shell script where a program is looked for. */
function aProgram(file: string, script: string): void {
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

const nodesFolder = () => join(folder, 'cache', 'fairday', 'node');
/** The functions read the environment when they are called. */
const theFetch = () => import('../../server/launcher/fetch.mjs');

test.each([
  ['18.20.8', false],
  ['20.20.2', false],
  ['22.23.4', false],
  ['24.22.0', false],
  ['24.22.1', true],
  ['24.23.0', true],
  ['25.9.0', false],
  ['26.12.0', false],
  ['26.12.1', true],
  ['26.13.0', true],
  ['27.0.0', true],
  ['27.0.0-nightly20261101', false],
])('Node %s is new enough: %s', (version, isGood) => {
  expect(isGoodNode(version)).toBe(isGood);
});

test('what was fetched before is taken if it runs and is the version that is named', async () => {
  const { cachedNode } = await theFetch();
  expect(cachedNode()).toBeNull();
  const bin = join(nodesFolder(), NODE_RECOMMENDED, 'bin');
  mkdirSync(bin, { recursive: true });
  aProgram(join(bin, 'node'), `echo v${NODE_RECOMMENDED}`);
  expect(cachedNode()).toBe(join(bin, 'node'));
  aProgram(join(bin, 'node'), 'echo v26.11.0');
  expect(cachedNode()).toBeNull();
  aProgram(join(bin, 'node'), 'exit 1');
  expect(cachedNode()).toBeNull();
});

test('bytes that are not those of the repository are refused, and nothing of them stays', async () => {
  const { fetchNode } = await theFetch();
  aProgram(
    join(path, 'npm'),
    'while [ "$1" != --pack-destination ]; do shift; done; echo else > "$2/node.tgz"; echo node.tgz',
  );
  expect(await fetchNode()).toEqual({
    why: expect.stringContaining('has not the bytes that it should have'),
  });
  expect(readdirSync(nodesFolder())).toEqual([]);
});

test('without a registry it says so, and nothing stays', async () => {
  const { fetchNode } = await theFetch();
  aProgram(join(path, 'npm'), 'echo "npm error network" >&2; exit 1');
  expect(await fetchNode()).toEqual({ why: 'npm could not fetch it: npm error network' });
  expect(readdirSync(nodesFolder())).toEqual([]);
});

test('what an older Node left out is added, once after each npm ci', async () => {
  const { completePackages } = await theFetch();
  const project = join(folder, 'project');
  const log = join(folder, 'npm.log');
  mkdirSync(join(project, 'node_modules'), { recursive: true });
  aProgram(join(path, 'npm'), `echo "$@" >> ${log}`);
  const began = vi.fn();
  for (let start = 1; start <= 3; start += 1) {
    expect(await completePackages(process.execPath, project, began)).toBeNull();
  }
  expect(began).toHaveBeenCalledTimes(1);
  expect(readFileSync(log, 'utf8').trim().split('\n')).toEqual([
    expect.stringMatching(/^install --no-save /),
  ]);
  // The user's next `npm ci` empties the folder, and with it what was remembered.
  rmSync(join(project, 'node_modules'), { recursive: true });
  mkdirSync(join(project, 'node_modules'));
  expect(await completePackages(process.execPath, project, began)).toBeNull();
  expect(began).toHaveBeenCalledTimes(2);
});

test('a long fetch and a long installation say every five seconds that they go on', async () => {
  const { completePackages, fetchNode } = await theFetch();
  const project = join(folder, 'project');
  mkdirSync(join(project, 'node_modules'), { recursive: true });
  aProgram(join(path, 'npm'), 'sleep 0.2; [ "$1" = install ]');
  const said: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => said.push(String(line)) > 0);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  try {
    const installing = completePackages(process.execPath, project, () => {});
    vi.advanceTimersByTime(10_000);
    expect(await installing).toBeNull();
    const fetching = fetchNode();
    vi.advanceTimersByTime(5_000);
    await fetching;
    vi.advanceTimersByTime(60_000);
  } finally {
    vi.useRealTimers();
    vi.restoreAllMocks();
  }
  expect(said).toEqual([
    'fairday: still adding packages, 5 s so far\n',
    'fairday: still adding packages, 10 s so far\n',
    `fairday: still fetching Node ${NODE_RECOMMENDED}, 5 s so far\n`,
  ]);
});

test('where the packages cannot be installed it says so, and tries again with the next start', async () => {
  const { completePackages } = await theFetch();
  mkdirSync(join(folder, 'node_modules'));
  aProgram(join(path, 'npm'), 'echo "npm error offline" >&2; exit 1');
  const began = vi.fn();
  for (let start = 1; start <= 2; start += 1) {
    expect(await completePackages(process.execPath, folder, began)).toMatch(/npm error offline/);
  }
  expect(began).toHaveBeenCalledTimes(2);
});

test('a program runs with its arguments on this Node, which comes first on its path; its exit code is handed on', () => {
  const program = join(folder, 'program.mjs');
  writeFileSync(
    program,
    `console.log(JSON.stringify([process.argv.slice(2), process.execPath, process.env.PATH]));
     process.exit(7);`,
  );
  const { status, stdout } = spawnSync(process.execPath, [RUN, program, 'a', '--b'], { encoding: 'utf8' });
  expect(status).toBe(7);
  const [args, node, paths] = JSON.parse(stdout) as [string[], string, string];
  expect(args).toEqual(['a', '--b']);
  expect(node).toBe(process.execPath);
  expect(join(paths.split(delimiter)[0]!, 'node')).toBe(process.execPath);
});

test('who ends the launcher ends the program', async () => {
  const program = join(folder, 'program.mjs');
  const mark = join(folder, 'ended');
  writeFileSync(
    program,
    `import { writeFileSync } from 'node:fs';
     process.on('SIGTERM', () => { writeFileSync(${JSON.stringify(mark)}, ''); process.exit(0); });
     setInterval(() => {}, 1000); console.log('up');`,
  );
  const child = spawn(process.execPath, [RUN, program], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expect(existsSync(mark)).toBe(true);
});

test('a server begins with a large heap where there is memory, and nothing else does', () => {
  const memory = (bytes: number) => vi.spyOn(os, 'totalmem').mockReturnValue(bytes);
  memory(4 * 2 ** 30);
  expect(heapOf('server/fairday.ts', ['serve', '--build'])).toEqual(SERVER_HEAP);
  expect(heapOf('dist/server/fairday.js', ['demo'])).toEqual(SERVER_HEAP);
  expect(heapOf('server/fairday.ts', ['backup'])).toEqual([]);
  expect(heapOf('vite', ['serve'])).toEqual([]);
  memory(2 * 2 ** 30);
  expect(heapOf('server/fairday.ts', ['serve'])).toEqual([]);
});
