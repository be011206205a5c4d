import type { AttemptLimiter } from '../../ports/attempt-limiter.ts';

/** The source of a sign-in. */
export interface SignInFrom {
  /** The key of the network address. */
  address: string;
  /** The device known for the account by this browser; null: none. */
  device: string | null;
}

/**
 * The rate of sign-ins: guesses at one account from one address, and at many accounts. No bucket is an account's alone,
 * since a stranger could lock its owner out. A known device passes the address's bucket and has one of its own for the
 * account.
 */
export function limitSignIns(tries: AttemptLimiter) {
  return {
    /** Counts a try. @returns 0, or the wait in ms */
    async signIn(account: string, from: SignInFrom): Promise<number> {
      const waitMs = from.device === null ? await tries.count('signInOfAddress', from.address) : 0;
      return waitMs > 0 ? waitMs : tries.count('signInOfAccount', pairOf(account, from));
    },
    /** Clears the account's count there and gives the address its token back: a right password is no guess. */
    async signedIn(account: string, from: SignInFrom): Promise<void> {
      await tries.forget('signInOfAccount', pairOf(account, from));
      if (from.device === null) await tries.uncount('signInOfAddress', from.address);
    },
    /** Gives the tokens back of a try whose password was not checked. */
    async notTried(account: string, from: SignInFrom): Promise<void> {
      await tries.uncount('signInOfAccount', pairOf(account, from));
      if (from.device === null) await tries.uncount('signInOfAddress', from.address);
    },
  };
}

function pairOf(account: string, { address, device }: SignInFrom): string {
  return device === null ? `${account}\n${address}` : `${account}\ndevice ${device}`;
}
