import type { Socket } from 'socket.io';
import { expect, test } from 'vitest';
import { ArrivalClock } from '../../server/gateway/connection/arrival-clock.ts';
import { hearCommands } from '../../server/gateway/connection/hear-commands.ts';
import { monitorEventLoop } from '../../server/gateway/limits/event-loop-monitor.ts';
import { sheddableCommand } from '../../server/gateway/limits/sheddable.ts';
import { newCounters } from '../../server/gateway/metrics/counters.ts';
import { liveCommands, PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { usualBudgets } from './usual-budgets.ts';

const ITEM = { key: '01999999-9999-7999-8999-999999999999', itemNumber: 1, units: 1, seenPriceMinor: 1_990 };

test('[K3] a turn of the loop that has read for long takes no more orders, until it has come round', async () => {
  const door = aDoor();
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ ok: true });
  door.passes(600);
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ ok: true });
  door.passes(1);
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ code: 'BUSY', retryAfterMs: 2_000 });
  // It was not even looked at.
  expect(await door.asks('cart:add', { key: 7 })).toMatchObject({ code: 'BUSY' });
  // Who sends more than one in a turn is not listened to until it has ended.
  expect(door.resting).toBe(1);
  expect(door.heard).toEqual(['cart:add', 'cart:add']);
  door.comesRound();
  expect(door.resting).toBe(0);
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ ok: true });
});

test('[K3] a crowd that comes to a loop at rest is heard in turns as long as it needs, as far as a queue holds it', () => {
  let nowMs = 1_800_000_000_000;
  const turns: (() => void)[] = [];
  const turn = monitorEventLoop({ nowMs: () => nowMs, soon: (callback) => void turns.push(callback) });
  const comesRound = () => {
    for (const callback of turns.splice(0)) callback();
  };
  const turnedAway = (commands: number, msEach: number) => {
    let count = 0;
    for (let n = 0; n < commands; n += 1) {
      if (turn.isOverBudget(nowMs)) count += 1;
      nowMs += msEach;
    }
    comesRound();
    return count;
  };
  // Two long turns, in which so many come; and what comes on top of a full queue, as before.
  expect(turnedAway(1_000, 0.25)).toBe(0);
  expect(turnedAway(1_000, 0.25)).toBe(0);
  expect(turnedAway(1_000, 0.25)).toBeGreaterThan(700);
  // A moment without work, and the next crowd is welcome.
  nowMs += 301;
  expect(turnedAway(1_000, 0.25)).toBe(0);
});

test('[K3] in a rush nobody is heard for whom there is no room anyway', async () => {
  const door = aDoor();
  for (let turn = 0; turn < 16; turn += 1) {
    await door.asks('cart:add', ITEM);
    door.passes(20);
    door.comesRound();
  }
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ ok: true });
  door.isFull = true;
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ code: 'BUSY' });
  expect(await door.asks('time', {})).toMatchObject({ ok: true });
  door.isFull = false;
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ ok: true });
});

test('[K3] where more come than can be decided, taps are read as far as there is room, however long the turn has read', async () => {
  const door = aDoor();
  for (let turn = 0; turn < 31; turn += 1) {
    await door.asks('cart:add', ITEM);
    door.passes(20);
    door.comesRound();
  }
  door.isCrowded = true;
  await door.asks('cart:add', ITEM);
  door.passes(20);
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ ok: true });
  // What needs no room in a cut has the time of a rush.
  expect(await door.asks('order:quote', {})).toMatchObject({ code: 'BUSY' });
  door.isFull = true;
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ code: 'BUSY' });
  door.isFull = false;
  door.passes(31);
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ code: 'BUSY' });
});

test('[K3] where more come than can be decided, nobody is read for whom there is no room, in a short turn either', async () => {
  const door = aDoor();
  door.isCrowded = true;
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ ok: true });
  door.isFull = true;
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ code: 'BUSY' });
  expect(await door.asks('order:quote', {})).not.toMatchObject({ code: 'BUSY' });
});

