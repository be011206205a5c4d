/** An arrival schedule: so many a second at random moments (exponential gaps), the same for the same chance. */
export interface Schedule {
  /** Per second; above 0. */
  rate: number;
  forMs: number;
  chance: () => number;
}

/**
 * Calls `send` at the schedule's own times, whether or not anybody keeps up (open loop): what waits in a queue has been
 * waiting since it was due. Resolves when the last was due.
 * @param send gets the moment it was due, on the clock of `performance.now()`
 */
export function openLoop({ rate, forMs, chance }: Schedule, send: (dueMs: number) => void): Promise<void> {
  const startMs = performance.now();
  const gap = () => (-Math.log(1 - chance()) * 1_000) / rate;
  let dueMs = startMs + gap();
  return new Promise((resolve) => {
    const step = () => {
      const nowMs = performance.now();
      while (dueMs <= nowMs) {
        if (dueMs - startMs >= forMs) {
          resolve();
          return;
        }
        send(dueMs);
        dueMs += gap();
      }
      if (nowMs - startMs >= forMs) resolve();
      else setTimeout(step, 1);
    };
    step();
  });
}
