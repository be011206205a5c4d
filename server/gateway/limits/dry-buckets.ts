import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import type { Clock } from '../../lib/clock.ts';

/** Buckets of which it is known since when they are empty. */
const MAX_DRY = 20_000;

/**
 * Since when buckets have been empty: who was known by then passes them. Whoever becomes known while one is empty does
 * not, or an attacker would only have to wait.
 */
export class DryBuckets {
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #since = new BoundedMap<string, number>(MAX_DRY);

  constructor(clock: Pick<Clock, 'nowMs'>) {
    this.#clock = clock;
  }

  /** A bucket is empty. @returns since when, epoch ms: from now on, if it was not until now */
  since(bucket: string): number {
    const sinceMs = this.#since.get(bucket) ?? this.#clock.nowMs();
    this.#since.set(bucket, sinceMs);
    return sinceMs;
  }

  /** A bucket gave one: it is not empty. */
  flows(bucket: string): void {
    this.#since.delete(bucket);
  }
}
