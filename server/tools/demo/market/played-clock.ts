import type { Clock } from '../../../lib/clock.ts';

/** A clock for what happened before today: it stands at a time, and goes on only when it is told to. */
export interface PlayedClock extends Clock {
  /**
   * Goes on to a time, in whole ms, and calls back, in order, whoever waited for a moment up to it. Never goes back.
   * @returns true if anybody was called back
   */
  goTo(atMs: number): boolean;
}

export function playedClock(startMs: number): PlayedClock {
  let nowMs = startMs;
  const waiting = new Set<{ atMs: number; callback: () => void }>();
  /** Nobody waits for a moment before this one. */
  let firstMs = Number.POSITIVE_INFINITY;
  return {
    nowMs: () => nowMs,
    steadyMs: () => nowMs,
    at(atMs, callback) {
      const wait = { atMs, callback };
      waiting.add(wait);
      firstMs = Math.min(firstMs, atMs);
      return () => waiting.delete(wait);
    },
    soon: setImmediate,
    goTo(atMs) {
      nowMs = Math.max(nowMs, Math.round(atMs));
      if (nowMs < firstMs) return false;
      const due = [...waiting].filter((wait) => wait.atMs <= nowMs).sort((a, b) => a.atMs - b.atMs);
      firstMs = Math.min(...[...waiting].filter((wait) => wait.atMs > nowMs).map(({ atMs }) => atMs));
      for (const wait of due) {
        if (waiting.delete(wait)) wait.callback();
      }
      return due.length > 0;
    },
  };
}
