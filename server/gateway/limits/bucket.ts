import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import type { Clock } from '../../lib/clock.ts';

/** How large a bucket is: `atOnce` together, then `count` in `inMs`. Of a count of 0 there is none: everything is taken. */
export interface BucketSize {
  count: number;
  inMs: number;
  atOnce: number;
}

/** So many at once, then so many in a time. */
export class Bucket {
  readonly #size: BucketSize;
  #left: number;
  #atMs: number;

  constructor(size: BucketSize, nowMs: number) {
    this.#size = size;
    this.#left = size.atOnce;
    this.#atMs = nowMs;
  }

  /** Takes one. @returns 0, or in how many ms there is one again */
  take(nowMs: number): number {
    const waitMs = this.waitMs(nowMs);
    if (waitMs === 0 && this.#size.count > 0) this.#left -= 1;
    return waitMs;
  }

  /**
   * Takes nothing.
   * @param kept so many are not for whoever asks
   * @returns 0 while there is one, or in how many ms there is one again
   */
  waitMs(nowMs: number, kept = 0): number {
    const { count, inMs } = this.#size;
    if (count === 0) return 0;
    this.#fill(nowMs);
    const missing = 1 + kept - this.#left;
    return missing <= 0 ? 0 : Math.max(1, Math.ceil((missing * inMs) / count));
  }

  /** Gives one back that was taken. */
  giveBack(nowMs: number): void {
    this.#fill(nowMs);
    this.#left = Math.min(this.#size.atOnce, this.#left + 1);
  }

  /** True if nothing of it is missing. */
  isFull(nowMs: number): boolean {
    this.#fill(nowMs);
    return this.#left >= this.#size.atOnce;
  }

  #fill(nowMs: number): void {
    const { count, inMs, atOnce } = this.#size;
    const more = (Math.max(0, nowMs - this.#atMs) * count) / inMs;
    this.#left = Math.min(atOnce, this.#left + more);
    this.#atMs = nowMs;
  }
}

/** Keys that are kept; to push one out, as many others have to come meanwhile. */
const MAX_KEYS = 20_000;

/** A bucket for each key, of which those that were asked for longest ago are forgotten. */
export class KeyedBuckets {
  readonly #size: BucketSize;
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #buckets = new BoundedMap<string, Bucket>(MAX_KEYS);

  constructor(size: BucketSize, clock: Pick<Clock, 'nowMs'>) {
    this.#size = size;
    this.#clock = clock;
  }

  /** Takes one of a key. @returns 0, or in how many ms there is one again */
  take(key: string): number {
    if (this.#size.count === 0) return 0;
    return this.#bucketOf(key).take(this.#clock.nowMs());
  }

  /** Gives one back that was taken of a key. */
  giveBack(key: string): void {
    this.#buckets.get(key)?.giveBack(this.#clock.nowMs());
  }

  /**
   * Takes nothing.
   * @param kept so many are not for whoever asks
   * @returns 0 while there is one, or in how many ms there is one again
   */
  waitMs(key: string, kept = 0): number {
    return this.#buckets.get(key)?.waitMs(this.#clock.nowMs(), kept) ?? 0;
  }

  #bucketOf(key: string): Bucket {
    const bucket = this.#buckets.get(key) ?? new Bucket(this.#size, this.#clock.nowMs());
    // Set anew each time: who came longest ago is pushed out first.
    this.#buckets.set(key, bucket);
    return bucket;
  }
}
