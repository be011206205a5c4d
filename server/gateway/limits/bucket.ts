import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import type { Clock } from '../../lib/clock.ts';

/**
 * The size of a bucket: a burst of `atOnce`, refilled with `count` in `inMs`. A `count` of 0 switches the limit off.
 */
export interface BucketSize {
  count: number;
  inMs: number;
  atOnce: number;
}

/** A token bucket: a burst, then a steady rate. */
export class Bucket {
  readonly #size: BucketSize;
  #left: number;
  #atMs: number;

  constructor(size: BucketSize, nowMs: number) {
    this.#size = size;
    this.#left = size.atOnce;
    this.#atMs = nowMs;
  }

  /** Takes one token. @returns 0, or the wait in ms until there is one */
  take(nowMs: number): number {
    const waitMs = this.waitMs(nowMs);
    if (waitMs === 0 && this.#size.count > 0) this.#left -= 1;
    return waitMs;
  }

  /**
   * The wait for a token; takes none.
   * @param kept tokens that stay in reserve for other callers
   * @returns 0 while there is a token, or the wait in ms
   */
  waitMs(nowMs: number, kept = 0): number {
    const { count, inMs } = this.#size;
    if (count === 0) return 0;
    this.#fill(nowMs);
    const missing = 1 + kept - this.#left;
    return missing <= 0 ? 0 : Math.max(1, Math.ceil((missing * inMs) / count));
  }

  /** Gives a taken token back. */
  giveBack(nowMs: number): void {
    this.#fill(nowMs);
    this.#left = Math.min(this.#size.atOnce, this.#left + 1);
  }

  /** True if no token is missing. */
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

/** Bound of kept keys. It is wide, so that pushing a key out needs 20,000 others. */
const MAX_KEYS = 20_000;

/** A bucket for each key. At the bound the least recently used key is forgotten. */
export class KeyedBuckets {
  readonly #size: BucketSize;
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #buckets = new BoundedMap<string, Bucket>(MAX_KEYS);

  constructor(size: BucketSize, clock: Pick<Clock, 'nowMs'>) {
    this.#size = size;
    this.#clock = clock;
  }

  /** Takes one token of a key. @returns 0, or the wait in ms until there is one */
  take(key: string): number {
    if (this.#size.count === 0) return 0;
    return this.#bucketOf(key).take(this.#clock.nowMs());
  }

  /** Gives a taken token of a key back. */
  giveBack(key: string): void {
    this.#buckets.get(key)?.giveBack(this.#clock.nowMs());
  }

  /**
   * The wait for a token of a key; takes none.
   * @param kept tokens that stay in reserve for other callers
   * @returns 0 while there is a token, or the wait in ms
   */
  waitMs(key: string, kept = 0): number {
    return this.#buckets.get(key)?.waitMs(this.#clock.nowMs(), kept) ?? 0;
  }

  #bucketOf(key: string): Bucket {
    const bucket = this.#buckets.get(key) ?? new Bucket(this.#size, this.#clock.nowMs());
    // Set anew at each use, so that the least recently used key is evicted first.
    this.#buckets.set(key, bucket);
    return bucket;
  }
}
