/** So many at once, then so many in a time. */
export class Bucket {
  readonly #most: number;
  readonly #count: number;
  readonly #inMs: number;
  #left: number;
  #atMs: number;

  /** @param again how many come again in how many ms; a count of 0: nothing is counted, and everything is taken */
  constructor(most: number, again: { count: number; inMs: number }, nowMs: number) {
    this.#most = most;
    this.#count = again.count;
    this.#inMs = again.inMs;
    this.#left = most;
    this.#atMs = nowMs;
  }

  /** Takes one. @returns 0, or in how many ms there is one again */
  take(nowMs: number): number {
    const waitMs = this.waitMs(nowMs);
    if (waitMs === 0 && this.#count > 0) this.#left -= 1;
    return waitMs;
  }

  /** Takes nothing. @returns 0 while there is one, or in how many ms there is one again */
  waitMs(nowMs: number): number {
    if (this.#count === 0) return 0;
    this.#fill(nowMs);
    return this.#left >= 1 ? 0 : Math.max(1, Math.ceil(((1 - this.#left) * this.#inMs) / this.#count));
  }

  /** True if nothing of it is missing. */
  isFull(nowMs: number): boolean {
    this.#fill(nowMs);
    return this.#left >= this.#most;
  }

  #fill(nowMs: number): void {
    const more = (Math.max(0, nowMs - this.#atMs) * this.#count) / this.#inMs;
    this.#left = Math.min(this.#most, this.#left + more);
    this.#atMs = nowMs;
  }
}
