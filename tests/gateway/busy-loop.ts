import type { Socket } from 'socket.io';
import { CommandQueue } from '../../server/event-log/admission/command-queue.ts';
import type { QueuedCommand } from '../../server/event-log/commit/decide-batch.ts';
import { CommandGate } from '../../server/gateway/limits/command-gate.ts';
import { monitorEventLoop } from '../../server/gateway/limits/event-loop-monitor.ts';
import { type SheddingPolicy, shedBeforeParse } from '../../server/gateway/limits/load-shedder.ts';
import { sheddableCommand } from '../../server/gateway/limits/sheddable.ts';
import { newCounters } from '../../server/gateway/metrics/counters.ts';
import { tickOf } from '../../server/gateway/rooms/room.ts';
import { usualLimits } from '../../server/ports/limits.ts';

/**
 * What each act takes of the loop, in ms, as profiles of a busy server have it: 150 µs an order, 21 µs one turned away, 9 µs
 * one whose answer goes out with the next frame.
 */
const READ_MS = 0.06;
const DECIDE_MS = 0.05;
const ANSWER_MS = 0.04;
const TURN_AWAY_MS = 0.021;
const HOLD_MS = 0.009;
/** One that was read and then finds no room is answered as well. */
const REFUSE_MS = 0.03;
/** What else the loop does: a frame to so many who watch. */
const WATCHERS = 4_000;
const FRAME_MS = 30;
/** A commit, in a thread of its own: so much, and so much an order. */
const COMMIT_MS = 1.5;
const COMMIT_EACH_MS = 0.036;
/** When whoever is turned away is to come again: as late as a long line has it. */
const AGAIN_MS = 8_000;
/** Sockets are read so often before anything else has its turn. */
const ROUNDS = 48;

export interface BusyLoad {
  /** Orders a second. */
  rate: number;
  forMs: number;
  /** No more come than that. */
  orders?: number;
  /** They are of so many who come again and again, whatever they are told; without it each is of somebody new. */
  buyers?: number;
}

export interface BusyRun {
  /** Orders taken a second. */
  taken: number;
  /** Orders turned away, in all. */
  turnedAway: number;
  /** Of those turned away: how many per cent came before their time, and hear so with the next frame. */
  heldPercent: number;
  /** Of the others: how many per cent before they were read, and told within 100 ms of their arrival. */
  unreadPercent: number;
  toldEarlyPercent: number;
  /** And how many of them later than that. */
  toldLate: number;
  /** The longest that an order which was taken has waited, ms. */
  slowestMs: number;
}

/**
 * The loop of a server at work, on a clock that only its work moves: the real door, the real measure of its turns and the real
 * queue, with orders that come at even distances and cost what they cost. It measures how work is shared out, never how fast
 * this machine is.
 */
export function runBusyLoop({ rate, forMs, orders = Number.POSITIVE_INFINITY, buyers }: BusyLoad): BusyRun {
  let nowMs = 1_800_000_000_000;
  const startMs = nowMs;
  let soon: (() => void)[] = [];
  const clock = { nowMs: () => nowMs, soon: (callback: () => void) => void soon.push(callback) };
  const room = new CommandQueue<never, never>();
  let inside = 0;
  let inCut: QueuedCommand<never, never>[] = [];
  const run = { taken: 0, unread: 0, held: 0, read: 0, early: 0, slowestMs: 0 };
  let arrivedAtMs = nowMs;

  const tell = () => {
    if (nowMs - arrivedAtMs <= 100) run.early += 1;
  };
  const rush: SheddingPolicy = {
    turn: monitorEventLoop(clock),
    commandOf: (_, event) => sheddableCommand(event, true),
    isLastChance: () => false,
    shareOf: () => 'usual',
    hasPlace: () => false,
    countRead() {},
    isFull: () => room.isBusyBeyond(inside, inCut.length, nowMs) || room.isBusyFor(undefined, nowMs),
    isCrowded: () => room.hasStandingQueue(nowMs),
    comeAgainMs: () => (buyers === undefined ? null : AGAIN_MS),
    holdMs: usualLimits.busyHoldMs,
    answerWithNext() {
      nowMs += HOLD_MS;
      run.held += 1;
    },
    answer() {
      nowMs += TURN_AWAY_MS;
      run.unread += 1;
      tell();
    },
  };
  /** Read, and still being looked up: the store answers in the next turn. */
  const lookedUp: number[] = [];
  const doors = Array.from({ length: buyers ?? 1 }, () => {
    const decoder = {
      add(_data: string) {
        nowMs += READ_MS;
        inside += 1;
        lookedUp.push(arrivedAtMs);
      },
    };
    const socket = { nsp: { name: '/live' }, client: { decoder }, conn: { transport: {} }, on() {} };
    const deps = { clock, counters: newCounters(), gate: new CommandGate(nowMs, { commandsPerSecond: 0 }) };
    shedBeforeParse(socket as unknown as Socket, rush, deps);
    return decoder;
  });

  const watchers = { connections: () => WATCHERS, isCrowded: () => room.hasStandingQueue(nowMs) };
  let sent = 0;
  let committedAtMs: number | null = null;
  let framesAtMs = nowMs;
  while (nowMs - startMs < forMs) {
    for (const atMs of lookedUp.splice(0)) {
      if (room.isBusyFor(undefined, nowMs)) {
        nowMs += REFUSE_MS;
        inside -= 1;
        run.read += 1;
        arrivedAtMs = atMs;
        tell();
      } else room.push({ readAtMs: atMs } as QueuedCommand<never, never>);
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      const due = Math.min(orders, Math.floor(((nowMs - startMs) * rate) / 1_000));
      if (due <= sent) break;
      for (; sent < due; sent += 1) {
        arrivedAtMs = startMs + (sent * 1_000) / rate;
        doors[sent % doors.length]!.add(`2/live,${sent}["order:place",{}]`);
      }
    }
    if (nowMs >= framesAtMs + tickOf(watchers)) {
      framesAtMs = nowMs;
      nowMs += FRAME_MS;
    }
    if (committedAtMs !== null && nowMs >= committedAtMs) {
      for (const { readAtMs } of inCut) {
        nowMs += ANSWER_MS;
        inside -= 1;
        run.taken += 1;
        run.slowestMs = Math.max(run.slowestMs, nowMs - readAtMs);
      }
      inCut = [];
      committedAtMs = null;
    }
    if (committedAtMs === null && room.length > 0) {
      inCut = room.take(nowMs);
      nowMs += inCut.length * DECIDE_MS;
      committedAtMs = nowMs + COMMIT_MS + inCut.length * COMMIT_EACH_MS;
    }
    // An empty turn waits for the next arrival, or for the commit.
    nowMs += 0.05;
    for (const callback of soon.splice(0)) callback();
    soon = [];
  }
  const told = run.unread + run.read;
  return {
    taken: (run.taken * 1_000) / forMs,
    turnedAway: told + run.held,
    heldPercent: (100 * run.held) / Math.max(1, told + run.held),
    unreadPercent: (100 * run.unread) / Math.max(1, told),
    toldEarlyPercent: (100 * run.early) / Math.max(1, told),
    toldLate: told - run.early,
    slowestMs: run.slowestMs,
  };
}
