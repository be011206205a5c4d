/** Below 100 ms by tenths, below 10 s by whole ms, below 10 min by tenths of a second; what is longer counts as 10 min. */
const TENTHS = 1_000;
const WHOLE = 9_900;
const LONG = 5_900;

/** How times in ms are spread, in bounded memory however many there are. */
export class Spread {
  readonly #counts = new Uint32Array(TENTHS + WHOLE + LONG + 1);
  count = 0;
  max = 0;

  /** @param times how often this very time is added */
  add(ms: number, times = 1): void {
    this.#counts[bucketOf(ms)]! += times;
    this.count += times;
    if (ms > this.max) this.max = ms;
  }

  addAll(other: Spread): void {
    for (let bucket = 0; bucket < this.#counts.length; bucket += 1) {
      this.#counts[bucket]! += other.#counts[bucket]!;
    }
    this.count += other.count;
    this.max = Math.max(this.max, other.max);
  }

  /** The time within which so many of a hundred lie, in ms; NaN of nothing. */
  percentile(percent: number): number {
    if (this.count === 0) return Number.NaN;
    let left = Math.max(1, Math.ceil((percent / 100) * this.count));
    for (let bucket = 0; bucket < this.#counts.length; bucket += 1) {
      left -= this.#counts[bucket]!;
      if (left <= 0) return Math.min(endOf(bucket), this.max);
    }
    return this.max;
  }

  /** How many of all took at most so long, 0 to 1; 1 of nothing. */
  shareWithin(ms: number): number {
    if (this.count === 0) return 1;
    let within = 0;
    for (let bucket = 0; bucket <= bucketOf(ms); bucket += 1) within += this.#counts[bucket]!;
    return within / this.count;
  }

  clear(): void {
    this.#counts.fill(0);
    this.count = 0;
    this.max = 0;
  }
}

function bucketOf(ms: number): number {
  if (!(ms > 0)) return 0;
  if (ms < 100) return Math.floor(ms * 10);
  if (ms < 10_000) return TENTHS + Math.floor(ms) - 100;
  return TENTHS + WHOLE + Math.min(LONG, Math.floor(ms / 100) - 100);
}

function endOf(bucket: number): number {
  if (bucket < TENTHS) return (bucket + 1) / 10;
  if (bucket < TENTHS + WHOLE) return bucket - TENTHS + 101;
  return (bucket - TENTHS - WHOLE + 101) * 100;
}