test('[F5] while a flash ends, adds and orders are read in the longest turn as well, as many as may be, and nothing else', async () => {
  const door = aDoor();
  await door.asks('cart:add', ITEM);
  door.passes(601);
  door.lastChances = 3;
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ ok: true });
  expect(await door.asks('order:quote', {})).toMatchObject({ code: 'BUSY' });
  expect(await door.asks('exposure:report', {})).toMatchObject({ code: 'BUSY' });
  // What is read is judged: this is no order.
  expect(await door.asks('order:place', {})).toMatchObject({ code: 'BAD_REQUEST' });
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ ok: true });
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ code: 'BUSY' });
});

test('[K3] who asks for more than his share hears that in a rush as well', async () => {
  const door = aDoor();
  await door.asks('cart:add', ITEM);
  door.passes(601);
  for (let n = 0; n < 30; n += 1) {
    expect(await door.asks('cart:add', ITEM)).toMatchObject({ code: 'BUSY' });
  }
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ code: 'RATE_LIMITED' });
});

test('[K3] who was told a time and comes before it hears that with the next that he is told; everybody else at once', async () => {
  const door = aDoor();
  door.isCrowded = true;
  door.isFull = true;
  door.comeAgainMs = 5_000;
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ code: 'BUSY', retryAfterMs: 5_000 });
  expect(door.held).toEqual([]);
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ code: 'BUSY', retryAfterMs: 5_000 });
  expect(door.held).toEqual(['2']);
  // His time has nearly come: by then he would hear too late.
  door.passes(4_500);
  door.comesRound();
  await door.asks('cart:add', ITEM);
  expect(door.held).toEqual(['2']);
  await door.asks('cart:add', ITEM);
  expect(door.held).toEqual(['2', '4']);
  // Where there is room he is let in, whatever he was told.
  door.isFull = false;
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ ok: true });
  door.isFull = true;
  door.comeAgainMs = 500;
  await door.asks('cart:add', ITEM);
  // A clock that was set back: the time he was told is nothing to go by.
  door.goesBack(3_600_000);
  await door.asks('cart:add', ITEM);
  expect(door.held).toEqual(['2', '4', '6']);
});

test('[K3] a command that wants no answer is turned away without one', async () => {
  const door = aDoor();
  await door.asks('cart:add', ITEM);
  door.passes(601);
  door.tells('2/live,["cart:add",{}]');
  expect(door.heard).toEqual(['cart:add']);
  // What only looks like a command of here is none.
  expect(() => door.tells('2/console,8["cart:add",{}]')).toThrow('for others');
});

test('[K3] a loop that has long had no short turn reads for a short while only, until it has had one', async () => {
  const door = aDoor();
  for (let turn = 0; turn < 30; turn += 1) {
    expect(await door.asks('cart:add', ITEM)).toMatchObject({ ok: true });
    door.passes(20);
    door.comesRound();
  }
  await door.asks('cart:add', ITEM);
  door.passes(15);
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ ok: true });
  door.passes(1);
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ code: 'BUSY' });
  door.comesRound();
  await door.asks('cart:add', ITEM);
  door.comesRound();
  await door.asks('cart:add', ITEM);
  door.passes(50);
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ ok: true });
});

test('[K3] in a rush those who are heard have a tenth of the turn before, however long that was', async () => {
  const door = aDoor();
  for (let turn = 0; turn < 16; turn += 1) {
    await door.asks('cart:add', ITEM);
    door.passes(1_000);
    door.comesRound();
  }
  await door.asks('cart:add', ITEM);
  door.passes(100);
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ ok: true });
  door.passes(1);
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ code: 'BUSY' });
});

test('[K3] in a rush a screen that shows the stream waits for it anew, a newcomer is let in', async () => {
  const door = aDoor();
  const hello = { protocol: PROTOCOL_VERSION, slug: 'potato-day' };
  await door.asks('cart:add', ITEM);
  door.passes(601);
  expect(await door.asks('hello', hello)).toMatchObject({ ok: true });
  door.hasStream = true;
  expect(await door.asks('hello', hello)).toMatchObject({ code: 'BUSY', retryAfterMs: 2_000 });
  door.comesRound();
  expect(await door.asks('hello', hello)).toMatchObject({ ok: true });
});

