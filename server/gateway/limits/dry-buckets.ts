import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import type { Clock } from '../../lib/clock.ts';

/** Bound of remembered empty buckets. */
const MAX_DRY = 20_000;

/**
 * The times since which buckets are empty. Buyers known by then pass an empty bucket. Later ones do not, since an
 * attacker would only have to wait.
 */
export class DryBuckets {
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #since = new BoundedMap<string, number>(MAX_DRY);

  constructor(clock: Pick<Clock, 'nowMs'>) {
    this.#clock = clock;
  }

  /** Notes that a bucket is empty. @returns since when, in epoch ms; now, if it was not empty before */
  since(bucket: string): number {
    const sinceMs = this.#since.get(bucket) ?? this.#clock.nowMs();
    this.#since.set(bucket, sinceMs);
    return sinceMs;
  }

  /** Notes that a bucket has tokens again. */
  flows(bucket: string): void {
    this.#since.delete(bucket);
  }
}
