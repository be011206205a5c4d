/** So many at once, then one in so many ms. */
export class Bucket {
  readonly #most: number;
  readonly #everyMs: number;
  #left: number;
  #atMs: number;

  /** @param everyMs 0: nothing is counted, and everything is taken */
  constructor(most: number, everyMs: number, nowMs: number) {
    this.#most = most;
    this.#everyMs = everyMs;
    this.#left = most;
    this.#atMs = nowMs;
  }

  /** Takes one. @returns 0, or in how many ms there is one again */
  take(nowMs: number): number {
    if (this.#everyMs === 0) return 0;
    this.#left = Math.min(this.#most, this.#left + Math.max(0, nowMs - this.#atMs) / this.#everyMs);
    this.#atMs = nowMs;
    if (this.#left < 1) return Math.max(1, Math.ceil((1 - this.#left) * this.#everyMs));
    this.#left -= 1;
    return 0;
  }
}
