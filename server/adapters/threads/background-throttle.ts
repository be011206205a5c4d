import type { BackgroundThrottle } from '../../ports/background-throttle.ts';

/** All the stops in one piece of work: a report is late by so much at the most, also if nobody ever freed the way. */
const MOST_STOPPED_MS = 500;

/** A right of way that other threads of this process can see. */
export function sharedThrottle(): BackgroundThrottle & { shared: SharedArrayBuffer } {
  const shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const taken = new Int32Array(shared);
  return {
    shared,
    take: () => void Atomics.add(taken, 0, 1),
    free: () => {
      if (Atomics.sub(taken, 0, 1) === 1) Atomics.notify(taken, 0);
    },
  };
}

/** The side of a thread that gives way. */
export interface ThrottledWork {
  /** A new piece of work begins, which may be stopped for so long in all. */
  begin(): void;
  /** Called again and again in the midst of it: stops the thread while the way is taken. */
  look(): void;
}

/**
 * @param shared of a `sharedThrottle`
 * @param mostMs for how long one piece of work is stopped in all, at the most
 */
export function throttledWork(shared: SharedArrayBuffer, mostMs = MOST_STOPPED_MS): ThrottledWork {
  const taken = new Int32Array(shared);
  let leftMs = mostMs;
  return {
    begin: () => {
      leftMs = mostMs;
    },
    look: () => {
      for (let rushes = Atomics.load(taken, 0); rushes > 0 && leftMs > 0; rushes = Atomics.load(taken, 0)) {
        const startMs = performance.now();
        Atomics.wait(taken, 0, rushes, leftMs);
        leftMs -= performance.now() - startMs;
      }
    },
  };
}
