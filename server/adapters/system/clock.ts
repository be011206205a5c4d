import type { Clock } from '../../lib/clock.ts';

/** setTimeout takes at most 2^31 − 1 ms, about 24 days; a longer wait is taken in steps. */
const LONGEST_WAIT_MS = 2_000_000_000;

/**
 * The machine's time, read once and carried on by the monotonic clock: a machine whose clock is set, forth or back,
 * moves no flash price and no deadline while the server runs (T3).
 */
export function systemClock(): Clock {
  const originMs = Date.now() - performance.now();
  const nowMs = () => Math.floor(originMs + performance.now());
  return {
    nowMs,
    steadyMs: nowMs,
    at(atMs, callback) {
      let timer: NodeJS.Timeout;
      const wait = () => {
        const leftMs = atMs - nowMs();
        // A timer may fire a moment early; the port promises "not before".
        if (leftMs <= 0) callback();
        else timer = setTimeout(wait, Math.min(leftMs, LONGEST_WAIT_MS));
      };
      timer = setTimeout(wait, Math.max(0, Math.min(atMs - nowMs(), LONGEST_WAIT_MS)));
      return () => clearTimeout(timer);
    },
    soon: setImmediate,
  };
}
