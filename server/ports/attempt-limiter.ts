/** What is counted besides passwords, each in a bucket of its own: by buyer, by network address, by stream. */
export type Counted =
  | 'signInLinkOfAddress'
  | 'contactOfBuyer'
  | 'contactOfAddress'
  | 'deviceCodeOfBuyer'
  | 'deviceCodeOfAddress'
  | 'mergeOfBuyer'
  | 'mergeOfAddress'
  | 'wrongCodeOfBuyer'
  | 'wrongCodeOfAddress'
  | 'wrongCodeOfStream';

/**
 * How often something may be tried: many guesses at one account, one guess at many accounts, and what costs a row. Guesses
 * at an account count per address, so that nobody locks an owner out from elsewhere. An address is a network address by
 * its key (`addressKey`). Where the counts are kept may be away; then each node counts its own, and
 * nobody is refused or kept waiting for that.
 */
export interface AttemptLimiter {
  /** Counts a try to sign in. @returns 0, or how long to wait in ms */
  signIn(account: string, address: string): Promise<number>;
  /** A right password is no guess: the account's count at this address begins anew, and the address gets its point back. */
  signedIn(account: string, address: string): Promise<void>;
  /** The password was not looked at: the try does not count, for the account or the address. */
  notTried(account: string, address: string): Promise<void>;
  /** Counts one. @returns 0, or how long to wait in ms */
  count(what: Counted, who: string): Promise<number>;
  /** One that was counted does not count after all. */
  uncount(what: Counted, who: string): Promise<void>;
  /** Counts nothing. @returns 0 while one more may come, or how long to wait in ms */
  waitMs(what: Counted, who: string): Promise<number>;
}
