import type { Socket } from 'socket.io';
import { expect, test } from 'vitest';
import { hearCommands } from '../../server/gateway/sockets/dispatch.ts';
import { watchTurn } from '../../server/gateway/sockets/loop-turn.ts';
import { liveCommands } from '../../shared/protocol.ts';

const ITEM = { key: '01999999-9999-7999-8999-999999999999', itemNumber: 1, units: 1, seenPriceMinor: 1_990 };

test('[K3] a turn of the loop that has read for long takes no more orders, until it has come round', async () => {
  const door = aDoor();
  expect(await door.asks('basket:add', ITEM)).toMatchObject({ ok: true });
  door.passes(50);
  expect(await door.asks('basket:add', ITEM)).toMatchObject({ ok: true });
  door.passes(1);
  expect(await door.asks('basket:add', ITEM)).toMatchObject({ code: 'BUSY', retryAfterMs: 2_000 });
  // It was not even looked at.
  expect(await door.asks('basket:add', { key: 7 })).toMatchObject({ code: 'BUSY' });
  expect(door.heard).toEqual(['basket:add', 'basket:add']);
  door.comesRound();
  expect(await door.asks('basket:add', ITEM)).toMatchObject({ ok: true });
});

test('[K3] a loop that has long had no short turn reads for a short while only, until it has had one', async () => {
  const door = aDoor();
  for (let turn = 0; turn < 15; turn += 1) {
    await door.asks('basket:add', ITEM);
    door.passes(20);
    expect(await door.asks('basket:add', ITEM)).toMatchObject({ ok: true });
    door.comesRound();
  }
  await door.asks('basket:add', ITEM);
  door.passes(15);
  expect(await door.asks('basket:add', ITEM)).toMatchObject({ ok: true });
  door.passes(1);
  expect(await door.asks('basket:add', ITEM)).toMatchObject({ code: 'BUSY' });
  door.comesRound();
  await door.asks('basket:add', ITEM);
  door.comesRound();
  await door.asks('basket:add', ITEM);
  door.passes(50);
  expect(await door.asks('basket:add', ITEM)).toMatchObject({ ok: true });
});

test('[K3] what is no rush is heard in the longest turn as well', async () => {
  const door = aDoor();
  await door.asks('basket:add', ITEM);
  door.passes(10_000);
  expect(await door.asks('time', {})).toMatchObject({ ok: true });
  expect(await door.asks('basket:remove', { key: ITEM.key, itemNumber: 1, units: 1 })).toMatchObject({
    ok: true,
  });
});

/** One connection's commands on a clock and a loop that stand still. */
function aDoor() {
  let nowMs = 1_800_000_000_000;
  let turns: (() => void)[] = [];
  const clock = {
    nowMs: () => nowMs,
    at: () => () => {},
    soon: (callback: () => void) => void turns.push(callback),
  };
  const heard: string[] = [];
  let hear: (packet: unknown[]) => void = () => {};
  const socket = {
    connected: true,
    use: (middleware: typeof hear) => {
      hear = middleware;
    },
    on() {},
  } as unknown as Socket;
  hearCommands(
    socket,
    liveCommands,
    async (command) => {
      heard.push(command);
      return { ok: true };
    },
    {
      clock,
      log: { debug() {}, error() {} } as never,
      counters: { commands: 0, refusals: 0, faults: 0, rateLimited: 0 } as never,
      traffic: { enter: () => true, leave() {} } as never,
      newRef: () => 'ref',
      rush: { turn: watchTurn(clock), commands: new Set(['basket:add', 'order:place']) },
    },
  );
  return {
    heard,
    asks: (command: string, request: object) =>
      new Promise<unknown>((resolve) => hear([command, request, resolve])),
    passes(ms: number) {
      nowMs += ms;
    },
    comesRound() {
      for (const callback of turns.splice(0)) callback();
      turns = [];
    },
  };
}
