import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fetchWorker } from '../../server/adapters/mediasoup/fetch-worker.ts';
import { keptPlace, mediasoupPackage, placesOf } from '../../server/adapters/mediasoup/worker-places.ts';
import { workerSource } from '../../server/adapters/mediasoup/worker-source.ts';

let folder: string;
let to: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-fetch-'));
  to = join(folder, 'kept', 'mediasoup-worker');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Says of itself what a worker says that can run here. */
const WORKER = '#!/bin/sh\nexit 41\n';

/** Stands in for mediasoup's own step, which is asked as `npm-scripts.mjs postinstall` in a folder that is its own. */
function aStep(lines: string): string {
  const script = join(folder, 'npm-scripts.mjs');
  writeFileSync(
    script,
    `import fs from 'node:fs';
     import { setTimeout as wait } from 'node:timers/promises';
     const place = 'worker/out/Release';
     const begin = () => fs.mkdirSync(place, { recursive: true });
     const write = (text) => fs.writeFileSync(place + '/mediasoup-worker', text);
     ${lines}`,
  );
  return script;
}

function aProgram(path: string, text = WORKER): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

test('what comes is kept where the next start finds it, and nothing else stays', async () => {
  const script = aStep(`begin(); await wait(100); write(${JSON.stringify(WORKER)});`);
  expect(await fetchWorker({ script, to })).toEqual({ isFetched: true, program: to });
  expect(readdirSync(dirname(to))).toEqual(['mediasoup-worker']);
});

test('two starts at once do not collide', async () => {
  const half = JSON.stringify(WORKER.slice(0, 9));
  const script = aStep(`begin(); write(${half}); await wait(200); write(${JSON.stringify(WORKER)});`);
  const got = await Promise.all([fetchWorker({ script, to }), fetchWorker({ script, to })]);
  expect(got).toEqual(Array(2).fill({ isFetched: true, program: to }));
  expect(readdirSync(dirname(to))).toEqual(['mediasoup-worker']);
});

test('a network that does not answer is given up after a while, and one that does is given longer', async () => {
  const silent = aStep('await wait(60_000);');
  const began = performance.now();
  expect(await fetchWorker({ script: silent, to, answerMs: 300 })).toEqual({
    isFetched: false,
    why: 'the network did not answer within 0.3 s',
  });
  expect(performance.now() - began).toBeLessThan(5_000);
  const slow = aStep('begin(); await wait(60_000);');
  expect(await fetchWorker({ script: slow, to, answerMs: 5_000, wholeMs: 6_000 })).toEqual({
    isFetched: false,
    why: 'the download took longer than 6 s',
  });
  expect(readdirSync(dirname(to))).toEqual([]);
});

test.each([
  [
    "console.log('downloadPrebuiltWorker() | no available x prebuilt binary for current architecture')",
    /^there is none ready-made for /,
  ],
  [
    "console.error('[ERROR] failed to download x: FetchError: getaddrinfo EAI_AGAIN a.b'); process.exit(1)",
    /^the download failed \(EAI_AGAIN\)$/,
  ],
  [
    "console.error('failed to download x: 503 Service Unavailable')",
    /^the download was refused \(503 Service Unavailable\)$/,
  ],
  ["begin(); write('nothing that runs')", /^the download failed$/],
])('what stands in the way is said in a few words: %s', async (lines, why) => {
  const got = await fetchWorker({ script: aStep(lines), to });
  expect(got).toEqual({ isFetched: false, why: expect.stringMatching(why) });
  expect(existsSync(to)).toBe(false);
});

test('a cache that cannot be written is said, and nobody is asked', async () => {
  writeFileSync(join(folder, 'kept'), 'a file');
  const got = await fetchWorker({ script: aStep("throw new Error('asked')"), to });
  expect(got).toEqual({ isFetched: false, why: expect.stringMatching(/kept cannot be written \(E\w+\)$/) });
});

test('a server that closes does not wait for it', async () => {
  const ending = new AbortController();
  const fetching = fetchWorker({ script: aStep('await wait(60_000);'), to, until: ending.signal });
  setTimeout(() => ending.abort(), 100);
  expect((await fetching).isFetched).toBe(false);
  expect(readdirSync(dirname(to))).toEqual([]);
});

test('a worker is taken from the package, from the cache, or from where earlier versions kept it', () => {
  const mediasoup = { folder: join(folder, 'mediasoup'), version: '9.9.9', script: '' };
  const environment = { XDG_CACHE_HOME: join(folder, 'cache') };
  const inCache = keptPlace(mediasoup, environment);
  expect(placesOf(mediasoup, environment)).toEqual([]);
  const earlier = aProgram(join(folder, 'cache/mediasoup-worker/9.9.9-abc/mediasoup-worker'));
  aProgram(join(folder, 'cache/mediasoup-worker/9.9.8-abc/mediasoup-worker'));
  expect(placesOf(mediasoup, environment)).toEqual([earlier]);
  aProgram(inCache);
  const inPackage = aProgram(join(mediasoup.folder, 'worker/out/Release/mediasoup-worker'));
  expect(placesOf(mediasoup, environment)).toEqual([inPackage, inCache, earlier]);
  expect(placesOf(mediasoup, { ...environment, MEDIASOUP_WORKER_BIN: '/a/worker' })).toEqual(['/a/worker']);
});

test('the program that makes workers keeps them where servers look', () => {
  const script = join(import.meta.dirname, '../../server/adapters/mediasoup/worker/worker.mjs');
  const environment = { XDG_CACHE_HOME: join(folder, 'cache') };
  const said = execFileSync(process.execPath, [script, '--where'], { encoding: 'utf8', env: environment });
  expect(said.trim()).toBe(keptPlace(mediasoupPackage()!, environment));
});

test('nobody is asked where that is not wanted, and in no test', () => {
  expect(workerSource({ MEDIA_WORKER_NO_DOWNLOAD: '1' }).fetch).toBeUndefined();
  expect(workerSource({ MEDIASOUP_WORKER_BIN: '/a/worker' }).fetch).toBeUndefined();
  expect(workerSource({}).fetch).toBeDefined();
  expect(process.env.MEDIA_WORKER_NO_DOWNLOAD).toBe('1');
});
