import type { Socket } from 'socket.io';
import { expect, test } from 'vitest';
import { CommandGate } from '../../server/gateway/limits/command-gate.ts';
import { monitorEventLoop } from '../../server/gateway/limits/event-loop-monitor.ts';
import { shedBeforeParse } from '../../server/gateway/limits/load-shedder.ts';
import { sheddableCommand } from '../../server/gateway/limits/sheddable.ts';
import { TurnShares } from '../../server/gateway/limits/turn-shares.ts';
import { newCounters } from '../../server/gateway/metrics/counters.ts';
import { chanceOf } from '../../server/tools/demo/market/chance.ts';

const VILLAGE = '198.51.100.7';
const AWAY = '203.0.113.9';

/** Shares of a crowd: whom a village knows three hundred of, and strangers elsewhere. */
function someShares(known: Record<string, number> = { [VILLAGE]: 300 }) {
  let nowMs = 1_000_000;
  const shares = new TurnShares({ count: (address) => known[address] ?? 0 }, { nowMs: () => nowMs });
  return {
    shares,
    passes: (ms: number) => {
      nowMs += ms;
    },
    /** Asks, and is read unless it is beyond its share. */
    asks(connection: object, address: string, isKnown = false) {
      const share = shares.of(connection, address, isKnown);
      if (share !== 'beyond') shares.take(connection, address);
      return share;
    },
  };
}

test('[X171] in a crowd of one network everybody has the usual, up to three commands of a connection in a second', () => {
  const { asks, passes } = someShares();
  const ana = {};
  expect([asks(ana, VILLAGE), asks(ana, VILLAGE), asks(ana, VILLAGE)]).toEqual(['usual', 'usual', 'usual']);
  expect(asks(ana, VILLAGE)).toBe('beyond');
  // Others hear that somebody is, and are read on.
  expect(asks({}, '198.51.100.8')).toBe('within');
  passes(1_000);
  expect(asks(ana, VILLAGE)).toBe('within');
  passes(6_000);
  expect(asks(ana, VILLAGE)).toBe('usual');
});

test('[X171] networks have shares by their known viewers: a hundred sockets without any have one', () => {
  const { asks, passes } = someShares();
  const village = Array.from({ length: 300 }, () => ({}));
  const sockets = Array.from({ length: 100 }, () => ({}));
  for (let second = 0; second < 3; second += 1) {
    const heard = { village: 0, away: 0 };
    for (let n = 0; n < 300; n += 1) {
      if (asks(sockets[n % 100]!, AWAY) !== 'beyond') heard.away += 1;
      if (asks(village[n]!, VILLAGE) !== 'beyond') heard.village += 1;
    }
    expect(heard.village).toBe(300);
    expect(heard.away).toBeLessThanOrEqual(2);
    passes(1_000);
  }
});

test('[X171] networks of strangers alone have the same', () => {
  const { asks } = someShares({});
  const heard = { many: 0, few: 0 };
  const networks = { many: AWAY, few: VILLAGE };
  for (let n = 0; n < 300; n += 1) {
    if (asks({}, networks.many) !== 'beyond') heard.many += 1;
    if (n % 10 === 0 && asks({}, networks.few) !== 'beyond') heard.few += 1;
  }
  expect(heard.few).toBe(30);
  expect(heard.many).toBeLessThan(60);
});

test('[X171] of many networks that ask for the same hardly one is beyond its share by chance', () => {
  const { asks, passes } = someShares({});
  const chance = chanceOf(7);
  let beyond = 0;
  for (let second = 0; second < 10; second += 1) {
    // A thousand people over two hundred networks, each with one command.
    for (let n = 0; n < 1_000; n += 1) {
      if (asks({}, `10.0.${chance.whole(0, 199)}.1`) === 'beyond') beyond += 1;
    }
    passes(1_000);
  }
  expect(beyond / 10_000).toBeLessThan(0.05);
});

test('[X171] a stranger who has used the share of a network leaves the first command of a second to whom it knows', () => {
  const { asks, passes } = someShares({});
  const ana = {};
  asks({}, AWAY);
  for (let n = 0; n < 100; n += 1) asks({}, VILLAGE);
  expect([asks({}, VILLAGE), asks(ana, VILLAGE, true), asks(ana, VILLAGE, true)]).toEqual([
    'beyond',
    'within',
    'beyond',
  ]);
  passes(1_000);
  expect(asks(ana, VILLAGE, true)).toBe('within');
});

test('[X171] who is beyond a share has half of a turn; others are read until the turn is over', () => {
  let nowMs = 1_000_000;
  let soon: (() => void)[] = [];
  const clock = { nowMs: () => nowMs, soon: (callback: () => void) => void soon.push(callback) };
  const { shares } = someShares();
  const answered: string[] = [];
  const doorOf = (address: string) => {
    const read: string[] = [];
    const decoder = { add: (data: string) => void read.push(data) };
    const socket = { nsp: { name: '/live' }, client: { decoder }, conn: { transport: {} }, on() {} };
    shedBeforeParse(
      socket as unknown as Socket,
      {
        turn: monitor,
        commandOf: (_, event) => sheddableCommand(event, true),
        isLastChance: () => false,
        isCrowded: () => true,
        isFull: () => false,
        shareOf: () => shares.of(socket, address, false),
        hasPlace: (_, turn) => shares.hasPlace(socket, turn),
        countRead: (_, share, turn) => shares.take(socket, address, share === 'within' ? turn : null),
        comeAgainMs: () => 1_000,
        holdMs: 0,
        answerWithNext() {},
        answer: () => void answered.push(address),
      },
      { clock, counters: newCounters(), gate: new CommandGate(nowMs, { commandsPerSecond: 0 }) },
    );
    return { ask: () => decoder.add('2/live,1["order:place",{}]'), read };
  };
  const monitor = monitorEventLoop(clock);
  const greedy = doorOf(AWAY);
  const honest = Array.from({ length: 3 }, () => doorOf(VILLAGE));
  const endTurn = () => {
    for (const callback of soon.splice(0)) callback();
    soon = [];
  };
  for (let n = 0; n < 5; n += 1) greedy.ask();
  honest[0]!.ask();
  // In the first half of a turn there is time for everybody.
  expect([greedy.read.length, honest[0]!.read.length, answered]).toEqual([5, 1, []]);
  nowMs += 26;
  greedy.ask();
  honest[1]!.ask();
  expect([greedy.read.length, honest[1]!.read.length, answered]).toEqual([5, 1, [AWAY]]);
  // Some of them are read in any turn, however late it is.
  nowMs += 1_000;
  greedy.ask();
  greedy.ask();
  const late = Array.from({ length: 600 }, () => doorOf(VILLAGE));
  for (const { ask } of late) ask();
  expect(late.filter(({ read }) => read.length > 0)).toHaveLength(510);
  expect(answered.filter((address) => address === VILLAGE)).toHaveLength(90);
  endTurn();
  honest[2]!.ask();
  expect(honest[2]!.read).toHaveLength(1);
});