test('[K3] what is no rush is heard in the longest turn as well', async () => {
  const door = aDoor();
  await door.asks('cart:add', ITEM);
  door.passes(10_000);
  expect(await door.asks('time', {})).toMatchObject({ ok: true });
  expect(await door.asks('cart:remove', { key: ITEM.key, itemNumber: 1, units: 1 })).toMatchObject({
    ok: true,
  });
});

test('[X26] who has left is not turned away any more: the door is taken down', async () => {
  const door = aDoor();
  await door.asks('cart:add', ITEM);
  door.passes(601);
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ code: 'BUSY' });
  door.leaves();
  expect(await door.asks('cart:add', ITEM)).toMatchObject({ ok: true });
});

/** One connection's commands on a clock and a loop that stand still. */
function aDoor() {
  let nowMs = 1_800_000_000_000;
  let turns: (() => void)[] = [];
  const clock = {
    nowMs: () => nowMs,
    steadyMs: () => nowMs,
    at: () => () => {},
    soon: (callback: () => void) => void turns.push(callback),
  };
  const heard: string[] = [];
  const answers = new Map<string, (answer: unknown) => void>();
  let asked = 0;
  let hear: (packet: unknown[]) => void = () => {};
  const left: (() => void)[] = [];
  /** Socket.IO's, as far as it is needed here. */
  const decoder = {
    add(data: string) {
      const [, id, packet] = /^2\/live,(\d*)(.*)$/.exec(data) ?? [];
      if (packet === undefined) throw new Error('for others');
      hear([...JSON.parse(packet), answers.get(id!)]);
    },
  };
  const connection = {
    pause: () => {
      door.resting += 1;
    },
    resume: () => {
      door.resting -= 1;
    },
  };
  const socket = {
    connected: true,
    nsp: { name: '/live' },
    client: { decoder },
    conn: { transport: { socket: connection } },
    use: (middleware: typeof hear) => {
      hear = middleware;
    },
    on(event: string, listener: () => void) {
      if (event === 'disconnect') left.push(listener);
    },
  } as unknown as Socket;
  const door = {
    heard,
    /** How many times the connection has been told to rest, and not yet to go on. */
    resting: 0,
    isFull: false,
    isCrowded: false,
    /** So many are still read because a flash is about to end. */
    lastChances: 0,
    hasStream: false,
    comeAgainMs: null as number | null,
    /** To whom it was not told at once. */
    held: [] as string[],
    tells: (text: string) => decoder.add(text),
    leaves: () => {
      for (const hearsIt of left) hearsIt();
    },
    asks: (command: string, request: object) =>
      new Promise<unknown>((resolve) => {
        asked += 1;
        answers.set(String(asked), resolve);
        decoder.add(`2/live,${asked}${JSON.stringify([command, request])}`);
      }),
    goesBack(ms: number) {
      nowMs -= ms;
    },
    passes(ms: number) {
      nowMs += ms;
    },
    comesRound() {
      for (const callback of turns.splice(0)) callback();
      turns = [];
    },
  };
  hearCommands(
    socket,
    liveCommands,
    async (command) => {
      heard.push(command);
      return { ok: true };
    },
    {
      clock,
      arrivals: new ArrivalClock(clock),
      log: { debug() {}, error() {} } as never,
      counters: newCounters(),
      traffic: { enter: () => true, leave() {} } as never,
      newRef: () => 'ref',
      budgets: usualBudgets(clock).budgets,
      shedding: {
        turn: monitorEventLoop(clock),
        commandOf: (_, event) => sheddableCommand(event, door.hasStream),
        shareOf: () => 'usual' as const,
        hasPlace: () => false,
        countRead() {},
        isLastChance: () => {
          door.lastChances -= 1;
          return door.lastChances >= 0;
        },
        isCrowded: () => door.isCrowded,
        isFull: () => door.isFull,
        comeAgainMs: () => door.comeAgainMs,
        holdMs: 1_000,
        answerWithNext: (_, answerTo, text) => {
          door.held.push(answerTo);
          answers.get(answerTo)?.(JSON.parse(text)[0]);
        },
        answer: (_, answerTo, text) => answers.get(answerTo)?.(JSON.parse(text)[0]),
      },
    },
  );
  return door;
}
