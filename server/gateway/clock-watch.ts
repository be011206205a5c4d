import type { Clock } from '../lib/clock.ts';
import type { Log } from './log.ts';

/** A clock that is further off is told of (T7). */
export const CLOCK_OFF_MS = 1_000;
const LOOK_MS = 10_000;

/** How far this server's clock is off, in ms. */
export interface ClockOff {
  /** The log that is furthest from it, ahead of it or, below 0, behind. */
  logsMs: number;
  /** How far the machine's time has run ahead of what this process carried on, as after a sleep or a set clock; null: not known. */
  machineMs: number | null;
}

export interface ClockWatch {
  off(): ClockOff;
  close(): void;
}

/** True while somebody should look. */
export function isClockOff({ logsMs, machineMs }: ClockOff): boolean {
  return Math.abs(logsMs) > CLOCK_OFF_MS || Math.abs(machineMs ?? 0) > CLOCK_OFF_MS;
}

/**
 * Compares this server's clock with its awake logs and with the machine's time. One line says when it begins to be
 * off, one when it is right again.
 * @param aheadMs how far each log is ahead of the clock
 * @param wallMs the machine's time now; null: unknown
 */
export function watchClock({
  clock,
  log,
  aheadMs,
  wallMs,
}: {
  clock: Clock;
  log: Pick<Log, 'warn' | 'info'>;
  aheadMs: () => readonly number[];
  wallMs: (() => number) | null;
}): ClockWatch {
  const startedMs = wallMs && wallMs() - clock.steadyMs();
  let wasOff = false;
  let callOff = () => {};

  function off(): ClockOff {
    const logsMs = aheadMs().reduce(
      (furthest, each) => (Math.abs(each) > Math.abs(furthest) ? each : furthest),
      0,
    );
    const machineMs =
      wallMs && startedMs !== null ? Math.round(wallMs() - clock.steadyMs() - startedMs) : null;
    return { logsMs, machineMs };
  }

  function look(): void {
    const found = off();
    const isOff = isClockOff(found);
    if (isOff && !wasOff)
      log.warn({ ...found }, 'this server’s clock is off: deadlines may end early or late');
    if (!isOff && wasOff) log.info({ ...found }, 'this server’s clock is right again');
    wasOff = isOff;
    plan();
  }

  function plan(): void {
    callOff = clock.at(clock.nowMs() + LOOK_MS, look);
  }

  look();
  return { off, close: () => callOff() };
}
