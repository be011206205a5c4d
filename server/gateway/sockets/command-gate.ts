/** Three bursts' worth of refused commands, and the connection is dropped. */
const REFUSED_BURSTS = 3;
/** Commands of one connection that may be worked on at once. */
export const MAX_IN_FLIGHT = 16;

/** How much one connection may ask: a second's worth of commands at once, then as many a second. */
export class CommandGate {
  /** Also the size of a burst. */
  readonly #perSecond: number;
  #left: number;
  #atMs: number;
  #refused = 0;
  inFlight = 0;

  /** @param perSecond 0: as many as it likes */
  constructor(nowMs: number, perSecond: number) {
    this.#perSecond = perSecond;
    this.#left = perSecond;
    this.#atMs = nowMs;
  }

  /** Judges one command: taken, refused for now, or the one that ends the connection. */
  take(nowMs: number): 'taken' | 'refused' | 'abused' {
    if (this.#perSecond === 0) return 'taken';
    this.#fill(nowMs);
    // A connection that has been quiet long enough starts over.
    if (this.#left >= this.#perSecond) this.#refused = 0;
    if (this.#left >= 1) {
      this.#left -= 1;
      return 'taken';
    }
    this.#refused += 1;
    return this.#refused > REFUSED_BURSTS * this.#perSecond ? 'abused' : 'refused';
  }

  /** True if the next command would not be taken. */
  isSpent(nowMs: number): boolean {
    if (this.#perSecond === 0) return false;
    this.#fill(nowMs);
    return this.#left < 1;
  }

  #fill(nowMs: number): void {
    const more = ((nowMs - this.#atMs) * this.#perSecond) / 1_000;
    this.#left = Math.min(this.#perSecond, this.#left + more);
    this.#atMs = nowMs;
  }

  /** When the next command may be taken. */
  get retryAfterMs(): number {
    return Math.max(1, Math.ceil(((1 - this.#left) * 1_000) / this.#perSecond));
  }
}
