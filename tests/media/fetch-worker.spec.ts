import { execFileSync } from 'node:child_process';
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
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  archiveName,
  fetchWorker,
  releasesOf,
  sha256Of,
} from '../../server/adapters/mediasoup/fetch-worker.ts';
import { hashWorkers, withPins } from '../../server/adapters/mediasoup/pin-workers.ts';
import { workerPins } from '../../server/adapters/mediasoup/worker-pins.ts';
import { keptPlace, mediasoupPackage, placesOf } from '../../server/adapters/mediasoup/worker-places.ts';
import { workerSource } from '../../server/adapters/mediasoup/worker-source.ts';

const VERSION = '9.9.9';
const NAME = archiveName(VERSION);
let folder: string;
let to: string;
let server: Server;
let from: string;
/** What was asked for, and how it is answered. */
let asked: string[];
let answer: RequestListener;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-fetch-'));
  to = join(folder, 'kept', 'mediasoup-worker');
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url!);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  from = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

/** Says of itself what a worker says that can run here. */
const WORKER = '#!/bin/sh\nexit 41\n';

/** mediasoup's form: a packed archive of the one program. */
function anArchive(text = WORKER, name = 'mediasoup-worker'): Buffer {
  const made = mkdtempSync(join(folder, 'made-'));
  aProgram(join(made, name), text);
  execFileSync('tar', ['-czf', join(made, 'a.tgz'), '-C', made, name]);
  return readFileSync(join(made, 'a.tgz'));
}

function aProgram(path: string, text = WORKER): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

/** Fetches from the server of this test, with that archive pinned. */
function fetched(pinned: Buffer, more: Partial<Parameters<typeof fetchWorker>[0]> = {}) {
  const pins = { version: VERSION, sha256: { [NAME]: sha256Of(pinned) } };
  return fetchWorker({ version: VERSION, to, from, pins, ...more });
}

test('what comes is kept where the next start finds it, and nothing else stays', async () => {
  const archive = anArchive();
  answer = (_, response) => response.end(archive);
  expect(await fetched(archive)).toEqual({ isFetched: true, program: to });
  expect(asked).toEqual([`/9.9.9/${NAME}`]);
  expect(readdirSync(dirname(to))).toEqual(['mediasoup-worker']);
});

test('[X154] other bytes than those that are pinned are neither unpacked nor run', async () => {
  const ran = join(folder, 'it ran');
  const evil = anArchive(`#!/bin/sh\ntouch '${ran}'\nexit 41\n`);
  answer = (_, response) => response.end(evil);
  expect(await fetched(anArchive())).toEqual({
    isFetched: false,
    why: `what was downloaded is not what is pinned (${NAME})`,
  });
  expect([existsSync(ran), existsSync(to), readdirSync(dirname(to))]).toEqual([false, false, []]);
});

test('[X154] where no hash is pinned, for this machine or this version, nobody is asked', async () => {
  answer = (_, response) => response.end(anArchive());
  const why = `no download is pinned for this machine (${NAME})`;
  const sha256 = { 'mediasoup-worker-9.9.9-plan9-mips.tgz': 'ab' };
  expect(await fetched(anArchive(), { pins: { version: VERSION, sha256 } })).toEqual({
    isFetched: false,
    why,
  });
  const older = { version: '9.9.8', sha256: { [NAME]: sha256Of(anArchive()) } };
  expect(await fetched(anArchive(), { pins: older })).toEqual({ isFetched: false, why });
  expect(asked).toEqual([]);
});

test('[X154] the pins are of the mediasoup that is installed, and have the form of hashes', () => {
  const { version } = mediasoupPackage()!;
  expect(workerPins.version, 'npm run media:worker -- --pin').toBe(version);
  for (const [name, hash] of Object.entries(workerPins.sha256)) {
    expect(name).toMatch(new RegExp(`^mediasoup-worker-${version}-[a-z0-9-]+\\.tgz$`));
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  }
});

test('[X154] one command hashes what there is of a version and writes it down', async () => {
  const archives: Record<string, Buffer> = {
    'mediasoup-worker-9.9.9-linux-x64-kernel6.tgz': anArchive(),
    'mediasoup-worker-9.9.9-darwin-arm64.tgz': anArchive('#!/bin/sh\nexit 40\n'),
  };
  answer = ({ url }, response) => {
    const archive = archives[url!.replace('/9.9.9/', '')];
    response.writeHead(archive ? 200 : 404).end(archive);
  };
  const said: string[] = [];
  const hashes = await hashWorkers({ version: VERSION, from, say: (line) => said.push(line) });
  const expected = Object.fromEntries(
    Object.entries(archives).map(([name, bytes]) => [name, sha256Of(bytes)]),
  );
  expect(hashes).toEqual(expected);
  expect(said).toContain('mediasoup-worker-9.9.9-linux-arm64-kernel6.tgz: there is none');

  // The file as it stands, written anew twice, says what was hashed and nothing of before.
  const file = join(import.meta.dirname, '../../server/adapters/mediasoup/worker-pins.ts');
  const once = withPins(readFileSync(file, 'utf8'), VERSION, { 'mediasoup-worker-older.tgz': 'ab' });
  const written = withPins(once, VERSION, hashes);
  const copy = join(folder, 'worker-pins.ts');
  writeFileSync(copy, written);
  const { workerPins: read } = await import(copy);
  expect(read).toEqual({ version: VERSION, sha256: expected });
  expect(written).not.toMatch(/none is pinned|older/);
});

