import { connect } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import * as z from 'zod/mini';
import { GUEST_COOKIE, STAFF_COOKIE } from '../../../server/gateway/visitors/cookies.ts';
import * as contract from '../../../shared/contract/http.ts';
import { refusalCodes } from '../../../shared/contract/refusals.ts';
import type { RawRoute, Route } from '../../../shared/contract/routes/route.ts';
import { consoleCommands, liveCommands, PROTOCOL_VERSION } from '../../../shared/protocol.ts';
import { newSeed, pause, seeded } from '../../crash/crowd.ts';
import { fileGround } from '../../crash/ground.ts';
import { openingDay } from '../../crash/opening.ts';
import { ServerProcess } from '../../crash/server-process.ts';
import { mutated, splicedText } from './mutate.ts';
import { type Shape, sampleOf } from './samples.ts';

/** All three parts together; ten minutes and more for a release: FAIRDAY_FUZZ_S=600. */
const SECONDS = Number(process.env.FAIRDAY_FUZZ_S ?? 60);
const SEED = newSeed();
const BUYERS = 24;
/** The front door takes 30 commands a second of one connection and drops who asks much more. */
const PACE_MS = 34;
const ANSWER_MS = 8_000;

const ground = fileGround();
const server = new ServerProcess(ground.environment);
const random = seeded(SEED);
const codes = new Set<string>(refusalCodes);
let day: Awaited<ReturnType<typeof openingDay>>;
let known: string[];
/** What was said by whom that is no typed answer, at most a few of each. */
const untyped: string[] = [];
const counted = new Map<string, number>();

beforeAll(async () => {
  day = await openingDay(ground.environment, BUYERS);
  known = [
    ...day.streams.flatMap(({ slug, streamId }) => [slug, streamId]),
    ...day.buyers.map(({ addressId }) => addressId),
  ];
  await server.start();
});
afterAll(async () => {
  console.log(`seed ${SEED}: ${JSON.stringify(Object.fromEntries(counted))}`);
  await server.kill();
  await ground.close();
});

const count = (what: string) => counted.set(what, (counted.get(what) ?? 0) + 1);
const until = (share: number) => Date.now() + SECONDS * share * 1_000;

/** The server is the one that was started, has found nothing at fault with itself, and serves a newcomer. */
async function isWell(): Promise<void> {
  expect(untyped.slice(0, 5), `seed ${SEED}`).toEqual([]);
  expect(server.faults.slice(0, 3), `seed ${SEED}`).toEqual([]);
  process.kill(server.pid, 0);
  const buyer = day.buyers[0]!;
  const socket = open('/live', buyer.token);
  const reply = (await socket
    .timeout(ANSWER_MS)
    .emitWithAck('hello', { protocol: PROTOCOL_VERSION, slug: day.streams[0]!.slug })) as { ok: boolean };
  socket.disconnect();
  expect(reply.ok).toBe(true);
}

function open(namespace: '/live' | '/console', token: string): Socket {
  return io(`http://127.0.0.1:${server.port}${namespace}`, {
    transports: ['websocket'],
    forceNew: true,
    auth: { token },
    reconnectionDelay: 50,
  });
}

/** An answer has a code of the closed list, and is no fault. */
function judge(what: string, ack: unknown): void {
  const { ok, code } = (ack ?? {}) as { ok?: boolean; code?: string };
  count(ok === true ? 'accepted' : String(code));
  if (ok === true || (code !== undefined && codes.has(code) && code !== 'INTERNAL')) return;
  if (untyped.length < 50) untyped.push(`${what} → ${JSON.stringify(ack)?.slice(0, 300)}`);
}

