import type { AttemptLimiter } from '../../ports/attempt-limiter.ts';

/** From where a password is tried. */
export interface SignInFrom {
  /** A network address, by its key. */
  address: string;
  /** The device by which this browser is known for the account; null: it is not. */
  device: string | null;
}

/**
 * How often a password may be tried: many guesses at one account from one address, and one guess at many accounts. No
 * bucket is an account's alone, since whoever emptied it would lock its owner out from anywhere. A known device passes
 * those of its address, which strangers there can empty, and has a bucket of its own for its account.
 */
export function limitSignIns(tries: AttemptLimiter) {
  return {
    /** Counts a try. @returns 0, or how long to wait in ms */
    async signIn(account: string, from: SignInFrom): Promise<number> {
      const waitMs = from.device === null ? await tries.count('signInOfAddress', from.address) : 0;
      return waitMs > 0 ? waitMs : tries.count('signInOfAccount', pairOf(account, from));
    },
    /** A right password is no guess: the account's count there begins anew, and the address gets its point back. */
    async signedIn(account: string, from: SignInFrom): Promise<void> {
      await tries.forget('signInOfAccount', pairOf(account, from));
      if (from.device === null) await tries.uncount('signInOfAddress', from.address);
    },
    /** The password was not looked at: the try does not count. */
    async notTried(account: string, from: SignInFrom): Promise<void> {
      await tries.uncount('signInOfAccount', pairOf(account, from));
      if (from.device === null) await tries.uncount('signInOfAddress', from.address);
    },
  };
}

function pairOf(account: string, { address, device }: SignInFrom): string {
  return device === null ? `${account}\n${address}` : `${account}\ndevice ${device}`;
}
