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

  /** Takes nothing. @returns 0 while there is one, or in how many ms there is one again */
  waitMs(nowMs: number): number {
    const { count, inMs } = this.#size;
    if (count === 0) return 0;
    this.#fill(nowMs);
    return this.#left >= 1 ? 0 : Math.max(1, Math.ceil(((1 - this.#left) * inMs) / count));
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

  /** Takes nothing. @returns 0 while there is one, or in how many ms there is one again */
  waitMs(key: string): number {
    return this.#buckets.get(key)?.waitMs(this.#clock.nowMs()) ?? 0;
  }

  #bucketOf(key: string): Bucket {
    const bucket = this.#buckets.get(key) ?? new Bucket(this.#size, this.#clock.nowMs());
    // Set anew each time: who came longest ago is pushed out first.
    this.#buckets.set(key, bucket);
    return bucket;
  }
}
