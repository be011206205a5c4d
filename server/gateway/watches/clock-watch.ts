import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../logging/log.ts';

/** The offset above which a clock counts as off, in ms (T7). */
export const CLOCK_OFF_MS = 1_000;
const LOOK_MS = 10_000;

/** The offsets of this server's clock, in ms. */
export interface ClockOff {
  /** The offset of the most distant log: ahead of the clock, or below 0 behind it. */
  logsMs: number;
  /** The lead of the machine's time over this process's, as after sleep or a set clock; null: unknown. */
  machineMs: number | null;
}

export interface ClockWatch {
  off(): ClockOff;
  close(): void;
}

/** True while an operator should check the clock. */
export function isClockOff({ logsMs, machineMs }: ClockOff): boolean {
  return Math.abs(logsMs) > CLOCK_OFF_MS || Math.abs(machineMs ?? 0) > CLOCK_OFF_MS;
}

/**
 * Compares this server's clock with its awake logs and the machine's time. It logs the begin and the end of an offset.
 * @param aheadMs the lead of each log over the clock
 * @param wallMs the machine's time; null: unknown
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
