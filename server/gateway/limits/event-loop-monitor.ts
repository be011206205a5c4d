import type { Clock } from '../../lib/clock.ts';

/**
 * Budget of reading in one turn of the event loop, in ms. Under load the loop reads up to fifty rounds before it runs a
 * batch, a heartbeat or a frame. Commands beyond the budget are refused unparsed, which is cheap, so that the turn
 * ends.
 */
const MAX_READ_MS = 50;
/**
 * The burst that a calm loop reads beyond its budget: as many commands as a stream's queue holds. It lasts for
 * `BURST_MS` after the last short turn, because a flash begins with a crowd on an idle loop.
 */
const BURST_COMMANDS = 2_000;
const BURST_MS = 600;
/**
 * Time without a short turn, in ms, after which the loop is saturated. A saturated loop has the short budget only, so
 * that admitted commands are decided and answered in time.
 */
const SATURATED_MS = 300;
const SHORT_READ_MS = 15;
/** The short budget as a part of the last turn, if that is more: admitted commands need a share beside the refusals. */
const READ_SHARE = 1 / 10;

/** The load of the event loop, measured as the time that each turn spends reading commands. */
export interface EventLoopMonitor {
  /** True if this turn has used its budget. The first call of a turn starts its clock. */
  isOverBudget(nowMs: number): boolean;
  /** True if this turn has used more than a part of its budget, bursts aside. */
  isOverPart(part: number, nowMs: number): boolean;
  /** True if this turn has used the longest budget, burst or not. */
  isOver(nowMs: number): boolean;
  /** True while the loop is saturated. */
  isSaturated(nowMs: number): boolean;
  /** The number of this turn. */
  readonly number: number;
  /** Pauses reading from a connection until this turn ends, since more of it would prolong the turn. */
  rest(connection: Resting): void;
}

export interface Resting {
  pause(): void;
  resume(): void;
}

export function monitorEventLoop({ soon, nowMs: now }: Pick<Clock, 'soon' | 'nowMs'>): EventLoopMonitor {
  let sinceMs: number | null = null;
  /** The end of the last short turn, or the last time that the loop was idle. */
  let calmAtMs = Number.NEGATIVE_INFINITY;
  let endedAtMs = Number.NEGATIVE_INFINITY;
  let resting: Resting[] = [];
  let number = 0;
  /** The length of the last turn, from its first command. */
  let lastTurnMs = 0;
  /** Commands left in the burst. */
  let burstLeft = BURST_COMMANDS;

  function calm(atMs: number): void {
    calmAtMs = atMs;
    burstLeft = BURST_COMMANDS;
  }

  function end(): void {
    endedAtMs = now();
    lastTurnMs = sinceMs === null ? 0 : endedAtMs - sinceMs;
    if (lastTurnMs < SHORT_READ_MS) calm(endedAtMs);
    sinceMs = null;
    number += 1;
    for (const connection of resting) connection.resume();
    resting = [];
  }

  const isSaturated = (nowMs: number) => nowMs - calmAtMs > SATURATED_MS;

  const longestMs = (nowMs: number) =>
    isSaturated(nowMs) ? Math.max(SHORT_READ_MS, lastTurnMs * READ_SHARE) : MAX_READ_MS;

  return {
    isSaturated,
    isOverPart: (part, nowMs) => sinceMs !== null && nowMs - sinceMs > part * longestMs(nowMs),
    get number() {
      return number;
    },
    isOver: (nowMs) => sinceMs !== null && nowMs - sinceMs > MAX_READ_MS,
    isOverBudget(nowMs) {
      if (sinceMs === null) {
        sinceMs = nowMs;
        if (nowMs - endedAtMs > SATURATED_MS) calm(nowMs);
        soon(end);
      }
      if (burstLeft > 0 && nowMs - calmAtMs <= BURST_MS) {
        burstLeft -= 1;
        return false;
      }
      return nowMs - sinceMs > longestMs(nowMs);
    },
    rest(connection) {
      if (sinceMs === null) return;
      resting.push(connection);
      connection.pause();
    },
  };
}
