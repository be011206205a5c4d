import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { AttemptLimiter, Counted } from '../../ports/attempt-limiter.ts';
import type { Limits } from '../../ports/limits.ts';

const MINUTE_SECONDS = 60;
const QUARTER_HOUR_SECONDS = 15 * MINUTE_SECONDS;
const TEN_MINUTES_SECONDS = 10 * MINUTE_SECONDS;

type Kind = Counted | 'account' | 'address';
/** How much a bucket holds, and for how long; of 0 points there is no bucket. */
export interface Size {
  keyPrefix: string;
  points: number;
  duration: number;
}

/**
 * The buckets. Two are for passwords: many guesses at one account from one address, and one guess at many accounts. Those
 * of an address are wide, since a village shares one. No bucket is an account's alone: whoever emptied it would lock its
 * owner out.
 */
export function sizesOf(limits: Limits): Record<Kind, Size> {
  const points: Record<Kind, [points: number, duration: number]> = {
    account: [limits.signInsPerAccount, QUARTER_HOUR_SECONDS],
    address: [limits.signInsPerAddress, QUARTER_HOUR_SECONDS],
    signInLinkOfAddress: [limits.signInLinksPerAddress, MINUTE_SECONDS],
    contactOfBuyer: [limits.contactsPerBuyer, MINUTE_SECONDS],
    contactOfAddress: [limits.contactsPerAddress, MINUTE_SECONDS],
    deviceCodeOfBuyer: [limits.deviceCodesPerBuyer, MINUTE_SECONDS],
    deviceCodeOfAddress: [limits.deviceCodesPerAddress, MINUTE_SECONDS],
    mergeOfBuyer: [limits.deviceCodesPerBuyer, MINUTE_SECONDS],
    mergeOfAddress: [limits.deviceCodesPerAddress, MINUTE_SECONDS],
    wrongCodeOfBuyer: [limits.wrongCodesPerBuyer, TEN_MINUTES_SECONDS],
    wrongCodeOfAddress: [limits.wrongCodesPerAddress, TEN_MINUTES_SECONDS],
    wrongCodeOfStream: [limits.wrongCodesPerStream, TEN_MINUTES_SECONDS],
  };
  const sizes = Object.entries(points).map(([keyPrefix, [most, duration]]) => [
    keyPrefix,
    { keyPrefix, points: most, duration },
  ]);
  return Object.fromEntries(sizes) as Record<Kind, Size>;
}

/** What is asked of a bucket; it refuses by throwing its state. */
export type Bucket = Pick<RateLimiterAbstract, 'consume' | 'delete' | 'reward' | 'get'>;

/**
 * Counts tries in buckets, wherever those are kept.
 * @param makeBucket makes one; they are made with the first try, not with the server
 */
export function attemptsIn(
  limits: Limits,
  openBuckets: () => Promise<(size: Size) => Bucket>,
): AttemptLimiter {
  const sizes = sizesOf(limits);
  const made = new Map<Kind, Bucket>();
  let opening: Promise<(size: Size) => Bucket> | null = null;

  /** Null: this kind has no limit. */
  async function bucketOf(kind: Kind): Promise<Bucket | null> {
    const size = sizes[kind];
    if (size.points === 0) return null;
    opening ??= openBuckets();
    const makeBucket = await opening;
    let bucket = made.get(kind);
    if (!bucket) {
      bucket = makeBucket(size);
      made.set(kind, bucket);
    }
    return bucket;
  }

  async function count(kind: Kind, who: string): Promise<number> {
    const bucket = await bucketOf(kind);
    return bucket ? take(bucket, who) : 0;
  }

  return {
    async signIn(account, address) {
      const waitMs = await count('address', address);
      return waitMs > 0 ? waitMs : count('account', pairOf(account, address));
    },
    async signedIn(account, address) {
      await (await bucketOf('account'))?.delete(pairOf(account, address));
      await (await bucketOf('address'))?.reward(address);
    },
    async notTried(account, address) {
      await (await bucketOf('account'))?.reward(pairOf(account, address));
      await (await bucketOf('address'))?.reward(address);
    },
    count,
    async uncount(what, who) {
      await (await bucketOf(what))?.reward(who);
    },
    async waitMs(what, who) {
      const state = await (await bucketOf(what))?.get(who);
      const isEmpty = state && state.consumedPoints >= sizes[what].points;
      return isEmpty ? Math.max(1, state.msBeforeNext) : 0;
    },
  };
}

function pairOf(account: string, address: string): string {
  return `${account}\n${address}`;
}

async function take(bucket: Bucket, key: string): Promise<number> {
  try {
    await bucket.consume(key);
    return 0;
  } catch (refused) {
    // A bucket that is empty says so by throwing its state; anything else is a fault.
    if (refused instanceof Error || typeof refused !== 'object' || refused === null) throw refused;
    const { msBeforeNext } = refused as { msBeforeNext: number };
    return Math.max(1, msBeforeNext);
  }
}
