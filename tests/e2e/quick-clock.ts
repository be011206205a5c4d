import { systemClock } from '../../server/adapters/system/clock.ts';
import type { Clock } from '../../server/lib/clock.ts';

/** The machine's time, which can be put ahead by hours and days: whatever is due meanwhile becomes due at once. */
export interface QuickClock extends Clock {
  passes(ms: number): void;
}

export function quickClock(): QuickClock {
  const real = systemClock();
  let aheadMs = 0;
  interface Waiting {
    atMs: number;
    run(): void;
    callOff(): void;
  }
  const waiting = new Set<Waiting>();
  const wait = (each: Waiting) => {
    each.callOff = real.at(each.atMs - aheadMs, each.run);
  };
  const nowMs = () => real.nowMs() + aheadMs;
  return {
    nowMs,
    steadyMs: nowMs,
    at(atMs, callback) {
      const each: Waiting = {
        atMs,
        run() {
          waiting.delete(each);
          callback();
        },
        callOff() {},
      };
      waiting.add(each);
      wait(each);
      return () => {
        waiting.delete(each);
        each.callOff();
      };
    },
    soon: real.soon,
    passes(ms) {
      aheadMs += ms;
      for (const each of waiting) {
        each.callOff();
        wait(each);
      }
    },
  };
}
