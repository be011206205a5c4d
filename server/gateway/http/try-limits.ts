import type { RateLimiterMemory } from 'rate-limiter-flexible';

const QUARTER_HOUR_SECONDS = 15 * 60;

/**
 * How often something secret may be tried. Two buckets for passwords: many guesses at one account, and one guess at
 * many accounts. The address bucket is wide, since a village shares one address.
 */
export function tryLimits() {
  let made: ReturnType<typeof makeBuckets> | null = null;
  /** The library is loaded with the first try, not with the server. */
  const buckets = () => {
    made ??= makeBuckets();
    return made;
  };
  return {
    /** @returns 0, or how long to wait in ms */
    async signIn(account: string, address: string): Promise<number> {
      const { perAccount, perAddress } = await buckets();
      return Math.max(await take(perAddress, address), await take(perAccount, account));
    },
    /** A right password empties the account's bucket; the address keeps its count. */
    async signedIn(account: string): Promise<void> {
      await (await buckets()).perAccount.delete(account);
    },
    /** One-time codes and links, made or tried. */
    async code(who: string): Promise<number> {
      return take((await buckets()).perCode, who);
    },
  };
}

export type TryLimits = ReturnType<typeof tryLimits>;

async function makeBuckets() {
  const { RateLimiterMemory } = await import('rate-limiter-flexible');
  return {
    perAccount: new RateLimiterMemory({ points: 10, duration: QUARTER_HOUR_SECONDS }),
    perAddress: new RateLimiterMemory({ points: 100, duration: QUARTER_HOUR_SECONDS }),
    perCode: new RateLimiterMemory({ points: 20, duration: 60 }),
  };
}

async function take(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (refused) {
    // A bucket that is empty says so by throwing its state; anything else is a fault.
    if (refused instanceof Error || typeof refused !== 'object' || refused === null) throw refused;
    const { msBeforeNext } = refused as { msBeforeNext: number };
    return Math.max(1, msBeforeNext);
  }
}
