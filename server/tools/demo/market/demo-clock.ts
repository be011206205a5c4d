import type { Clock } from '../../../lib/clock.ts';

/** A clock that stands where a demo wants it to, goes as the machine's does, and can be put forward. */
export interface DemoClock extends Clock {
  /** Puts the clock forward; whoever waited for a moment up to then is called back, in order. */
  forward(byMs: number): void;
}

interface Wait {
  atMs: number;
  callback: () => void;
  callOff: () => void;
}

/** @param startMs what it says now, epoch ms */
export function demoClock(own: Clock, startMs: number): DemoClock {
  let aheadMs = startMs - own.nowMs();
  const nowMs = () => own.nowMs() + aheadMs;
  const waits = new Set<Wait>();
  function plan(wait: Wait): void {
    wait.callOff = own.at(wait.atMs - aheadMs, () => {
      if (waits.delete(wait)) wait.callback();
    });
  }
  return {
    nowMs,
    steadyMs: nowMs,
    at(atMs, callback) {
      const wait: Wait = { atMs, callback, callOff: () => {} };
      waits.add(wait);
      plan(wait);
      return () => {
        waits.delete(wait);
        wait.callOff();
      };
    },
    soon: own.soon,
    forward(byMs) {
      aheadMs += byMs;
      for (const wait of [...waits].sort((a, b) => a.atMs - b.atMs)) {
        // One that was called back before may have called it off.
        if (!waits.has(wait)) continue;
        wait.callOff();
        if (wait.atMs > nowMs()) plan(wait);
        else if (waits.delete(wait)) wait.callback();
      }
    },
  };
}
