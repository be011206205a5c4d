import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { openMarket } from '../../server/main.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { stallKeeper } from '../bench/stall.ts';
import { stock } from './fake-market.ts';
import { ask, type House, hello, isWell, MASTER, openHouse, until } from './house.ts';
import { joinedRaw, rawSocket, waitFor } from './raw-socket.ts';

let house: House;
const wires: Socket[] = [];
beforeEach(async () => {
  // What a hello costs is shown here; how many there may be stands in gateway/one-budget.
  house = await openHouse({ items: 400, environment: { MAX_HELLOS_PER_MINUTE: '0' } });
});
afterEach(async () => {
  for (const wire of wires.splice(0)) wire.destroy();
  await house.close();
});

test('[X09] a compressed frame is a protocol error: nothing is unpacked', async () => {
  const { wire, heard } = await upgraded('Sec-WebSocket-Extensions: permessage-deflate\r\n');
  expect(heard()).not.toContain('permessage-deflate');
  // FIN, RSV1, text: what a compressed message begins with.
  wire.write(masked(0xc1, Buffer.from('eJzT0yMAAGTvBe8=', 'base64')));
  await ended(wire);
  expect(closeCode(wire)).toBe(1002);
  expect(await isWell(house)).toBe(true);
});

test('[X10] a message in a hundred thousand pieces ends at 16 KiB, one that never ends within seconds', async () => {
  const { wire } = await upgraded();
  const piece = masked(0x00, Buffer.from('a'));
  wire.write(masked(0x01, Buffer.from('4')));
  wire.write(Buffer.concat(Array.from({ length: 100_000 }, () => piece)));
  await ended(wire);
  expect(closeCode(wire)).toBe(1009);

  const patient = await upgraded();
  patient.wire.write(masked(0x01, Buffer.from('4')));
  const dribble = setInterval(() => patient.wire.write(masked(0x00, Buffer.alloc(0))), 100);
  // It is told to go, within seconds; that it does not say goodbye itself is not waited for here.
  await until(() => patient.heard().slice(-4).includes('\x88'), 10_000);
  clearInterval(dribble);
  expect(await isWell(house)).toBe(true);
});

test('[X11] a body that dawdles is cut off after ten seconds', async () => {
  const wire = await plain();
  const answer = heardBy(wire);
  wire.write(
    'POST /api/v1/me/addresses HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
  );
  const dribble = setInterval(() => wire.write(' '), 1_000);
  const startMs = performance.now();
  await ended(wire);
  clearInterval(dribble);
  expect(performance.now() - startMs).toBeLessThan(20_000);
  expect(answer()).toMatch(/^(?:HTTP\/1\.1 408|$)/);
  expect(await isWell(house)).toBe(true);
}, 40_000);

test('[X60] a thousand hellos from seq 0 are answered from memory, encoded once', async () => {
  const { position } = house.market.application;
  let asked = 0;
  house.market.application.position = (streamId) => {
    asked += 1;
    return position(streamId);
  };
  const snapshots: string[] = [];
  const viewers = await Promise.all(
    Array.from({ length: 40 }, async () => {
      const socket = await house.viewer();
      socket.on('s', (...args: unknown[]) => snapshots.push(JSON.stringify(args)));
      return socket;
    }),
  );
  const answers = await Promise.all(
    viewers.flatMap((socket) =>
      Array.from({ length: 15 }, () => ask(socket, 'hello', hello({ history: 'aaaa1111', seq: 0 }))),
    ),
  );
  expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  await until(() => snapshots.length === 600);
  expect(new Set(snapshots).size).toBe(1);
  expect(asked).toBe(1);
});

test('[X61] the session of somebody else is not resumed: there is nothing to resume', async () => {
  const mine = await joinedRaw(house.url, (await house.guest()).token);
  const sid = JSON.parse(mine.heard.find((text) => text.startsWith('40/live,'))!.slice(8)) as { sid: string };
  expect(Object.keys(sid)).toEqual(['sid']);
  const other = await rawSocket(house.url);
  await new Promise<void>((resolve) => other.socket.once('open', resolve));
  const token = (await house.guest()).token;
  other.socket.send(`40/live,${JSON.stringify({ token, pid: sid.sid, offset: sid.sid })}`);
  const answer = await waitFor(other.heard, (text) => text.startsWith('40/live,'));
  expect(JSON.parse(answer.slice(8))).toEqual({ sid: expect.not.stringContaining(sid.sid) });
  for (const { socket } of [mine, other]) socket.terminate();
});

