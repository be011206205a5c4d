/** Whoever would wait for longer is told when to come again. */
const MAX_WAIT_MS = 5_000;

/** One after another, so many in a second; a second's worth of what nobody took before comes at once. */
export class Pace {
  readonly #apartMs: number;
  readonly #burstMs: number;
  /** When the turn that was given last is due. */
  #lastMs = Number.NEGATIVE_INFINITY;

  /** @param count so many in `inMs`, and as many at once; 0: everybody's turn is now */
  constructor({ count, inMs }: { count: number; inMs: number }) {
    this.#apartMs = count === 0 ? 0 : inMs / count;
    this.#burstMs = inMs;
  }

  /** Gives the next turn. @returns in how many ms it is, 0: now; or that it is too far away, and none was given */
  take(nowMs: number): { waitMs: number; isGiven: boolean } {
    if (this.#apartMs === 0) return { waitMs: 0, isGiven: true };
    // A clock that was set back makes nobody wait for the time that it lost.
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
