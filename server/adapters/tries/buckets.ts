import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Tries } from '../../ports/tries.ts';

const QUARTER_HOUR_SECONDS = 15 * 60;

/**
 * Two buckets for passwords: many guesses at one account from one address, and one guess at many accounts. The address
 * bucket is wide, since a village shares one address. No bucket is an account's alone: whoever emptied it would lock its
 * owner out.
 */
export const sizes = {
  account: { keyPrefix: 'account', points: 10, duration: QUARTER_HOUR_SECONDS },
  address: { keyPrefix: 'address', points: 100, duration: QUARTER_HOUR_SECONDS },
  code: { keyPrefix: 'code', points: 20, duration: 60 },
  voucher: { keyPrefix: 'voucher', points: 20, duration: 10 * 60 },
};

/** What is asked of a bucket; it refuses by throwing its state. */
export type Bucket = Pick<RateLimiterAbstract, 'consume' | 'delete' | 'reward'>;
export type Buckets = Record<keyof typeof sizes, Bucket>;

/** Counts tries in buckets, wherever those are kept. They are made with the first try, not with the server. */
export function triesIn(makeBuckets: () => Promise<Buckets>): Tries {
  let made: Promise<Buckets> | null = null;
  const buckets = () => {
    made ??= makeBuckets();
    return made;
  };
  return {
    async signIn(account, address) {
      const { account: perAccount, address: perAddress } = await buckets();
      const waitMs = await take(perAddress, address);
      return waitMs > 0 ? waitMs : take(perAccount, pairOf(account, address));
    },
    async signedIn(account, address) {
      await (await buckets()).account.delete(pairOf(account, address));
    },
    async code(who) {
      return take((await buckets()).code, who);
    },
    async voucherCode(who) {
      return take((await buckets()).voucher, who);
    },
    async rightVoucherCode(who) {
      await (await buckets()).voucher.reward(who);
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
