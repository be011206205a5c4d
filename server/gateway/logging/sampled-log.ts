import type { Clock } from '../../lib/clock.ts';
import { isStoreFault } from '../watches/store-watch.ts';
import type { Log } from './log.ts';

/** Shortest time between two lines of one kind, in ms. */
const APART_MS = 10_000;

type Level = 'info' | 'warn' | 'error';

/** A log for lines that clients can cause, so that none of them fills a disk. The message is a line's kind. */
export type SampledLog = Record<Level, (about: object, what: string) => void> & {
  /** Writes the suppressed lines. */
  close(): void;
};

interface Window {
  /** The newest suppressed line, and the number before it. */
  newest: { level: Level; about: object } | null;
  leftOut: number;
  callOff: () => void;
}

/**
 * Writes the first line of each kind. After ten seconds it writes the newest suppressed line, with the number of the
 * others (`leftOut`).
 */
export function sampledLog(log: Pick<Log, Level>, clock: Pick<Clock, 'nowMs' | 'at'>): SampledLog {
  const windows = new Map<string, Window>();

  function write(level: Level, about: object, what: string): void {
    // The store watch suppresses these for the length of an outage, not for ten seconds.
    if (isStoreFault(about)) {
      log[level](about, what);
      return;
    }
    const window = windows.get(what);
    if (window) {
      if (window.newest) window.leftOut += 1;
      window.newest = { level, about };
      return;
    }
    log[level](about, what);
    const callOff = clock.at(clock.nowMs() + APART_MS, () => settle(what));
    windows.set(what, { newest: null, leftOut: 0, callOff });
  }

  function settle(what: string): void {
    const window = windows.get(what);
    windows.delete(what);
    window?.callOff();
    if (!window?.newest) return;
    const { newest, leftOut } = window;
    write(newest.level, leftOut > 0 ? { ...newest.about, leftOut } : newest.about, what);
  }

  return {
    info: (about, what) => write('info', about, what),
    warn: (about, what) => write('warn', about, what),
    error: (about, what) => write('error', about, what),
    close() {
      for (const what of [...windows.keys()]) settle(what);
      for (const { callOff } of windows.values()) callOff();
      windows.clear();
    },
  };
}
