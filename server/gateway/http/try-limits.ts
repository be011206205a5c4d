import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const QUARTER_HOUR_SECONDS = 15 * 60;

/**
 * How often something secret may be tried. Two buckets for passwords: many guesses at one account, and one guess at
 * many accounts. The address bucket is wide, since a village shares one address.
 */
export function tryLimits() {
  const perAccount = new RateLimiterMemory({ points: 10, duration: QUARTER_HOUR_SECONDS });
  const perAddress = new RateLimiterMemory({ points: 100, duration: QUARTER_HOUR_SECONDS });
  const perCode = new RateLimiterMemory({ points: 20, duration: 60 });
  return {
    /** @returns 0, or how long to wait in ms */
    async signIn(account: string, address: string): Promise<number> {
      return Math.max(await take(perAddress, address), await take(perAccount, account));
    },
    /** A right password empties the account's bucket; the address keeps its count. */
    async signedIn(account: string): Promise<void> {
      await perAccount.delete(account);
    },
    /** One-time codes and links, made or tried. */
    code: (who: string) => take(perCode, who),
  };
}

export type TryLimits = ReturnType<typeof tryLimits>;

async function take(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, refused.msBeforeNext);
    throw refused;
  }
}
