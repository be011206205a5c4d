import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket as ServerSocket } from 'socket.io';
import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import { CommandGate } from '../../../server/gateway/limits/command-gate.ts';
import type { Resting } from '../../../server/gateway/limits/event-loop-monitor.ts';
import { shedBeforeParse } from '../../../server/gateway/limits/load-shedder.ts';
import { newCounters } from '../../../server/gateway/metrics/counters.ts';
import { FanOutAdapter } from '../../../server/gateway/transport/fan-out-adapter.ts';
import { Sender } from '../../bench/ws-sender.ts';
import { until } from '../house.ts';
import { rawSocket } from '../raw-socket.ts';

test('what it relies on: the decoder and the websocket are where Socket.IO keeps them; a client reads its answers', async () => {
  const http = createServer();
  const server = new Server(http, {
    transports: ['websocket'],
    perMessageDeflate: false,
    adapter: FanOutAdapter,
  });
  let isSaturated = true;
  const resting: Resting[] = [];
  const counters = newCounters();
  const live = server.of('/live');
  live.on('connection', (socket) => {
    const adapter = live.adapter as FanOutAdapter;
    shedBeforeParse(
      socket,
      {
        turn: {
          isOverBudget: () => isSaturated,
          isOverPart: () => isSaturated,
          isOver: () => isSaturated,
          isSaturated: () => isSaturated,
          number: 0,
          rest: (connection) => {
            resting.push(connection);
            connection.pause();
          },
        },
        commandOf: (_, event) =>
          ({ 'order:place': { isRetried: true }, 'exposure:report': { isRetried: false } })[event],
        isLastChance: () => false,
        shareOf: () => 'usual',
        hasPlace: () => false,
        countRead() {},
        isCrowded: () => false,
        isFull: () => true,
        comeAgainMs: () => 1_234,
        holdMs: 0,
        answerWithNext() {},
        answer: (to, answerTo, text) => adapter.answer(to as never, answerTo, text),
      },
      { clock: { nowMs: Date.now }, counters, gate: new CommandGate(Date.now(), { commandsPerSecond: 30 }) },
    );
    socket.onAny((_event, _request, ack: (answer: unknown) => void) => ack('heard'));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const client = io(`http://127.0.0.1:${(http.address() as AddressInfo).port}/live`, {
    transports: ['websocket'],
  });
  const ask = (event: string) => client.timeout(5_000).emitWithAck(event, { lines: ['"],{['] });
  try {
    expect(await ask('time')).toBe('heard');
    expect(resting).toEqual([]);
    expect(await ask('order:place')).toMatchObject({ ok: false, code: 'BUSY', retryAfterMs: 1_234 });
    // Whoever waits for each answer is heard on; the second of a turn is one too many.
    expect(resting).toEqual([]);
    expect(await ask('order:place')).toMatchObject({ ok: false, code: 'BUSY', retryAfterMs: 1_234 });
    expect(resting.length).toBe(1);
    resting.pop()!.resume();
    // Nobody sends it again: it takes no place in the line.
    expect(await ask('exposure:report')).toMatchObject({ code: 'BUSY', retryAfterMs: 2_000 });
    expect(resting.length).toBe(1);
    // Nothing more of it is read until it may go on.
    const asked = ask('order:place');
    isSaturated = false;
    await new Promise((resolve) => setTimeout(resolve, 100));
    isSaturated = true;
    resting[0]!.resume();
    expect(await asked).toMatchObject({ code: 'BUSY' });
    isSaturated = false;
    resting[1]!.resume();
    expect(await ask('order:place')).toBe('heard');
    const counted = (tally: { read(): [string, number][] }) => Object.fromEntries(tally.read());
    expect(counted(counters.orders.refused)).toMatchObject({ BUSY: 3, RATE_LIMITED: 0 });
    expect(counted(counters.refusals).BUSY).toBe(4);
  } finally {
    client.disconnect();
    await server.close();
  }
});

test('who is turned away whole never reaches the receiver; what is cut, or behind another, is judged once and lost to nobody', async () => {
  const http = createServer();
  const server = new Server(http, {
    transports: ['websocket'],
    perMessageDeflate: false,
    adapter: FanOutAdapter,
  });
  const live = server.of('/live');
  const packets: string[] = [];
  const heard: unknown[] = [];
  let judged = 0;
  let isFull = true;
  const entered = new Promise<ServerSocket>((resolve) => live.on('connection', resolve));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const raw = await rawSocket(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
  await new Promise<void>((resolve) => raw.socket.once('open', resolve));
  raw.socket.send('40/live,');
  const socket = await entered;
  const adapter = live.adapter as FanOutAdapter;
  shedBeforeParse(
    socket,
    {
      turn: {
        isOverBudget: () => false,
        isOverPart: () => false,
        isOver: () => false,
        isSaturated: () => false,
        number: 0,
        rest() {},
      },
      commandOf: (_, event) => (event === 'order:place' ? { isRetried: true, isTap: true } : undefined),
      isLastChance: () => false,
      shareOf: () => 'usual',
      hasPlace: () => false,
      countRead() {},
      isCrowded: () => true,
      isFull: () => {
        judged += 1;
        return isFull;
      },
      comeAgainMs: () => 1_234,
      holdMs: 0,
      answerWithNext() {},
      answer: (to, answerTo, text) => adapter.answer(to as never, answerTo, text),
    },
    {
      clock: { nowMs: Date.now },
      counters: newCounters(),
      gate: new CommandGate(Date.now(), { commandsPerSecond: 0 }),
    },
  );
  socket.conn.on('packet', ({ data }: { data?: string }) => data && packets.push(data));
  socket.onAny((event: string, request: { n: number }) => heard.push([event, request.n]));
  const frame = (event: string, n: number) =>
    Buffer.concat(
      Sender.frame(Buffer.from(`42/live,${n}["${event}",{"n":${n}}]`), {
        fin: true,
        opcode: 1,
        mask: true,
        readOnly: true,
        rsv1: false,
      }),
    );
  const wire = (raw.socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket;
  const busy = () => raw.heard.filter((text) => text.includes('"BUSY"')).map((text) => text.split('[')[0]);
  try {
    wire.write(Buffer.concat([frame('order:place', 1), frame('order:place', 2)]));
    await until(() => busy().length === 2);
    expect([busy(), packets, judged]).toEqual([['43/live,1', '43/live,2'], [], 2]);
    // One that is let in in between: what is behind it is judged where it has been put together.
    wire.write(Buffer.concat([frame('order:place', 3), frame('time', 4), frame('order:place', 5)]));
    await until(() => busy().length === 4 && heard.length === 1);
    expect([packets.length, judged]).toEqual([2, 4]);
    // In two pieces, the second of which looks like a message of its own: 81 A8 are the end of a letter here.
    const inner = '42/live,66["order:place",{"n":66}]'.padEnd(40);
    const outer = Buffer.from(`42/live,6["order:place",{"n":6,"note":"\u2068\0\0\0\0${inner}"}]`);
    const whole = Buffer.concat([Buffer.from([0x81, 0x80 | outer.length, 0, 0, 0, 0]), outer]);
    const cutAt = whole.indexOf(0xe2) + 1;
    wire.write(whole.subarray(0, cutAt));
    await pause();
    wire.write(whole.subarray(cutAt));
    await until(() => busy().length === 5);
    expect([busy().at(-1), packets.length, judged]).toEqual(['43/live,6', 3, 5]);
    const last = frame('time', 7);
    wire.write(Buffer.concat([frame('order:place', 8), last.subarray(0, 5)]));
    await until(() => busy().length === 6);
    wire.write(last.subarray(5));
    await until(() => heard.length === 2);
    // Who is let in is asked about once.
    isFull = false;
    judged = 0;
    wire.write(frame('order:place', 9));
    await until(() => heard.length === 3);
    expect([judged, heard]).toEqual([
      1,
      [
        ['time', 4],
        ['time', 7],
        ['order:place', 9],
      ],
    ]);
  } finally {
    raw.socket.terminate();
    await server.close();
  }
});

const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