test('[X154] of a version that cannot be had whole nothing is pinned', async () => {
  answer = ({ url }, response) => response.writeHead(url!.includes('arm64') ? 503 : 404).end();
  await expect(hashWorkers({ version: VERSION, from, say: () => {} })).rejects.toThrow(
    /503.*Nothing was pinned/,
  );
  answer = (_, response) => response.writeHead(404).end();
  await expect(hashWorkers({ version: VERSION, from, say: () => {} })).rejects.toThrow(/Nothing was pinned/);
});

test('two starts at once do not collide', async () => {
  const archive = anArchive();
  answer = (_, response) => {
    response.write(archive.subarray(0, 9));
    setTimeout(() => response.end(archive.subarray(9)), 200);
  };
  const got = await Promise.all([fetched(archive), fetched(archive)]);
  expect(got).toEqual(Array(2).fill({ isFetched: true, program: to }));
  expect(readdirSync(dirname(to))).toEqual(['mediasoup-worker']);
});

test('a network that does not answer is given up after a while, and one that does is given longer', async () => {
  const archive = anArchive();
  answer = () => {};
  const began = performance.now();
  expect(await fetched(archive, { answerMs: 300 })).toEqual({
    isFetched: false,
    why: 'the network did not answer within 0.3 s',
  });
  expect(performance.now() - began).toBeLessThan(5_000);
  answer = (_, response) => void response.writeHead(200).write('a');
  expect(await fetched(archive, { answerMs: 500, wholeMs: 1_000 })).toEqual({
    isFetched: false,
    why: 'the download took longer than 1 s',
  });
  expect(readdirSync(dirname(to))).toEqual([]);
});

test.each<[string, RequestListener, RegExp]>([
  ['404', (_, response) => response.writeHead(404).end(), /^there is none ready-made for /],
  [
    '503',
    (_, response) => response.writeHead(503).end(),
    /^the download was refused \(503 Service Unavailable\)$/,
  ],
  ['cut off', (request) => request.socket.destroy(), /^the download failed \([A-Z_]+\)$/],
])('what stands in the way is said in a few words: %s', async (_, listener, why) => {
  answer = listener;
  const got = await fetched(anArchive());
  expect(got).toEqual({ isFetched: false, why: expect.stringMatching(why) });
  expect(existsSync(to)).toBe(false);
});

test('what is pinned and does not run here is not kept', async () => {
  const archive = anArchive('nothing that runs');
  answer = (_, response) => response.end(archive);
  const why = 'the ready-made one does not run on this machine';
  expect(await fetched(archive)).toEqual({ isFetched: false, why });
  expect(readdirSync(dirname(to))).toEqual([]);
});

test('a download that is too large is cut', async () => {
  const pieces = Array<Buffer>(20).fill(Buffer.alloc(4 * 1_024 * 1_024));
  answer = (_, response) => void pipeline(pieces, response).catch(() => {});
  const why = 'the download is larger than any worker';
  expect(await fetched(anArchive())).toEqual({ isFetched: false, why });
});

test('a cache that cannot be written is said, and nobody is asked', async () => {
  const archive = anArchive();
  writeFileSync(join(folder, 'kept'), 'a file');
  const got = await fetched(archive);
  expect(got).toEqual({ isFetched: false, why: expect.stringMatching(/kept cannot be written \(E\w+\)$/) });
  expect(asked).toEqual([]);
});

test('a server that closes does not wait for it', async () => {
  const ending = new AbortController();
  answer = () => {};
  const fetching = fetched(anArchive(), { until: ending.signal });
  setTimeout(() => ending.abort(), 100);
  expect((await fetching).isFetched).toBe(false);
  expect(readdirSync(dirname(to))).toEqual([]);
});

test('mediasoup’s own variable names a mirror', () => {
  expect(releasesOf({})).toMatch(/^https:\/\//);
  const MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL = 'https://mirror.example/workers';
  expect(releasesOf({ MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL })).toBe('https://mirror.example/workers');
});

test('a worker is taken from the package, from the cache, or from where earlier versions kept it', () => {
  const mediasoup = { folder: join(folder, 'mediasoup'), version: '9.9.9' };
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
  const { version } = mediasoupPackage()!;
  const pins = { version, sha256: { [archiveName(version)]: 'ab' } };
  expect(workerSource({ MEDIA_WORKER_NO_DOWNLOAD: '1' }, pins).fetch).toBeUndefined();
  expect(workerSource({ MEDIASOUP_WORKER_BIN: '/a/worker' }, pins).fetch).toBeUndefined();
  expect(workerSource({}, { version, sha256: {} }).fetch).toBeUndefined();
  expect(workerSource({}, pins).fetch).toBeDefined();
  expect(process.env.MEDIA_WORKER_NO_DOWNLOAD).toBe('1');
});
