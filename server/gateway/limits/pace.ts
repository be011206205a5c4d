/** Longest wait for a turn, in ms. A longer one is refused with a retry-after. */
const MAX_WAIT_MS = 5_000;

/** A pace: turns at equal distances, with a burst of one period's unused turns. */
export class Pace {
  readonly #apartMs: number;
  readonly #burstMs: number;
  /** The due time of the last turn given. */
  #lastMs = Number.NEGATIVE_INFINITY;

  /** @param count turns in `inMs`, and the burst; 0: no pace */
  constructor({ count, inMs }: { count: number; inMs: number }) {
    this.#apartMs = count === 0 ? 0 : inMs / count;
    this.#burstMs = inMs;
  }

  /** Gives the next turn. @returns its wait in ms, 0: now; above the longest wait it is not given */
  take(nowMs: number): { waitMs: number; isGiven: boolean } {
    if (this.#apartMs === 0) return { waitMs: 0, isGiven: true };
    // A clock that was set back must not add its loss to the wait.
    const dueMs = Math.max(
      Math.min(this.#lastMs, nowMs + MAX_WAIT_MS) + this.#apartMs,
      nowMs - this.#burstMs + this.#apartMs,
    );
    const waitMs = Math.max(0, dueMs - nowMs);
    if (waitMs > MAX_WAIT_MS) return { waitMs, isGiven: false };
    this.#lastMs = dueMs;
    return { waitMs, isGiven: true };
  }
}
