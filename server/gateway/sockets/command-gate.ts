/** A burst of 30 commands, then 30 a second; three bursts' worth of refused ones, and the connection is dropped. */
const BURST = 30;
const PER_SECOND = 30;
const MAX_REFUSED = 90;
/** Commands of one connection that may be worked on at once. */
export const MAX_IN_FLIGHT = 16;

/** How much one connection may ask: a bucket of commands. */
export class CommandGate {
  #left = BURST;
  #atMs: number;
  #refused = 0;
  inFlight = 0;

  constructor(nowMs: number) {
    this.#atMs = nowMs;
  }

  /** Judges one command: taken, refused for now, or the one that ends the connection. */
  take(nowMs: number): 'taken' | 'refused' | 'abused' {
    this.#fill(nowMs);
    // A connection that has been quiet long enough starts over.
    if (this.#left >= BURST) this.#refused = 0;
    if (this.#left >= 1) {
      this.#left -= 1;
      return 'taken';
    }
    this.#refused += 1;
    return this.#refused > MAX_REFUSED ? 'abused' : 'refused';
  }

  /** True if the next command would not be taken. */
  isSpent(nowMs: number): boolean {
    this.#fill(nowMs);
    return this.#left < 1;
  }

  #fill(nowMs: number): void {
    this.#left = Math.min(BURST, this.#left + ((nowMs - this.#atMs) * PER_SECOND) / 1_000);
    this.#atMs = nowMs;
  }

  /** When the next command may be taken. */
  get retryAfterMs(): number {
    return Math.max(1, Math.ceil(((1 - this.#left) * 1_000) / PER_SECOND));
  }
}
