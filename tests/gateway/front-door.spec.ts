import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import { newCounters } from '../../server/gateway/counters.ts';
import { DenseAdapter } from '../../server/gateway/dense-adapter.ts';
import { CommandGate } from '../../server/gateway/sockets/command-gate.ts';
import { watchFrontDoor } from '../../server/gateway/sockets/front-door.ts';
import type { Resting } from '../../server/gateway/sockets/loop-turn.ts';

test('what it relies on: the decoder and the websocket are where Socket.IO keeps them; a client reads its answers', async () => {
  const http = createServer();
  const server = new Server(http, {
    transports: ['websocket'],
    perMessageDeflate: false,
    adapter: DenseAdapter,
  });
  let isRush = true;
  const resting: Resting[] = [];
  const counters = newCounters();
  const live = server.of('/live');
  live.on('connection', (socket) => {
    const adapter = live.adapter as DenseAdapter;
    watchFrontDoor(
      socket,
      {
        turn: {
          isLong: () => isRush,
          isOver: () => isRush,
          isRush: () => isRush,
          number: 0,
          rest: (connection) => {
            resting.push(connection);
            connection.pause();
          },
        },
        commandOf: (_, event) =>
          ({ 'order:place': { comesAgain: true }, 'exposure:report': { comesAgain: false } })[event],
        isLastChance: () => false,
        isCrowded: () => false,
        isFull: () => true,
        comeAgainMs: () => 1_234,
        answer: (to, answerTo, text) => adapter.sendTo(to as never, adapter.encodeAnswer(answerTo, text)),
      },
      { clock: { nowMs: Date.now }, counters, gate: new CommandGate(Date.now(), 30) },
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
    isRush = false;
    await new Promise((resolve) => setTimeout(resolve, 100));
    isRush = true;
    resting[0]!.resume();
    expect(await asked).toMatchObject({ code: 'BUSY' });
    isRush = false;
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