/** One connection that asks at the pace that is allowed, sample or mutant, until a time. */
async function asks(namespace: '/live' | '/console', token: string, untilMs: number): Promise<void> {
  const commands: Record<string, { request: z.ZodMiniType }> =
    namespace === '/live' ? liveCommands : consoleCommands;
  const shapes = Object.entries(commands).map(
    ([name, { request }]) =>
      [name, z.toJSONSchema(request, { io: 'input', unrepresentable: 'any' }) as Shape] as const,
  );
  const socket = open(namespace, token);
  const hello = { protocol: PROTOCOL_VERSION, slug: day.streams[random(2)]!.slug };
  socket.on(
    'connect',
    () =>
      void socket
        .timeout(ANSWER_MS)
        .emitWithAck('hello', hello)
        .catch(() => {}),
  );
  const waiting: Promise<void>[] = [];
  while (Date.now() < untilMs) {
    await pause(PACE_MS);
    if (!socket.connected) continue;
    const [name, shape] = shapes[random(shapes.length)]!;
    if (namespace === '/console' && /^stream:(?:end|cancel)$/.test(name)) continue;
    const sample = sampleOf(shape, random, known);
    const request = random(5) === 0 ? sample : mutated(sample, random);
    const event = random(50) === 0 ? ['toString', '__proto__', 'nope', name.toUpperCase()][random(4)]! : name;
    const { id } = socket;
    waiting.push(
      socket
        .timeout(ANSWER_MS)
        .emitWithAck(event, request)
        .then(
          (ack: unknown) => judge(`${event} ${JSON.stringify(request)?.slice(0, 300)}`, ack),
          () => {
            // A frame that is too large, or nested too deep, ends its connection; silence on an open one is a fault.
            count('no answer');
            if (socket.connected && socket.id === id)
              untyped.push(`${event}: no answer to ${JSON.stringify(request).slice(0, 300)}`);
          },
        ),
    );
    if (waiting.length > 200) await Promise.all(waiting.splice(0, 150));
  }
  await Promise.all(waiting);
  socket.disconnect();
}

test('[Q13] messages made from the contract and mutated: each gets a typed answer', async () => {
  const untilMs = until(0.5);
  const buyers = day.buyers.map(({ token }) => asks('/live', token, untilMs));
  const hosts = Array.from({ length: 4 }, () => asks('/console', day.hostToken, untilMs));
  await Promise.all([...buyers, ...hosts]);
  await isWell();
  expect(counted.get('accepted') ?? 0).toBeGreaterThan(50);
  expect(counted.get('BAD_REQUEST') ?? 0).toBeGreaterThan(500);
}, 3_600_000);

/** Packets as they are, to cut and splice. */
const packets = () => [
  `40/live,${JSON.stringify({ token: day.buyers[random(BUYERS)]!.token })}`,
  `42/live,1["hello",${JSON.stringify({ protocol: PROTOCOL_VERSION, slug: day.streams[0]!.slug })}]`,
  '42/live,2["cart:add",{"key":"0190a000-0000-7000-8000-00000000000a","itemNumber":1,"units":1,"seenPriceMinor":2990}]',
  '43/live,1[{"ok":true}]',
  '451-/live,["x",{"_placeholder":true,"num":0}]',
  '41/live,',
  '40/console,{"token":"x"}',
  `42/live,3["order:place",${'['.repeat(7_000)}${']'.repeat(7_000)}]`,
  `42/live,4["cart:add",${'{"a":'.repeat(2_500)}1${'}'.repeat(2_500)}]`,
  '2probe',
  '3',
  '5',
  '1',
];

