import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { AttemptLimiter, AttemptSizes, Counted } from '../../ports/attempt-limiter.ts';

/** How much a bucket holds, and for how many seconds; its name is the kind's. */
export interface Size {
  keyPrefix: string;
  points: number;
  duration: number;
}

/** What is asked of a bucket; it refuses by throwing its state. */
export type Bucket = Pick<RateLimiterAbstract, 'consume' | 'delete' | 'reward' | 'get'>;

/**
 * Counts tries in buckets, wherever those are kept.
 * @param openBuckets gives what makes one; they are made with the first try, not with the server
 */
export function attemptsIn(
  sizes: AttemptSizes,
  openBuckets: () => Promise<(size: Size) => Bucket>,
): AttemptLimiter {
  const made = new Map<Counted, Bucket>();
  let opening: Promise<(size: Size) => Bucket> | null = null;

  /** Null: this kind has no limit. */
  async function bucketOf(kind: Counted): Promise<Bucket | null> {
    const { count, inMs } = sizes[kind];
    if (count === 0) return null;
    opening ??= openBuckets();
    const makeBucket = await opening;
    let bucket = made.get(kind);
    if (!bucket) {
      bucket = makeBucket({ keyPrefix: kind, points: count, duration: inMs / 1_000 });
      made.set(kind, bucket);
    }
    return bucket;
  }

  async function takeOne(what: Counted, who: string): Promise<{ waitMs: number; isFirst: boolean }> {
    const bucket = await bucketOf(what);
    return bucket ? take(bucket, who) : { waitMs: 0, isFirst: true };
  }

  return {
    take: takeOne,
    async count(what, who) {
      return (await takeOne(what, who)).waitMs;
    },
    async uncount(what, who) {
      await (await bucketOf(what))?.reward(who);
    },
    async waitMs(what, who, kept = 0) {
      const state = await (await bucketOf(what))?.get(who);
      const isEmpty = state && state.consumedPoints >= sizes[what].count - kept;
      return isEmpty ? Math.max(1, state.msBeforeNext) : 0;
    },
    async forget(what, who) {
      await (await bucketOf(what))?.delete(who);
    },
  };
}

async function take(bucket: Bucket, key: string): Promise<{ waitMs: number; isFirst: boolean }> {
  try {
    const { consumedPoints } = await bucket.consume(key);
    return { waitMs: 0, isFirst: consumedPoints === 1 };
  } catch (refused) {
    // A bucket that is empty says so by throwing its state; anything else is a fault.
    if (refused instanceof Error || typeof refused !== 'object' || refused === null) throw refused;
    const { msBeforeNext } = refused as { msBeforeNext: number };
    return { waitMs: Math.max(1, msBeforeNext), isFirst: false };
  }
}
