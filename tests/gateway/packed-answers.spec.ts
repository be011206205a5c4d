import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import express, { type Express } from 'express';
import { afterEach, expect, test } from 'vitest';
import { packedStatic, sendPacked } from '../../server/gateway/http/pages/packed-files.ts';
import { packedJson } from '../../server/gateway/limits/packed-json.ts';
import { slowAnswers } from '../../server/gateway/limits/slow-answers.ts';
import { cutIfStalled } from '../../server/gateway/limits/stalled-answers.ts';
import { packWeb } from '../../server/tools/build/pack-web.ts';
import { until } from './house.ts';

const root = join(import.meta.dirname, '../..');
const script = `export const words = ${JSON.stringify('a long day at the market. '.repeat(400))};\n`;
const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

/** A built folder, as `vite build` leaves it. */
async function built(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-web-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Fairday</title>'.padEnd(4_000, ' '));
  writeFileSync(join(folder, 'assets', 'page-1a2b.js'), script);
  writeFileSync(join(folder, 'assets', 'small.js'), 'export {};\n');
  writeFileSync(join(folder, 'assets', 'picture.webp'), Buffer.alloc(5_000));
  await packWeb(folder, root);
  return folder;
}

async function listening(
  app: Express,
  stallMs = 0,
  onCut = () => {},
): Promise<{ url: string; server: Server }> {
  const server = createServer((asked, response) => {
    cutIfStalled(response, stallMs, onCut);
    app(asked, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
}

function get(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () =>
        resolve({ status: answer.statusCode!, headers: answer.headers, bytes: Buffer.concat(pieces) }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('the build leaves packed forms beside each text, and brings the documents of the API along', async () => {
  const folder = await built();
  expect(readdirSync(join(folder, 'assets')).sort()).toEqual([
    ...['page-1a2b.js', 'page-1a2b.js.br', 'page-1a2b.js.gz'],
    ...['picture.webp', 'small.js'],
  ]);
  for (const name of ['openapi.json', 'asyncapi.json', 'api/docs/swagger-ui-bundle.js']) {
    const folderOf = join(folder, name, '..');
    const ending = name.split('/').at(-1)!;
    expect(readdirSync(folderOf)).toEqual(expect.arrayContaining([ending, `${ending}.br`, `${ending}.gz`]));
  }
}, 60_000);

test('a file comes in the smallest form that its reader takes, under its own type, and is stored apart', async () => {
  const folder = await built();
  const app = express();
  app.use('/assets', packedStatic(join(folder, 'assets'), { index: false, redirect: false, maxAge: 1_000 }));
  app.get('/', (asked, response) => sendPacked(asked, response, join(folder, 'index.html')));
  app.use((_, response) => {
    response.status(404).end();
  });
  const { url } = await listening(app);
  const file = `${url}/assets/page-1a2b.js`;
  const forms: [string, string | undefined, (bytes: Buffer) => Buffer][] = [
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
    ['*', 'br', brotliDecompressSync],
    ['identity', undefined, (bytes) => bytes],
    ['', undefined, (bytes) => bytes],
  ];
  const tags = new Set<string>();
  for (const [accepted, coding, unpacked] of forms) {
    const { status, headers, bytes } = await get(file, accepted ? { 'accept-encoding': accepted } : {});
    expect([status, headers['content-encoding']], accepted).toEqual([200, coding]);
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(headers.vary).toBe('Accept-Encoding');
    expect(unpacked(bytes).toString()).toBe(script);
    tags.add(headers.etag!);
    const again = await get(file, { 'accept-encoding': accepted, 'if-none-match': headers.etag! });
    expect([again.status, again.bytes.length], accepted).toEqual([304, 0]);
  }
  // Three forms, three tags: a cache never takes one for another.
  expect(tags.size).toBe(3);
  const page = await get(url, { 'accept-encoding': 'br' });
  expect(page.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-encoding': 'br',
  });
  const head = await get(file, { 'accept-encoding': 'br' }, 'HEAD');
  expect([head.status, head.headers['content-encoding'], head.bytes.length]).toEqual([200, 'br', 0]);
  const picture = await get(`${url}/assets/picture.webp`, { 'accept-encoding': 'br' });
  expect([picture.headers['content-type'], picture.headers['content-encoding']]).toEqual([
    'image/webp',
    undefined,
  ]);
  for (const path of [
    'page-1a2b.js.br',
    'page-1a2b.js.gz',
    'nothing.js',
    '..%2findex.html',
    '%2e%2e/index.html',
  ]) {
    expect((await get(`${url}/assets/${path}`, { 'accept-encoding': 'br' })).status, path).toBe(404);
  }
}, 60_000);

test('JSON above 2 kB is packed, by gzip alone, four at once; one more goes out as it is', async () => {
  const counters = { answersPacked: 0 };
  const app = express();
  app.use(packedJson({ jsonPacked: 4 }, counters));
  const long = { words: 'market '.repeat(20_000) };
  app.get('/long', (_, response) => {
    response.json(long);
  });
  app.get('/short', (_, response) => {
    response.json({ ok: true });
  });
  // Twenty answers in one turn of the loop, as when twenty have waited for the same thing.
  app.get('/together', (_, response) => {
    waiting.push(() => response.json(long));
    if (waiting.length === 20) for (const answer of waiting.splice(0)) answer();
  });
  const waiting: (() => void)[] = [];
  const { url } = await listening(app);

  const packed = await get(`${url}/long`, { 'accept-encoding': 'br, gzip' });
  expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
  expect(packed.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(JSON.parse(gunzipSync(packed.bytes).toString())).toEqual(long);
  expect(counters.answersPacked).toBe(1);
  for (const [path, accepted] of [
    ['/short', 'gzip'],
    ['/long', 'br'],
    ['/long', 'identity'],
  ] as const) {
    const plain = await get(url + path, { 'accept-encoding': accepted });
    expect(plain.headers['content-encoding'], path).toBeUndefined();
  }
  expect(counters.answersPacked).toBe(1);

  const all = await Promise.all(
    Array.from({ length: 20 }, () => get(`${url}/together`, { 'accept-encoding': 'gzip' })),
  );
  const isPacked = (answer: Answer) => answer.headers['content-encoding'] === 'gzip';
  expect(all.filter(isPacked)).toHaveLength(4);
  expect(counters.answersPacked).toBe(5);
  for (const answer of all) {
    const bytes = isPacked(answer) ? gunzipSync(answer.bytes) : answer.bytes;
    expect(JSON.parse(bytes.toString())).toEqual(long);
  }
  // The places are free again.
  expect(isPacked(await get(`${url}/long`, { 'accept-encoding': 'gzip' }))).toBe(true);
});

test('with 0 any number of answers is packed at once', async () => {
  const counters = { answersPacked: 0 };
  const app = express();
  app.use(packedJson({ jsonPacked: 0 }, counters));
  const waiting: (() => void)[] = [];
  app.get('/', (_, response) => {
    waiting.push(() => response.json({ words: 'market '.repeat(2_000) }));
    if (waiting.length === 10) for (const answer of waiting.splice(0)) answer();
  });
  const { url } = await listening(app);
  await Promise.all(Array.from({ length: 10 }, () => get(url, { 'accept-encoding': 'gzip' })));
  expect(counters.answersPacked).toBe(10);
});

/** Asks for an answer and reads nothing of it. */
async function deafReader(url: string): Promise<Socket> {
  const { port } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  socket.on('error', () => {});
  socket.pause();
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  cleanups.push(() => socket.destroy());
  return socket;
}

/** More than the kernel holds for a reader who takes nothing. */
const LARGE_BYTES = 48_000_000;
const open = (server: Server) =>
  new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));

test('an answer of which nothing is taken is cut after its time, not one that is read slowly or made slowly', async () => {
  let cut = 0;
  const app = express();
  const large = Buffer.alloc(LARGE_BYTES);
  app.get('/', (_, response) => {
    response.type('bin').send(large);
  });
  app.get('/thinking', async (_, response) => {
    await pause(2_500);
    response.json({ ok: true });
  });
  const { url, server } = await listening(app, 900, () => {
    cut += 1;
  });
  const deaf = await Promise.all([deafReader(url), deafReader(url), deafReader(url)]);
  const slow = await deafReader(url);
  let taken = 0;
  const sips = setInterval(() => {
    taken += slow.read(300_000)?.length ?? slow.read()?.length ?? 0;
  }, 50);
  const thought = get(`${url}/thinking`);
  try {
    await until(() => cut === 3, 10_000);
    expect(JSON.parse((await thought).bytes.toString())).toEqual({ ok: true });
    await pause(600);
    expect(cut).toBe(3);
    expect(taken).toBeGreaterThan(1_000_000);
    expect(slow.destroyed).toBe(false);
  } finally {
    clearInterval(sips);
  }
  slow.destroy();
  for (const socket of deaf) socket.destroy();
  const end = Date.now() + 5_000;
  while ((await open(server)) > 1 && Date.now() < end) await pause(20);
  expect(await open(server)).toBeLessThanOrEqual(1);
});

test('an answer that is sipped is cut in a time that its size allows, and one that is taken or made in peace is not', async () => {
  let cut = 0;
  const slow = slowAnswers(8_000_000, {
    graceMs: 300,
    onCut() {
      cut += 1;
    },
  });
  cleanups.push(() => slow.close());
  const app = express();
  app.use((_, response, next) => {
    slow.watch(response);
    next();
  });
  const large = Buffer.alloc(16_000_000);
  app.get('/', (_, response) => {
    response.type('bin').send(large);
  });
  app.get('/thinking', async (_, response) => {
    await pause(1_000);
    response.json({ ok: true });
  });
  const { url } = await listening(app);
  const sipping = await deafReader(url);
  const sips = setInterval(() => sipping.read(1_000), 50);
  try {
    const thought = get(`${url}/thinking`);
    expect((await get(url)).bytes).toHaveLength(16_000_000);
    await until(() => cut === 1, 10_000);
    expect(JSON.parse((await thought).bytes.toString())).toEqual({ ok: true });
    expect(cut).toBe(1);
  } finally {
    clearInterval(sips);
  }
});

test('with 0 nobody is cut', async () => {
  let cut = 0;
  const app = express();
  app.get('/', (_, response) => {
    response.type('bin').send(Buffer.alloc(LARGE_BYTES));
  });
  const { url } = await listening(app, 0, () => {
    cut += 1;
  });
  await deafReader(url);
  await pause(1_500);
  expect(cut).toBe(0);
});
