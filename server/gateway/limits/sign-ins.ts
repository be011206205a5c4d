import type { AttemptLimiter } from '../../ports/attempt-limiter.ts';

/**
 * How often a password may be tried: many guesses at one account from one address, and one guess at many accounts. No
 * bucket is an account's alone, since whoever emptied it would lock its owner out from anywhere.
 */
export function limitSignIns(tries: AttemptLimiter) {
  return {
    /** Counts a try. @returns 0, or how long to wait in ms */
    async signIn(account: string, address: string): Promise<number> {
      const waitMs = await tries.count('signInOfAddress', address);
      return waitMs > 0 ? waitMs : tries.count('signInOfAccount', pairOf(account, address));
    },
    /** A right password is no guess: the account's count there begins anew, and the address gets its point back. */
    async signedIn(account: string, address: string): Promise<void> {
      await tries.forget('signInOfAccount', pairOf(account, address));
      await tries.uncount('signInOfAddress', address);
    },
    /** The password was not looked at: the try does not count. */
    async notTried(account: string, address: string): Promise<void> {
      await tries.uncount('signInOfAccount', pairOf(account, address));
      await tries.uncount('signInOfAddress', address);
    },
  };
}

function pairOf(account: string, address: string): string {
  return `${account}\n${address}`;
}
