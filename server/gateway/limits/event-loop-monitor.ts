import type { Clock } from '../../lib/clock.ts';

/**
 * While a thousand sockets have something to read, the event loop goes on reading for up to fifty rounds before it does
 * anything else: no batch, no heartbeat, no frame. Whoever brings more work in a turn that has read for so long is turned
 * away at the door, which costs little, so that the turn ends.
 */
const MAX_READ_MS = 50;
/**
 * A flash begins with a crowd at the door of a loop that had nothing to do. So many commands of it are read, which is
 * what a stream's queue holds, in turns as long as they need, for so long after the last short turn.
 */
const BURST_COMMANDS = 2_000;
const BURST_MS = 600;
/**
 * A loop that has had no short turn for so long is not catching up with a crowd, it is being asked more than it can do:
 * then it reads for a short while only, so that what was let in is decided and answered in time.
 */
const SATURATED_MS = 300;
const SHORT_READ_MS = 15;
/** Or for this part of the turn before: where most of it goes to turning others away, those let in are to have a share. */
const READ_SHARE = 1 / 10;

/** How long the loop has been reading commands without a break. */
export interface EventLoopMonitor {
  /** True if this turn has read for too long to begin with more. Notes the first command of each turn. */
  isOverBudget(nowMs: number): boolean;
  /** True if this turn has read for more than a part of what it may, a burst not counted. */
  isOverPart(part: number, nowMs: number): boolean;
  /** True if this turn has read for the longest that a turn may, rush or not. */
  isOver(nowMs: number): boolean;
  /** True if the loop has had no short turn for a while. */
  isSaturated(nowMs: number): boolean;
  /** Which turn this is. */
  readonly number: number;
  /** Hears nothing more of a connection until this turn has ended: it would only make the turn longer. */
  rest(connection: Resting): void;
}

export interface Resting {
  pause(): void;
  resume(): void;
}

export function monitorEventLoop({ soon, nowMs: now }: Pick<Clock, 'soon' | 'nowMs'>): EventLoopMonitor {
  let sinceMs: number | null = null;
  /** When a turn was last short, or nobody had anything to read. */
  let calmAtMs = Number.NEGATIVE_INFINITY;
  let endedAtMs = Number.NEGATIVE_INFINITY;
  let resting: Resting[] = [];
  let number = 0;
  /** How long the turn before took, from its first command. */
  let lastTurnMs = 0;
  /** Commands of a burst that may still be read. */
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
