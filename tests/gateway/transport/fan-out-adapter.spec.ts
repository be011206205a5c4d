import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket as ServerSocket } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { watchSlowConsumers } from '../../../server/gateway/limits/slow-consumers.ts';
import { denseMemberOf } from '../../../server/gateway/transport/dense-member.ts';
import { FanOutAdapter } from '../../../server/gateway/transport/fan-out-adapter.ts';
import { until } from '../house.ts';

let server: Server;
let url: string;
let clients: Socket[] = [];
beforeEach(async () => {
  const http = createServer();
  server = new Server(http, { transports: ['websocket'], perMessageDeflate: false, adapter: FanOutAdapter });
  server.on('connection', (socket) => void socket.join('room'));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterEach(async () => {
  for (const client of clients) client.disconnect();
  clients = [];
  await server.close();
});

async function connect(count: number) {
  const heard: number[][] = [];
  for (let i = 0; i < count; i += 1) {
    const client = io(url, { transports: ['websocket'], forceNew: true, reconnection: false });
    const mine: number[] = [];
    heard.push(mine);
    client.on('n', (n: number) => mine.push(n));
    clients.push(client);
  }
  await until(() => (server.of('/').adapter as FanOutAdapter).sizeOf('room') === count, 15_000);
  return heard;
}

const dense = () => server.of('/').adapter as FanOutAdapter;
const answerWithNext = (socket: ServerSocket, answerTo: string, text: string) =>
  dense().answerWithNext(socket as never, answerTo, text);

test('what it relies on: the encoder, the sender and the write buffer are where Socket.IO keeps them', async () => {
  await connect(1);
  const { encoder } = dense() as unknown as { encoder?: { encode?: unknown } };
  expect(typeof encoder?.encode).toBe('function');
  const socket = [...server.of('/').sockets.values()][0]!;
  const member = denseMemberOf(socket)!;
  expect(typeof member.sender?.sendFrame).toBe('function');
  expect(typeof member.engine.writeBuffer.length).toBe('number');
  expect(typeof member.engine.transport.writable).toBe('boolean');
  expect(typeof member.wire?.writableLength).toBe('number');
  const encoded = dense().encodeEvent('n', 1);
  expect(encoded.packets).toEqual(['2["n",1]']);
  // One unmasked text frame: 0x81, the length, "4" of Engine.IO, the packet.
  expect(encoded.frame).toEqual([Buffer.from('\x81\x0942["n",1]', 'latin1')]);
});

test('frames of every length are read as they were written', async () => {
  await connect(1);
  const texts = [0, 1, 100, 125, 126, 127, 65_500, 65_535, 65_536, 70_000].map((length) =>
    'é'.repeat(length),
  );
  const heard: string[] = [];
  clients[0]!.on('text', (text: string) => heard.push(text));
  for (const text of texts) dense().send('room', dense().encodeEvent('text', text));
  await until(() => heard.length === texts.length);
  expect(heard).toEqual(texts);
});

test('events that are told together are one write, and heard one by one, by those as well who have more to read', async () => {
  const heard = await connect(3);
  const sockets = [...server.of('/').sockets.values()] as ServerSocket[];
  const writes: number[] = [];
  const sender = denseMemberOf(sockets[0]!)!.sender!;
  const served: [string, number][] = [];
  dense().onServed = (room, tookMs) => served.push([room, tookMs]);
  const { sendFrame } = sender;
  sender.sendFrame = function counted(list, callback) {
    writes.push(list.length);
    sendFrame.call(this, list, callback);
  };
  // The usual way, which is gone while more waits.
  sockets[1]!.emit('bytes', Buffer.from([1]));
  dense().send(
    'room',
    dense().encodeEvents([
      ['n', 1],
      ['n', 2],
    ]),
  );
  await until(() => heard.every((mine) => mine.length === 2));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(heard).toEqual([
    [1, 2],
    [1, 2],
    [1, 2],
  ]);
  expect(writes).toEqual([1]);
  expect(dense().tookMs('room')).toBeGreaterThan(0);
  expect(served).toEqual([['room', dense().tookMs('room')]]);
});

test('answers and events of one socket go the way of the frames, in order; binary ones go the usual way', async () => {
  const heard = await connect(1);
  const socket = [...server.of('/').sockets.values()][0]!;
  const sender = denseMemberOf(socket)!.sender!;
  let frames = 0;
  const { sendFrame } = sender;
  sender.sendFrame = function counted(list, callback) {
    if (list.length === 1) frames += 1;
    sendFrame.call(this, list, callback);
  };
  socket.on('ask', (n: number, answer: (n: number) => void) => {
    socket.emit('n', n);
    answer(n);
    socket.emit('bytes', Buffer.from([n]));
    socket.emit('n', n + 1);
  });
  const answers: number[] = [];
  const bytes: number[] = [];
  clients[0]!.on('bytes', (data: ArrayBuffer | Buffer) => bytes.push(...new Uint8Array(data)));
  for (let n = 0; n < 60; n += 2) clients[0]!.emit('ask', n, (answer: number) => answers.push(answer));
  await until(() => heard[0]!.length === 60 && bytes.length === 30);
  expect(heard[0]).toEqual(Array.from({ length: 60 }, (_, n) => n));
  expect(answers).toEqual(Array.from({ length: 30 }, (_, n) => 2 * n));
  expect(bytes).toEqual(answers);
  expect(frames).toBeGreaterThan(60);
});

test('a room is told in order, mixed with what single sockets are told, and io.to() goes the same way', async () => {
  const heard = await connect(5);
  const sockets = [...server.of('/').sockets.values()] as ServerSocket[];
  for (let n = 0; n < 300; n += 3) {
    dense().send('room', dense().encodeEvent('n', n));
    for (const socket of sockets) socket.emit('n', n + 1);
    server.to('room').emit('n', n + 2);
    // More than 64 waiting packets would make slow consumers of them all.
    if (n % 30 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await until(() => heard.every((mine) => mine.length === 300));
  for (const mine of heard) expect(mine).toEqual(Array.from({ length: 300 }, (_, n) => n));
});

test('a long room is served in slices; leaves and joins in between cost nobody a frame', async () => {
  const heard = await connect(620);
  const sockets = [...server.of('/').sockets.values()] as ServerSocket[];
  const slices: number[] = [];
  for (let n = 0; n < 20; n += 1) dense().send('room', dense().encodeEvent('n', n));
  slices.push(heard.filter((mine) => mine.length > 0).length);
  const leavers = sockets.filter((_, index) => index % 3 === 0);
  setImmediate(() => {
    for (const socket of leavers) void socket.leave('room');
  });
  await until(() => heard.filter((mine) => mine.length === 20).length >= 620 - leavers.length, 15_000);
  for (const mine of heard) {
    expect(mine).toEqual(mine.map((_, n) => n));
  }
  expect(dense().sizeOf('room')).toBe(620 - leavers.length);
}, 40_000);

test('a loop that is away for long serves more of a long room each time it comes back', async () => {
  const heard = await connect(620);
  let turns = 0;
  let isOver = false;
  const busy = () => {
    if (isOver) return;
    turns += 1;
    const until = performance.now() + 200;
    while (performance.now() < until);
    setImmediate(busy);
  };
  for (let n = 0; n < 20; n += 1) dense().send('room', dense().encodeEvent('n', n));
  expect(dense().backlogOf('room')).toBe(20);
  setImmediate(busy);
  await until(() => dense().backlogOf('room') === 0, 30_000);
  isOver = true;
  // By the shortest slices it would take 248 turns.
  expect(turns).toBeLessThan(18);
  await until(() => heard.every((mine) => mine.length === 20), 30_000);
}, 60_000);

test('the way is taken from the first slice of a room to its last, once for all that waits', async () => {
  const heard = await connect(220);
  const said: string[] = [];
  dense().way = {
    take: () => said.push('take'),
    free: () => said.push(`free, ${dense().backlogOf('room')} waiting`),
  };
  for (let n = 0; n < 3; n += 1) dense().send('room', dense().encodeEvent('n', n));
  expect(said).toEqual(['take']);
  await until(() => heard.every((mine) => mine.length === 3));
  expect(said).toEqual(['take', 'free, 0 waiting']);
  dense().send('room', dense().encodeEvent('n', 3));
  await until(() => heard.every((mine) => mine.length === 4));
  expect(said).toEqual(['take', 'free, 0 waiting', 'take', 'free, 0 waiting']);
});

test('without the direct call everything still arrives, the usual way', async () => {
  const heard = await connect(2);
  for (const socket of server.of('/').sockets.values()) {
    void socket.leave('room');
    const ws = (socket.conn.transport as unknown as { socket: { _sender: object } }).socket;
    // Hidden while the socket joins, as in a websocket library without it.
    Object.defineProperty(ws._sender, 'sendFrame', { value: undefined, configurable: true });
    void socket.join('room');
    Reflect.deleteProperty(ws._sender, 'sendFrame');
  }
  dense().send('room', dense().encodeEvent('n', 1));
  await until(() => heard.every((mine) => mine.length === 1));
});

test('an answer that is held goes out in one write with the next that the socket is told, or by itself in time', async () => {
  const heard = await connect(2);
  const sockets = [...server.of('/').sockets.values()] as ServerSocket[];
  const answers: number[][] = [[], []];
  const ask = (client: number) => clients[client]!.emit('ask', (n: number) => answers[client]!.push(n));
  for (const client of [0, 0, 0, 1]) ask(client);
  const { wire } = denseMemberOf(sockets[0]!)!;
  const writes: string[] = [];
  const handle = (wire as unknown as { _handle: Record<string, (...args: unknown[]) => number> })._handle;
  for (const name of ['writev', 'writeBuffer', 'writeLatin1String']) {
    const usual = handle[name]!;
    handle[name] = function counted(...args) {
      writes.push(name);
      return usual.apply(this, args);
    };
  }
  dense().holdMs = 1_000;
  answerWithNext(sockets[0]!, '0', '[10]');
  answerWithNext(sockets[0]!, '1', '[11]');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(answers[0]).toEqual([]);
  dense().send('room', dense().encodeEvent('n', 1));
  await until(() => heard[0]!.length === 1 && answers[0]!.length === 2);
  expect(answers[0]).toEqual([10, 11]);
  expect(writes).toEqual(['writeLatin1String']);
  // Nothing more is told: what is held is told when its time has come, and not before.
  answerWithNext(sockets[1]!, '0', '[12]');
  answerWithNext(sockets[0]!, '2', '[13]');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(answers).toEqual([[10, 11], []]);
  await until(() => answers[1]!.length === 1 && answers[0]!.length === 3);
  expect(answers).toEqual([[10, 11, 13], [12]]);
});

test('what goes out with an answer that was held is read as it was written, whatever its letters and its length', async () => {
  await connect(1);
  const [socket] = [...server.of('/').sockets.values()] as ServerSocket[];
  const texts = [0, 1, 100, 125, 126, 127, 65_535, 65_536].map((length) => 'é土豆'.repeat(length));
  const heard: (string | number)[] = [];
  clients[0]!.on('text', (text: string) => heard.push(text));
  dense().holdMs = 3_600_000;
  for (const [n, text] of texts.entries()) {
    clients[0]!.emit('ask', (answer: number) => heard.push(answer));
    answerWithNext(socket!, String(n), `[${n}]`);
    dense().send('room', dense().encodeEvent('text', text));
  }
  await until(() => heard.length === 2 * texts.length);
  expect(heard).toEqual(texts.flatMap((text, n) => [n, text]));
});

test('each is held for as long as may be from when it came, and no more than so much for one socket', async () => {
  await connect(2);
  const sockets = [...server.of('/').sockets.values()] as ServerSocket[];
  const answers: number[][] = [[], []];
  for (const client of [0, 1]) {
    for (let n = 0; n < 50; n += 1) clients[client]!.emit('ask', (id: number) => answers[client]!.push(id));
  }
  dense().holdMs = 600;
  answerWithNext(sockets[0]!, '0', '[0]');
  await new Promise((resolve) => setTimeout(resolve, 400));
  answerWithNext(sockets[1]!, '0', '[0]');
  await until(() => answers[0]!.length === 1);
  expect(answers[1]).toEqual([]);
  await until(() => answers[1]!.length === 1);
  const long = ' '.repeat(200);
  dense().holdMs = 3_600_000;
  for (let n = 1; n < 50; n += 1) answerWithNext(sockets[0]!, String(n), `[${n}${long}]`);
  await until(() => answers[0]!.length > 30);
  expect(answers[0]!.length).toBeLessThan(50);
  // Who leaves takes it along, and nobody waits for him.
  answerWithNext(sockets[1]!, '1', '[1]');
  clients[1]!.disconnect();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(answers[1]).toEqual([0]);
});

test('a slow consumer that stays behind for too long is closed', async () => {
  await connect(1);
  const socket = [...server.of('/').sockets.values()][0]!;
  let nowMs = 0;
  let closed = 0;
  const byes: string[] = [];
  clients[0]!.on('bye', (reason: string) => byes.push(reason));
  const slowConsumers = watchSlowConsumers({
    nowMs: () => nowMs,
    refresh: () => {},
    onClosed: () => (closed += 1),
  });
  const wire = denseMemberOf(socket)!.wire!;
  Object.defineProperty(wire, 'writableLength', { get: () => 70_000 });
  slowConsumers.add(socket, 'room');
  expect(dense().sizeOf('room')).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(closed).toBe(0);
  nowMs = 30_001;
  await until(() => closed === 1);
  await until(() => byes.length === 1);
  expect(byes).toEqual(['SLOW_CONSUMER']);
  slowConsumers.close();
});
