import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket as ServerSocket } from 'socket.io';
import { Adapter } from 'socket.io-adapter';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DenseAdapter } from '../../server/gateway/dense-adapter.ts';
import { engineOf } from '../../server/gateway/dense-member.ts';
import { watchLaggards } from '../../server/gateway/sockets/laggards.ts';
import { until } from './house.ts';

let server: Server;
let url: string;
let clients: Socket[] = [];
beforeEach(async () => {
  const http = createServer();
  server = new Server(http, { transports: ['websocket'], perMessageDeflate: false, adapter: DenseAdapter });
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
  await until(() => (server.of('/').adapter as DenseAdapter).sizeOf('room') === count, 15_000);
  return heard;
}

const dense = () => server.of('/').adapter as DenseAdapter;

test('what it relies on: the encoder, the sender and the write buffer are where Socket.IO keeps them', async () => {
  expect(typeof (Adapter.prototype as unknown as { _encode?: unknown })._encode).toBe('function');
  await connect(1);
  const socket = [...server.of('/').sockets.values()][0]!;
  const member = engineOf(socket)!;
  expect(typeof member.sender?.sendFrame).toBe('function');
  expect(typeof member.engine.writeBuffer.length).toBe('number');
  expect(typeof member.engine.transport.writable).toBe('boolean');
  expect(typeof member.wire?.writableLength).toBe('number');
  const encoded = dense().encodeEvent('n', 1);
  expect(encoded.packets).toEqual(['2["n",1]']);
  // One unmasked text frame: 0x81, the length, "4" of Engine.IO, the packet.
  expect(encoded.frame).toEqual([Buffer.from('\x81\x0942["n",1]', 'latin1')]);
});

test('a room is told in order, mixed with what single sockets are told, and io.to() goes the same way', async () => {
  const heard = await connect(5);
  const sockets = [...server.of('/').sockets.values()] as ServerSocket[];
  for (let n = 0; n < 300; n += 3) {
    dense().send('room', dense().encodeEvent('n', n));
    for (const socket of sockets) socket.emit('n', n + 1);
    server.to('room').emit('n', n + 2);
    // More than 64 waiting packets would make laggards of them all.
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

test('a laggard that stays behind for too long is closed', async () => {
  await connect(1);
  const socket = [...server.of('/').sockets.values()][0]!;
  let nowMs = 0;
  let closed = 0;
  const byes: string[] = [];
  clients[0]!.on('bye', (reason: string) => byes.push(reason));
  const laggards = watchLaggards({ nowMs: () => nowMs, refresh: () => {}, onClosed: () => (closed += 1) });
  const wire = engineOf(socket)!.wire!;
  Object.defineProperty(wire, 'writableLength', { get: () => 70_000 });
  laggards.add(socket, 'room');
  expect(dense().sizeOf('room')).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(closed).toBe(0);
  nowMs = 30_001;
  await until(() => closed === 1);
  await until(() => byes.length === 1);
  expect(byes).toEqual(['SLOW_CONSUMER']);
  laggards.close();
});