test('[X62] one connection watches one stream: the next hello leaves the last', async () => {
  const market = await openMarket(
    readConfig({
      NODE_ENV: 'test',
      PORT: '0',
      DATABASE_URL: 'memory:',
      AUTH_SECRET: MASTER,
      LOG_LEVEL: 'silent',
    }),
  );
  try {
    const keeper = stallKeeper(market.app);
    const stalls = [await keeper.open([5]), await keeper.open([5]), await keeper.open([5])];
    const url = `http://127.0.0.1:${market.port}`;
    const guest = (await (await fetch(`${url}/api/v1/guest`, { method: 'POST' })).json()) as {
      token: string;
    };
    const raw = await joinedRaw(url, guest.token);
    const { heard } = raw;
    for (const [index, { slug }] of stalls.entries()) {
      raw.socket.send(`42/live,${index}${JSON.stringify(['hello', { protocol: PROTOCOL_VERSION, slug }])}`);
      await waitFor(heard, (text) => text.startsWith(`43/live,${index}[`));
    }
    heard.length = 0;
    for (const { streamId, offers } of stalls) {
      const { ids, clock } = market.app.deps;
      const request = { key: ids.next(), itemNumber: offers[0]!.itemNumber };
      await market.app.application.console(keeper.host, streamId, 'stock:stop', request, clock.nowMs());
    }
    await waitFor(heard, (text) => text.startsWith('42/live,["d"'));
    // A second of heartbeats: of one stream alone.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const frames = heard.filter((text) => /^42\/live,\["[dh]"/.test(text));
    expect(new Set(frames.map((text) => text.slice(14, 22))).size).toBe(1);
    expect(frames.filter((text) => text.startsWith('42/live,["d"')).length).toBe(1);
    raw.socket.terminate();
  } finally {
    await market.close();
  }
});

test('[X06] who asks for more and more and never reads is closed at a mebibyte; the others hear everything', async () => {
  const seen: number[] = [];
  const other = await house.viewer();
  other.on('d', (_history: string, _from: number, to: number) => seen.push(to));
  await ask(other, 'hello', hello());

  const stalled = await joinedRaw(house.url, (await house.guest()).token);
  stalled.socket.pause();
  const question = `42/live,1${JSON.stringify(['hello', hello()])}`;
  let closed = 0;
  const startMs = performance.now();
  while (closed === 0 && performance.now() - startMs < 40_000) {
    stalled.socket.send(question);
    house.market.move([stock(1, 1 + (house.market.seq % 20))], { urgent: true });
    await new Promise((resolve) => setTimeout(resolve, 40));
    closed = await slowConsumersClosed();
  }
  expect(closed).toBe(1);
  await until(() => seen.at(-1) === house.market.seq);
  stalled.socket.terminate();
  expect(await isWell(house)).toBe(true);
});

async function slowConsumersClosed(): Promise<number> {
  const text = await (await fetch(`${house.url}/metrics`)).text();
  return Number(/^fairday_slow_consumers_closed_total (\d+)/m.exec(text)?.[1] ?? 0);
}

async function plain(): Promise<Socket> {
  const wire = connect(house.port, '127.0.0.1');
  wires.push(wire);
  wire.on('error', () => {});
  await new Promise<void>((resolve) => wire.once('connect', () => resolve()));
  return wire;
}

/** Everything a wire has said so far, as latin1. */
function heardBy(wire: Socket): () => string {
  const parts: Buffer[] = [];
  wire.on('data', (data: Buffer) => parts.push(data));
  return () => Buffer.concat(parts).toString('latin1');
}

const said = new WeakMap<Socket, () => string>();

/** A websocket that is open, with nothing but bytes on top. */
async function upgraded(headers = ''): Promise<{ wire: Socket; heard: () => string }> {
  const wire = await plain();
  const heard = heardBy(wire);
  said.set(wire, heard);
  wire.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${headers}Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ZmFpcmRheSBsb2FkIGxhYg==\r\n\r\n`,
  );
  await until(() => heard().includes('\r\n\r\n'));
  expect(heard()).toMatch(/^HTTP\/1\.1 101/);
  return { wire, heard };
}

/** The code of the close frame at the end of what was heard. */
function closeCode(wire: Socket): number {
  const bytes = Buffer.from(said.get(wire)!(), 'latin1');
  const at = bytes.lastIndexOf(0x88);
  return bytes.readUInt16BE(at + 2);
}

async function ended(wire: Socket): Promise<void> {
  if (wire.closed) return;
  await new Promise<void>((resolve) => {
    wire.once('end', () => resolve());
    wire.once('close', () => resolve());
  });
}

/** One frame of a client: masked with zeros, at most 125 bytes. @param first FIN, RSV and opcode */
function masked(first: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([first, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}
