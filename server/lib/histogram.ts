/**
 * Counts how long things take, in buckets that are made beforehand: to observe one allocates nothing, so that whoever
 * takes an order may do it.
 */
export class Histogram {
  readonly #bounds: Float64Array;
  /** One more than there are bounds: the last is for what took longer than all of them. */
  readonly #counts: Float64Array;
  readonly #sum = new Float64Array(1);

  /** @param boundsMs the longest that each bucket takes, in ms, in growing order */
  constructor(boundsMs: readonly number[]) {
    this.#bounds = Float64Array.from(boundsMs);
    this.#counts = new Float64Array(boundsMs.length + 1);
  }

  /** @param ms how long one took; less than 0, after a clock was set back, counts as 0 */
  observe(ms: number): void {
    let place = 0;
    while (place < this.#bounds.length && ms > this.#bounds[place]!) place += 1;
    this.#counts[place]! += 1;
    if (ms > 0) this.#sum[0]! += ms;
  }

  /** Each bound with the number of all that took no longer, in growing order, and the sum and number of all. */
  read(): { buckets: { boundMs: number; count: number }[]; sumMs: number; count: number } {
    let count = 0;
    const buckets = Array.from(this.#bounds, (boundMs, place) => {
      count += this.#counts[place]!;
      return { boundMs, count };
    });
    return { buckets, sumMs: this.#sum[0]!, count: count + this.#counts.at(-1)! };
  }
}