async function speaksBadly(untilMs: number): Promise<void> {
  while (Date.now() < untilMs) {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/socket.io/?EIO=4&transport=websocket`);
    socket.on('error', () => {});
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    const opened = new Promise<void>((resolve) => socket.once('open', () => resolve()));
    await Promise.race([opened, closed, pause(2_000)]);
    for (const packet of packets().slice(0, 1 + random(3)))
      if (socket.readyState === WebSocket.OPEN) socket.send(packet);
    for (let n = 0; n < 12 && socket.readyState === WebSocket.OPEN; n += 1) {
      const all = packets();
      count('raw frames');
      if (random(8) === 0) socket.send(Buffer.from(Array.from({ length: random(200) }, () => random(256))));
      else if (random(20) === 0) socket.ping(Buffer.alloc(random(126)));
      else socket.send(splicedText(all[random(all.length)]!, all, random));
      await pause(random(4));
    }
    socket.terminate();
    await closed;
  }
}

/** Bytes that are hardly a request, straight to the port. */
async function writesBytes(untilMs: number): Promise<void> {
  const lines = [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    'POST /api/v1/guest HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}',
    'GET /api/v1/streams HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
  ];
  while (Date.now() < untilMs) {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {}).on('data', () => {});
    const text = splicedText(lines[random(lines.length)]!, lines, random);
    socket.write(random(2) === 0 ? text : splicedText(text, lines, random), 'latin1');
    count('raw requests');
    await pause(5 + random(10));
    socket.destroy();
  }
}

test('[Q13] frames and requests that are none: connections end, the server does not', async () => {
  const untilMs = until(0.25);
  await Promise.all([
    ...Array.from({ length: 10 }, () => speaksBadly(untilMs)),
    ...Array.from({ length: 4 }, () => writesBytes(untilMs)),
  ]);
  await isWell();
}, 3_600_000);

test('[Q13] bodies, queries and addresses by chance: each request gets a status below 500 and a code of the list', async () => {
  const untilMs = until(0.25);
  const routes = [
    ...Object.values<Route>(contract.routes),
    ...Object.values<RawRoute>(contract.rawRoutes),
  ].map((route) => ({
    path: `/api/v1${route.path}`,
    method: route.method,
    body:
      'body' in route && route.body
        ? (z.toJSONSchema(route.body, { io: 'input', unrepresentable: 'any' }) as Shape)
        : null,
  }));
  const requests = async () => {
    while (Date.now() < untilMs) {
      const { path, method, body } = routes[random(routes.length)]!;
      const slug = [day.streams[0]!.slug, 'nope', '..', '%00', '%ff', 'a'.repeat(300)][random(6)]!;
      const query = [
        '',
        '?limit=1e9',
        '?search=%27--',
        '?after=%00',
        '?a[b]=1',
        `?search=${'%F0%9F%A5%94'.repeat(50)}`,
      ][random(6)];
      const sample = mutated(body ? sampleOf(body, random, known) : {}, random);
      const text = JSON.stringify(sample) ?? '';
      const headers: Record<string, string> = {
        'Content-Type': [
          'application/json',
          'application/json',
          'text/plain',
          'application/json; charset=latin1',
        ][random(4)]!,
        Origin: random(5) === 0 ? 'https://elsewhere.example' : `http://127.0.0.1:${server.port}`,
        Cookie: [
          `${STAFF_COOKIE}=${day.hostToken}`,
          `${GUEST_COOKIE}=${day.buyers[random(BUYERS)]!.token}`,
          '',
          `${STAFF_COOKIE}=;;=;%; ${GUEST_COOKIE}=%`,
        ][random(4)]!,
      };
      const url = `http://127.0.0.1:${server.port}${path.replace(':slug', slug)}${query}`;
      const what = `${method} ${path} ${text.slice(0, 200)}`;
      const isRead = method === 'GET';
      const response = await fetch(url, {
        method,
        headers,
        ...(isRead ? {} : { body: random(4) === 0 ? splicedText(text, [text], random) : text }),
        signal: AbortSignal.timeout(ANSWER_MS),
      }).catch((fault: unknown) => String(fault));
      if (typeof response === 'string') {
        untyped.push(`${what} → ${response}`);
        continue;
      }
      const answer = await response.text();
      count(`HTTP ${response.status}`);
      if (response.status >= 500) untyped.push(`${what} → ${response.status} ${answer.slice(0, 200)}`);
      if (response.status >= 400 && response.headers.get('content-type')?.includes('json'))
        judge(what, JSON.parse(answer));
    }
  };
  await Promise.all(Array.from({ length: 8 }, requests));
  await isWell();
}, 3_600_000);
